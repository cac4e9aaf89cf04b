"""Addresses of pages and of people as they are written in a settings file."""

import re
from urllib.parse import quote, unquote, urlsplit

from notifications.headers import mailbox

_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\<>\"]")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000  # characters of an address
_FORM = "write one such as https://www.company.example/privacy"


def web_address(text: str) -> str:
    """The address, as written, when a page can be fetched from it; raises ValueError saying what is wrong with it."""
    if len(text) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters; is this an address?")
    if _UNFIT.search(text):
        raise ValueError("an address has no spaces, quotes or control characters; encode them, such as %20")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
        host.encode("idna")
    except (ValueError, UnicodeError) as error:
        raise ValueError(f"not a web address ({error}); {_FORM}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"not a web address; {_FORM}")
    if "@" in parts.netloc:
        raise ValueError("leave out user name and password: a published policy needs none")
    if parts.fragment:
        raise ValueError(f"leave out '#{parts.fragment}': a page is fetched whole")
    return text


def same_page(url: str) -> tuple[str, ...]:
    """Equal for addresses under which one page is had, as far as they tell: it is the same with and without TLS, with
    the usual port, a slash at its end, or other letters encoded."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else str(parts.port)
    path, query = (quote(unquote(one, errors="surrogateescape"), errors="surrogateescape") for one in parts[2:4])
    return (parts.hostname or "").encode("idna").decode("ascii"), port, path.rstrip("/"), query


def mail_address(text: str) -> str:
    """The mailbox, as written, when mail can go there; raises ValueError saying what is wrong with it."""
    mailbox(text)
    return text
