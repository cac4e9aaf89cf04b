"""A web site on loopback that tests can change, break and count."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page(html: str, **headers: str) -> Handler:
    """A handler that always answers with this page."""
    return answer(200, html.encode(), "text/html; charset=utf-8", **headers)


def answer(status: int, body: bytes = b"", content_type: str = "text/html", **headers: str) -> Handler:
    """A handler that always answers so."""

    async def handle(_request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, body=body, headers={"Content-Type": content_type, **named})

    return handle


class Site:
    """Pages by path, each replaceable at any moment; every request is counted by path."""

    def __init__(self, **pages: Handler) -> None:
        self.pages: dict[str, Handler] = {"/" + name: handler for name, handler in pages.items()}
        self.asked: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, path: str) -> str:
        return f"{self.address}/{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        handler = self.pages.get(request.path)
        if handler is None:
            return web.Response(status=404, text="not here")
        return await handler(request)


@contextmanager
def aside(site: Site) -> Iterator[Site]:
    """The site, served by a thread of its own while the test's is busy with a command."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def done(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    try:
        done(site.__aenter__())
        yield site
        done(site.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def drip(seconds: float) -> Handler:
    """A handler that sends a byte at a time and never ends."""

    async def handle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"<p>x")
            await asyncio.sleep(seconds)

    return handle
