"""What one attempt to get a page established: the evidence of every look, failures too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from policy.model.targets import Trigger


class Failure(StrEnum):
    """Why an attempt gave no page. Decided where the error is caught, never from its message."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TRANSPORT = "transport"  # reset, cut short, malformed HTTP
    REDIRECT = "redirect"  # a loop, too many hops, or a hop to nowhere
    ADDRESS = "address"  # the address guard refused the network
    ROBOTS = "robots"  # disallowed (RFC 9309)
    ROBOTS_UNREACHABLE = "robots-unreachable"  # RFC 9309 §2.3.1.4: complete disallow
    THROTTLED = "throttled"  # 429, or 503 with Retry-After
    BLOCKED = "blocked"  # 401, 403, 407, 451
    NOT_FOUND = "not-found"  # 404
    GONE = "gone"  # 410
    SERVER = "server"  # 5xx
    HTTP = "http"  # any other status without a page
    TOO_LARGE = "too-large"
    BOMB = "bomb"  # compression ratio or nesting over the cap
    TYPE = "type"  # not a form we read
    EMPTY = "empty"  # 200 with no body
    STOPPED = "stopped"  # we were asked to stop first


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way: the address asked, its answer, and where it pointed."""

    url: str
    status: int
    location: str
    peer: str | None


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """The protected connection as negotiated; `leaf_sha256` is the fingerprint of the server's certificate."""

    version: str
    cipher: str
    leaf_sha256: str
    not_after: str


@dataclass(frozen=True, slots=True)
class Response:
    """What the last server in the chain answered; sizes in bytes, before and after content decoding."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    http_version: str
    peer: str | None
    tls: TlsFacts | None
    wire_bytes: int
    body_bytes: int
    body_sha256: str | None  # of the decoded body; None: no body was taken

    def header(self, name: str) -> str | None:
        """The first header of that name, case-insensitively; None: not sent."""
        wanted = name.casefold()
        return next((value for key, value in self.headers if key.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Capture:
    """The record of one attempt at one address."""

    id: str
    target_id: str
    trigger: Trigger
    url: str
    started: datetime
    finished: datetime
    hops: tuple[Hop, ...] = ()
    response: Response | None = None  # None: no final answer came
    failure: Failure | None = None  # None: the page came, or the server said it is unchanged
    detail: str = ""  # plain words for the operator; never parsed


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A capture with its body, content-decoded."""

    capture: Capture
    body: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """Every page of the target came; in the order of the target's addresses."""

    pages: tuple[FetchedPage, ...]


@dataclass(frozen=True, slots=True)
class Unmodified:
    """The server said 304: the stored body stays valid (RFC 9110 §15.4.5)."""

    capture: Capture


@dataclass(frozen=True, slots=True)
class Failed:
    """At least one page of the target did not come."""

    captures: tuple[Capture, ...]
    failure: Failure
    retry_at: datetime | None = None  # the server's wish (Retry-After); None: it stated none


Outcome: TypeAlias = Fetched | Unmodified | Failed


def captures_of(outcome: Outcome) -> tuple[Capture, ...]:
    """Every attempt behind an outcome, in order."""
    match outcome:
        case Fetched(pages):
            return tuple(page.capture for page in pages)
        case Unmodified(capture):
            return (capture,)
        case Failed(captures):
            return captures
