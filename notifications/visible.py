"""Page text as it may be shown to people: what is invisible is named, so that nothing hides and nothing turns."""

import re
from urllib.parse import quote, urlsplit

from policy.signs import is_unseen

_URL_LIMIT = 2000  # characters


def visible(text: str, limit: int = 500) -> str:
    """The text in one line of at most `limit` characters; a control, direction or zero-width character reads as
    ‹U+202E›."""
    return clipped(_named(" ".join(text.split())), limit)


def visible_run(text: str) -> str:
    """As `visible`, uncut and with the spaces at its ends, for a piece of a longer text."""
    return _named(re.sub(r"\s+", " ", text))


def clipped(text: str, limit: int) -> str:
    """The beginning of the text, with an ellipsis if something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def web_link(url: str) -> str | None:
    """The address in plain ASCII, safe to stand in a mail; None: it is not one a reader should follow."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    try:
        safe = quote(url, safe="%/:?#[]@!$&()*+,;=~-._")
    except UnicodeEncodeError:  # half a surrogate pair
        return None
    return safe if len(safe) <= _URL_LIMIT else None


def _named(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"‹U+{ord(char):04X}›" if is_unseen(char) else char for char in text)
