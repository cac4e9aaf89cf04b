"""Local servers to be crawled: one that answers by path and remembers who asked, and one that speaks raw bytes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

from aiohttp import web

from crawler.fetching import Fetcher
from crawler.hosts import HostBook, MemoryHostBook
from crawler.settings import CrawlSettings
from policy.model.captures import Failed, Failure, Fetched, Outcome, captures_of
from policy.model.targets import DocumentType, Order, Target, Trigger, Validators

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
PAGE = b"<!doctype html><title>Privacy</title><h1>Privacy</h1><p>We keep nothing.</p>"
NO_REST = timedelta(0)
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def now() -> datetime:
    return datetime.now(UTC)


def settings(**changes: Any) -> CrawlSettings:
    """Settings for local servers: no spacing, loopback allowed."""
    chosen: dict[str, Any] = {
        "contact_url": "https://watch.example/about",
        "contact_mail": "watch@watch.example",
        "spacing": NO_REST,
        "allowed_networks": LOOPBACK,
    }
    return CrawlSettings(**(chosen | changes))


def fetcher(book: HostBook | None = None, clock: Callable[[], datetime] = now, **changes: Any) -> Fetcher:
    return Fetcher(settings(**changes), book or MemoryHostBook(), clock)


def order(*urls: str, name: str = "acme-privacy", validators: Validators | None = None, **changes: Any) -> Order:
    target = Target(
        id=name,
        service="acme",
        service_name="Acme",
        document_type=DocumentType.PRIVACY,
        urls=urls,
        interval=timedelta(days=1),
        **changes,
    )
    return Order(target, Trigger.SCHEDULE, "lease", validators or Validators())


async def fetch_all(crawler: Fetcher, *orders: Order) -> dict[str, Outcome]:
    """Every outcome by target; each target must come out once."""
    outcomes: dict[str, Outcome] = {}
    async for one, outcome in crawler.fetch(orders):
        assert one.target.id not in outcomes
        outcomes[one.target.id] = outcome
    assert outcomes.keys() == {one.target.id for one in orders}
    return outcomes


async def fetch_one(crawler: Fetcher, one: Order) -> Outcome:
    return (await fetch_all(crawler, one))[one.target.id]


def page_of(outcome: Outcome) -> bytes:
    assert isinstance(outcome, Fetched), outcome
    return outcome.pages[0].body


def failure_of(outcome: Outcome) -> Failure:
    """The failure of an outcome, which must be told the same way by its last capture."""
    assert isinstance(outcome, Failed), outcome
    last = captures_of(outcome)[-1]
    assert last.failure is outcome.failure
    assert last.detail
    return outcome.failure


@dataclass
class Seen:
    """A request as the server saw it."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Site:
    """A running server. Paths without an answer of their own give 404, robots.txt too."""

    port: int = 0
    scheme: str = "http"
    host: str = "127.0.0.1"
    seen: list[Seen] = field(default_factory=list)
    answers: dict[str, Handler] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str = "/privacy") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def serve(self, path: str, body: bytes | str = PAGE, status: int = 200, **headers: str) -> str:
        """Answer a path so from now on; header names with underscores for hyphens. Gives its address."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")

        async def answer(_request: web.BaseRequest) -> web.StreamResponse:
            return web.Response(body=content, status=status, headers=named)

        self.answers[path] = answer
        return self.url(path)

    def asked(self, path: str) -> int:
        return sum(one.path == path for one in self.seen)

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.seen]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        at = asyncio.get_running_loop().time()
        self.seen.append(Seen(request.path_qs, {name.lower(): value for name, value in request.headers.items()}, at))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            found = self.answers.get(request.path_qs)
            return await found(request) if found else web.Response(status=404, text="none")
        finally:
            self.at_once -= 1


@asynccontextmanager
async def running_site(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """A site on a port of its own, gone afterwards."""
    site = Site(scheme="https" if tls else "http", host=host)
    server = web.Server(site.answer)
    runner = web.ServerRunner(server, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, host, 0, ssl_context=tls).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


Talk = Callable[[asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def raw_server(talk: Talk) -> AsyncIterator[str]:
    """A server without robots.txt that answers every other request in its own bytes; gives its address."""
    held: set[asyncio.Task[None]] = set()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        held.add(task)
        try:
            asked = await reader.readuntil(b"\r\n\r\n")
            if asked.startswith(b"GET /robots.txt "):
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            else:
                await talk(writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the crawler hung up, which is the point of many a test
        finally:
            held.discard(task)
            writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/privacy"
    finally:
        server.close()
        for task in held:
            task.cancel()
        await asyncio.gather(*held, return_exceptions=True)
        await server.wait_closed()


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at
