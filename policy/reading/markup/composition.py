"""A page as a browser composes it before anybody reads it."""

from policy.reading.markup import frames, shadows, streams

_MARKS = tuple(mark.encode() for mark in (shadows.MARK, *frames.MARKS, *streams.MARKS))


def composed(text: str) -> str:
    """The page with late parts, framed documents and shadow trees where a reader sees them."""
    return shadows.shadowed(frames.unframed(streams.streamed(text)))


def is_plain(body: bytes) -> bool:
    """Whether nothing in the page has to be put elsewhere."""
    return not any(mark in body for mark in _MARKS)
