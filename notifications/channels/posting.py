"""One HTTPS request over a socket that is opened only to addresses a guard allows."""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import Protocol
from urllib.parse import urlsplit

_REPLY = 1000  # bytes of an answer that are read; the status is what counts


class Guard(Protocol):
    """Says whether a socket may be opened to a numeric address."""

    def __call__(self, address: str, /) -> bool: ...


class GuardError(OSError):
    """Every address of the name lies in a network that must not be reached."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The way to a server, with verified TLS."""

    host: str
    port: int
    user_agent: str  # who asks, and where to reach them
    guard: Guard
    timeout: float  # seconds
    ca_file: str | None  # certificates to trust instead of the system's; None: the system's

    def opened(self) -> ssl.SSLSocket:
        """A protected connection to the first address that takes one. Name and address are looked up once: what the
        guard saw is what is connected to, so that a name cannot change its address in between (DNS rebinding)."""
        context = ssl.create_default_context(cafile=self.ca_file)
        plain = self._plain()
        try:
            return context.wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise

    def _plain(self) -> socket.socket:
        failure: OSError = GuardError(f"{self.host} lies in a network that may not be reached")
        for family, kind, protocol, _, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            if not self.guard(str(address[0])):
                continue
            plain = socket.socket(family, kind, protocol)
            plain.settimeout(self.timeout)
            try:
                plain.connect(address)
            except OSError as error:
                plain.close()
                failure = error
                continue
            return plain
        raise failure


def is_lookable(host: str) -> bool:
    """Whether the resolver can be asked for a name: for one with an empty or an overlong label it raises what no
    network does."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def endpoint_of(url: str, user_agent: str, guard: Guard, timeout: float, ca_file: str | None) -> Endpoint:
    """The line to the server of an https address."""
    parts = urlsplit(url)
    return Endpoint(parts.hostname or "", parts.port or 443, user_agent, guard, timeout, ca_file)


def path_of(url: str) -> str:
    """What that server is asked for: path and query."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


@dataclass(frozen=True, slots=True)
class Posting:
    path: str
    headers: Mapping[str, str]
    body: bytes


def post(line: Endpoint, posting: Posting) -> tuple[int, bytes]:
    """The status and the beginning of the answer; redirects are answers like others. Raises OSError or HTTPException
    when there is no answer within the timeout, however slowly it drips."""
    with line.opened() as opened:
        late = _Deadline(opened)
        watch = Timer(line.timeout, late.strike)
        watch.daemon = True
        watch.start()
        try:
            answer = _answered(line, opened, posting)
            if late.has_struck:  # headers cut short look complete to the parser
                raise TimeoutError("no answer in time")
            return answer.status, _beginning(answer)
        except (OSError, HTTPException) as error:
            if late.has_struck:
                raise TimeoutError("no answer in time") from error
            raise
        finally:
            watch.cancel()


def _answered(line: Endpoint, opened: ssl.SSLSocket, posting: Posting) -> HTTPResponse:
    connection = HTTPSConnection(line.host, line.port)
    connection.auto_open = 0  # never a connection of its own, past the guard
    connection.sock = opened
    connection.request("POST", posting.path, posting.body, {"User-Agent": line.user_agent, **posting.headers})
    return connection.getresponse()


def _beginning(answer: HTTPResponse) -> bytes:
    try:
        return answer.read(_REPLY)
    except (OSError, HTTPException):  # the status is the answer; what is said besides may be lost
        return b""


class _Deadline:
    """Ends a connection from another thread, where the reading one would wait for ever."""

    def __init__(self, opened: ssl.SSLSocket) -> None:
        self._opened = opened
        self.has_struck = False

    def strike(self) -> None:
        self.has_struck = True
        with suppress(OSError):  # already closed
            socket.socket.shutdown(self._opened, socket.SHUT_RDWR)
