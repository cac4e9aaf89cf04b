"""The key under which two texts are the same text."""

from functools import lru_cache

from policy.reading.printed import comparable

_SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """The text without what typography decides: quotes, dashes, white space, soft hyphens, compatibility forms."""
    return comparable(text.replace(_SOFT_HYPHEN, ""))
