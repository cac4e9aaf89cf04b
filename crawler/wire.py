"""One exchange over HTTP: a guarded socket, verified TLS, a body under caps, and the facts of the connection."""

import asyncio
import errno
import hashlib
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

import aiohttp
from aiohttp.client_reqrep import ClientResponse
from aiohttp.connector import Connection
from multidict import CIMultiDictProxy

from crawler.addresses import is_dialable
from crawler.bodies import unpacked
from crawler.names import SystemNames
from crawler.settings import Caps, CrawlSettings
from crawler.troubles import Trouble
from policy.model.captures import Failure, Response, TlsFacts

_HEADER_CAP = 64 * 1024  # some honest policies send long Content-Security-Policy lines
_OFF_LOOP = 256 * 1024  # larger encoded bodies are decoded in a thread
_WITH_PAGE = (200, 203)
_OURS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
_CONNECTIONS = 400  # opened by one wire before another takes its place: those left open are handles


@dataclass(slots=True)
class Plea:
    """The owner's reason to fetch a page that robots.txt does not allow, and whether it was needed."""

    reason: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what, how, to which ports besides 80 and 443, and how much of the answer is taken."""

    url: str
    headers: tuple[tuple[str, str], ...]
    caps: Caps
    ports: frozenset[int] = frozenset()
    whole: bool = True  # false: a body over the caps is cut there instead of refused
    plea: Plea | None = None  # None: what robots.txt does not allow is not fetched


@dataclass(frozen=True, slots=True)
class Answer:
    """The server's answer; the body is content-decoded, and empty for every status that carries no page."""

    response: Response
    body: bytes
    note: str = ""  # how the body came to be, where it is not as the server sent it
    onward: str | None = None  # where the page's own scripts sent the browser; None: they stayed


@dataclass(frozen=True, slots=True)
class _Dialling:
    """What the socket about to be opened is for."""

    ports: frozenset[int]
    refused: list[str] = field(default_factory=list)


class AddressRefusedError(OSError):
    """The address guard opened no socket."""


Trust = Callable[[], ssl.SSLContext]  # asked only when there is something to verify: a context costs 60 ms
_DIALLING: ContextVar[_Dialling] = ContextVar("dialling")


class Wire:
    """Exchanges over connections of its own; made inside the running loop and closed at the end. What was dialled for
    one set of ports is never used for another."""

    def __init__(self, settings: CrawlSettings, trust: Trust) -> None:
        self._settings = settings
        self._trust = trust
        self._names = SystemNames(settings.concurrency)
        self._decoding = ThreadPoolExecutor(1, thread_name_prefix="decoding")  # one at a time: it is memory they take
        self._sessions: dict[frozenset[int], aiohttp.ClientSession] = {}
        self._opened = 0

    @property
    def is_worn(self) -> bool:
        """Whether it has opened so many connections that a new one is due."""
        return self._opened >= _CONNECTIONS

    def _session(self, ports: frozenset[int]) -> aiohttp.ClientSession:
        if ports not in self._sessions:
            self._sessions[ports] = self._begun()
        return self._sessions[ports]

    def _begun(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(socket_factory=self._open, resolver=self._names, limit=0)
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            response_class=_Answering,
            skip_auto_headers=_OURS,
            max_line_size=_HEADER_CAP,
            max_field_size=_HEADER_CAP,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._settings.connect_timeout.total_seconds()),
        )

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()
        await self._names.close()
        self._decoding.shutdown(wait=False, cancel_futures=True)

    async def exchange(self, ask: Ask) -> Answer:
        """The answer to one request, redirects not followed. Raises Trouble when none came whole. The caller sets the
        total time limit."""
        dialling = _Dialling(ask.ports | {80, 443})
        _DIALLING.set(dialling)
        with _named_troubles(dialling):
            headers = (*ask.headers, ("User-Agent", self._settings.user_agent))
            trust = self._trust() if ask.url.startswith("https:") else True
            session = self._session(dialling.ports)
            async with session.get(ask.url, headers=headers, allow_redirects=False, ssl=trust) as raw:
                return await _answer(cast("_Answering", raw), ask, self._decoding)

    def _open(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for an address the guard lets through: every connection of the crawler begins here."""
        family, kind, protocol, _name, address = info
        host, port = str(address[0]), int(address[1])
        dialling = _DIALLING.get()
        if not is_dialable(host, port, dialling.ports, self._settings.allowed_networks):
            dialling.refused.append(f"{host} port {port}")
            raise AddressRefusedError(errno.EACCES, "refused by the address guard")
        self._opened += 1
        opened = socket.socket(family, kind, protocol)
        opened.setblocking(False)
        return opened


class _Answering(ClientResponse):
    """A response that notes its connection while it has one: aiohttp lets it go before the caller looks."""

    peer: str | None = None
    tls: TlsFacts | None = None

    async def start(self, connection: Connection) -> ClientResponse:
        transport = connection.transport
        if transport is not None:
            peername = transport.get_extra_info("peername")
            self.peer = str(peername[0]) if peername else None
            secured = transport.get_extra_info("ssl_object")
            self.tls = _tls_facts(secured) if secured is not None else None
        return await super().start(connection)


def trusted(settings: CrawlSettings) -> ssl.SSLContext:
    """A context that verifies every certificate, by the system's authorities and the owner's."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.authorities is not None:
        context.load_verify_locations(cafile=settings.authorities)
    return context


def _tls_facts(secured: ssl.SSLObject) -> TlsFacts:
    cipher = secured.cipher()
    leaf = secured.getpeercert(binary_form=True) or b""
    not_after = str((secured.getpeercert() or {}).get("notAfter", ""))
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), UTC).isoformat() if not_after else ""
    return TlsFacts(
        version=secured.version() or "",
        cipher=cipher[0] if cipher else "",
        leaf_sha256=hashlib.sha256(leaf).hexdigest(),
        not_after=ends,
    )


async def _answer(raw: _Answering, ask: Ask, decoding: Executor) -> Answer:
    version = raw.version
    response = Response(
        url=ask.url,
        status=raw.status,
        headers=_headers(raw.headers),
        http_version=f"{version.major}.{version.minor}" if version else "",
        peer=raw.peer,
        tls=raw.tls,
        wire_bytes=0,
        body_bytes=0,
        body_sha256=None,
    )
    if raw.status not in _WITH_PAGE:
        return Answer(response, b"")
    wire = bytearray()
    try:
        await _take(raw, ask, wire)
        codings = ",".join(raw.headers.getall("Content-Encoding", ()))
        unpack = partial(unpacked, bytes(wire), codings, ask.caps, ask.whole)
        aside = bool(codings) and len(wire) > _OFF_LOOP
        body = await asyncio.get_running_loop().run_in_executor(decoding, unpack) if aside else unpack()
    except Trouble as trouble:
        came = replace(response, wire_bytes=len(wire))
        raise Trouble(trouble.failure, trouble.detail, came) from trouble
    except (aiohttp.ClientError, OSError) as error:
        came = replace(response, wire_bytes=len(wire))
        raise Trouble(Failure.TRANSPORT, f"the body was cut short: {_words(error)}", came) from error
    digest = hashlib.sha256(body).hexdigest()
    return Answer(replace(response, wire_bytes=len(wire), body_bytes=len(body), body_sha256=digest), body)


async def _take(raw: ClientResponse, ask: Ask, wire: bytearray) -> None:
    """The undecoded body, read into `wire` up to its cap."""
    cap = ask.caps.wire
    stated = raw.content_length or 0
    if stated > cap and ask.whole:
        raw.close()
        raise Trouble(Failure.TOO_LARGE, f"the server states {stated} bytes, more than {cap}")
    async for chunk in raw.content.iter_any():
        wire += chunk
        if len(wire) <= cap:
            continue
        raw.close()
        if ask.whole:
            raise Trouble(Failure.TOO_LARGE, f"the body is larger than {cap} bytes")
        del wire[cap:]
        return


def _headers(raw: CIMultiDictProxy[str]) -> tuple[tuple[str, str], ...]:
    """Every header as printable text; bytes that are not UTF-8 are read as Latin-1 (RFC 9110 §5.5)."""
    return tuple((_text(name), _text(value)) for name, value in raw.items())


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode(errors="surrogateescape").decode("latin-1")
    return value


@contextmanager
def _named_troubles(dialling: _Dialling) -> Iterator[None]:
    """Whatever the network raises leaves as Trouble with the name of the failure."""
    try:
        yield
    except aiohttp.ClientConnectorDNSError as error:
        raise Trouble(Failure.DNS, f"the name {error.host} has no address: {_words(error.os_error)}") from error
    except (aiohttp.ClientSSLError, ssl.SSLError) as error:
        raise Trouble(Failure.TLS, f"no trusted connection: {_words(error)}") from error
    except aiohttp.ServerTimeoutError as error:
        raise Trouble(Failure.TIMEOUT, "no connection within the time limit") from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise Trouble(Failure.ADDRESS, "this is not an address that can be fetched") from error
    except aiohttp.ClientConnectorError as error:
        if dialling.refused:
            refused = ", ".join(dialling.refused)
            raise Trouble(Failure.ADDRESS, f"the address guard refused {refused}") from error
        raise Trouble(Failure.CONNECT, f"no connection: {_words(error.os_error)}") from error
    except UnicodeError as error:
        raise Trouble(Failure.DNS, f"the host name is malformed: {error}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise Trouble(Failure.TRANSPORT, f"the exchange broke off: {_words(error)}") from error


def _words(error: Exception) -> str:
    """What the system says of an error, the same each time: without numbers, addresses and Python's own names."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return _words(error.certificate_error)
        case aiohttp.ClientConnectorError():
            return _words(error.os_error)
        case ssl.SSLCertVerificationError():
            return error.verify_message
        case ssl.SSLError() if error.reason:
            return error.reason.lower().replace("_", " ")
        case socket.gaierror():
            return error.strerror or "unknown"  # its numbers are the resolver's, not the system's
        case OSError() if error.errno:
            return os.strerror(error.errno)
        case aiohttp.ClientConnectionError() | aiohttp.ClientPayloadError():
            return "the server ended it too early"
        case OSError():
            return "none of its addresses answered"
    return str(error)
