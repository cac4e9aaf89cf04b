"""The example site: policies on a free port of this machine, with all that makes real pages restless."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from html import escape

from aiohttp import web

from monitor.demo.pages import PAGES, DemoPage, Edition

HOST = "127.0.0.1"


class ExampleSite:
    """Serves one edition at a time; `nonce` gives the token each answer carries in its mark-up."""

    def __init__(self, nonce: Callable[[], str]) -> None:
        self._nonce = nonce
        self.edition = Edition.FIRST

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[str]:
        """The address of the site, while it answers."""
        application = web.Application()
        application.router.add_get("/", self._front)
        application.router.add_get("/robots.txt", _robots)
        for page in PAGES:
            application.router.add_get(page.path, self._answer(page))
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            listener = web.TCPSite(runner, HOST, 0)
            await listener.start()
            yield f"http://{HOST}:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _front(self, _request: web.Request) -> web.Response:
        links = "".join(f'<li><a href="{page.path}">{escape(page.company)}: {page.title}</a></li>' for page in PAGES)
        page = f'<!doctype html><html lang="en"><title>Example site</title><h1>Example site</h1><ul>{links}</ul></html>'
        return web.Response(text=page, content_type="text/html")

    def _answer(self, page: DemoPage) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(_request: web.Request) -> web.StreamResponse:
            written = page.written(self.edition, self._nonce())
            if written is None:
                sorry = "<!doctype html><title>Back soon</title><h1>We are rebuilding and will be back soon</h1>"
                return web.Response(status=503, text=sorry, content_type="text/html")
            if not page.file.endswith(".txt"):
                return web.Response(text=written, content_type="text/html")
            response = web.Response(text=written, content_type="text/plain")
            response.etag = hashlib.sha256(written.encode()).hexdigest()[:16]
            return response

        return answer


async def _robots(_request: web.Request) -> web.Response:
    return web.Response(text="User-agent: *\nAllow: /\n")
