"""By which eyes and wishes a page was read."""

import hashlib

from policy.model.codec import encode
from policy.model.targets import ReadingOptions
from policy.remembering import remembered

_EYES = "15"  # raised whenever the same bytes may give another text or other sections


def recipe(options: ReadingOptions) -> str:
    """The version of our eyes and a hash of the owner's wishes: readings of different recipes are never compared."""
    return f"reading/{_EYES}+{_wishes(options)}"


@remembered(256)
def _wishes(options: ReadingOptions) -> str:
    return hashlib.sha256(repr(encode(options)).encode()).hexdigest()[:8]
