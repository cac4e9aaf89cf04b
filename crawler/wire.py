"""One exchange over HTTP: every connection begins at a guarded socket, with verified TLS."""

import errno
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, cast

import aiohttp

from crawler.addresses import is_dialable
from crawler.asks import Answer, Ask
from crawler.errors import named_troubles
from crawler.names import SystemNames
from crawler.replies import Answering, answer_of
from crawler.settings import CrawlSettings

_HEADER_CAP = 64 * 1024  # some honest policies send long Content-Security-Policy lines
_OURS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
_CONNECTIONS = 400  # opened by one wire before another takes its place: those left open are handles


@dataclass(slots=True)
class _Dialling:
    """What the socket about to be opened is for."""

    ports: frozenset[int]
    refused: list[str] = field(default_factory=list)
    is_asked: bool = False  # the request was sent
    is_reused: bool = False  # over a connection that had served before


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
            response_class=Answering,
            skip_auto_headers=_OURS,
            max_line_size=_HEADER_CAP,
            max_field_size=_HEADER_CAP,
            trace_configs=[_asking_once()],
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
        with named_troubles(dialling.refused):
            headers = (*ask.headers, ("User-Agent", self._settings.user_agent))
            trust = self._trust() if ask.url.startswith("https:") else True
            session = self._session(dialling.ports)
            async with session.get(ask.url, headers=headers, allow_redirects=False, ssl=trust) as raw:
                return await answer_of(cast("Answering", raw), ask, self._decoding)

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


def _asking_once() -> aiohttp.TraceConfig:
    """Keeps aiohttp from sending a request again that a server answered with half an answer or none: nobody spaced the
    second one. A connection that had served before may have ended meanwhile: then it may be sent again (RFC 9112
    §9.3.1)."""

    async def reused(*_what: object) -> None:
        _DIALLING.get().is_reused = True

    async def asked(*_what: object) -> None:
        _DIALLING.get().is_asked = True

    async def dialling(*_what: object) -> None:
        if _DIALLING.get().is_asked and not _DIALLING.get().is_reused:
            raise aiohttp.ServerDisconnectedError

    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(reused)
    trace.on_request_headers_sent.append(asked)
    trace.on_connection_create_start.append(dialling)
    return trace


def trusted(settings: CrawlSettings) -> ssl.SSLContext:
    """A context that verifies every certificate, by the system's authorities and the owner's."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.authorities is not None:
        context.load_verify_locations(cafile=settings.authorities)
    return context
