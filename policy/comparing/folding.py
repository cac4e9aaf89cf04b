"""The key under which two texts are the same text."""

from policy.reading.printed import comparable
from policy.remembering import remembered

_SOFT_HYPHEN = "\u00ad"


@remembered()
def fold(text: str) -> str:
    """The text without what typography decides: quotes, dashes, white space, soft hyphens, compatibility forms."""
    return comparable(text.replace(_SOFT_HYPHEN, ""))
