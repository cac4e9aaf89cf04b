"""A page as a browser composes it before anybody reads it."""

import re
from collections.abc import Iterable

from policy.reading.markup import frames, shadows, streams
from policy.reading.markup.tree import Element

_MARKS = tuple(mark.encode() for mark in (shadows.MARK, *frames.MARKS))
_LATE = re.compile(streams.MARK.encode())
_FRAMED = frozenset({"iframe", "noframes", "template"})


def composed(text: str) -> str:
    """The page with late parts, framed documents and shadow trees where a reader sees them."""
    return shadows.shadowed(frames.unframed(streams.streamed(text)))


def is_composed(elements: Iterable[Element]) -> bool:
    """Whether any element of a page may be of another place: told in a tenth of the time in which its text is looked
    through for all that such elements are written by."""
    for one in elements:
        attributes = one.attrib
        if "id" in attributes and streams.is_late(attributes["id"]):
            return True
        if one.tag in _FRAMED and (one.tag == "noframes" or shadows.MARK in attributes or "srcdoc" in attributes):
            return True
    return False


def is_plain(body: bytes) -> bool:
    """Whether nothing in the page has to be put elsewhere."""
    return _LATE.search(body) is None and not any(mark in body for mark in _MARKS)
