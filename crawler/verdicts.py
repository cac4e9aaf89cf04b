"""What an answer means: a page, an unchanged page, a redirect, or a named failure (RFC 9110 §15)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from crawler.asks import Answer
from crawler.forms import unreadable
from crawler.troubles import Trouble
from policy.model.captures import Failure, Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BLOCKED = frozenset({401, 403, 407, 451})
_DIGITS = re.compile(r"[0-9]+")


def require_page(answer: Answer, is_conditional: bool) -> None:
    """Return if the answer is a page we read, or the 304 we asked for; raise Trouble with the failure's name if not."""
    response = answer.response
    status = response.status
    if status == 304 and is_conditional:
        return
    if status not in {200, 203}:
        raise Trouble(failure_of(response), _explained(status), response)
    if not answer.body.strip():
        raise Trouble(Failure.EMPTY, "the page came with nothing in it", response)
    why_not = unreadable(answer.body, response.header("Content-Type"))
    if why_not is not None:
        raise Trouble(Failure.TYPE, why_not, response)


def failure_of(response: Response) -> Failure:
    """The name of a status that carries no page."""
    status = response.status
    if is_throttling(response):
        return Failure.THROTTLED
    if status == 404:
        return Failure.NOT_FOUND
    if status == 410:
        return Failure.GONE
    if status in _BLOCKED:
        return Failure.BLOCKED
    if 500 <= status <= 599:
        return Failure.SERVER
    if status in {204, 205}:
        return Failure.EMPTY
    return Failure.HTTP


def is_throttling(response: Response) -> bool:
    """Whether the server asks us to come less often (RFC 6585 §4; RFC 9110 §15.6.4)."""
    return response.status == 429 or (response.status == 503 and response.header("Retry-After") is not None)


def retry_after(value: str | None, now: datetime, cap: timedelta) -> datetime | None:
    """The moment a Retry-After names, no later than `cap` from now and never in the past; None: it names none."""
    text = (value or "").strip()
    if _DIGITS.fullmatch(text):
        return now + min(timedelta(seconds=int(text[:12])), cap)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return max(now, min(aware, now + cap))


def next_address(response: Response, onward: str | None = None) -> str:
    """Where a redirect leads, or the page's own script, absolute and without fragment; raises Trouble (REDIRECT) if
    that is nowhere."""
    location = (onward or response.header("Location") or "").strip().replace(" ", "%20")  # as every browser reads it
    if not location:
        raise Trouble(Failure.REDIRECT, "a redirect without a Location", response)
    try:
        address = urldefrag(urljoin(response.url, location)).url
    except ValueError as error:
        raise Trouble(Failure.REDIRECT, f"a redirect to a malformed address {location}", response) from error
    why_not = unfetchable(address)
    if why_not is not None:
        raise Trouble(Failure.REDIRECT, f"a redirect to {location}: {why_not}", response)
    return address


def unfetchable(address: str) -> str | None:
    """In plain words why this is no address for the crawler; None: it is one."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        return f"it is malformed: {error}"
    if parts.scheme not in {"http", "https"}:
        return "it is neither http nor https"
    if not parts.hostname or port == 0:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "it carries a user name or password"
    if not address.isprintable() or " " in address or "\\" in address:
        return "it holds characters no address may hold"
    return None


def _explained(status: int) -> str:
    if status == 304:
        return "the server said unchanged (304) to a request without a condition"
    return f"the server answered {status}"
