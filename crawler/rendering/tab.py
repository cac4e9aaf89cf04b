"""One page in a browser, from its document to the document its scripts made of it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, Request, Route

from crawler.rendering.letters import Drawn, Undrawn
from crawler.rendering.rest import PAUSE, Rest, Sample
from policy.model.captures import Failure

_UNSEEN = frozenset({"image", "media", "font"})
_NOT_WAITED_FOR = _UNSEEN | {"websocket", "eventsource", "ping"}
# Of the connection, not of the page; or they would make the browser save, report or connect elsewhere.
_NOT_PASSED_ON = frozenset(
    {
        "alt-svc",
        "connection",
        "content-disposition",
        "content-encoding",
        "content-length",
        "keep-alive",
        "nel",
        "report-to",
        "reporting-endpoints",
        "transfer-encoding",
    }
)
# Ways around a proxy, which the browser's flags close too; and shadow trees are open, or nobody could read them.
_BEFORE_ITS_SCRIPTS = """
    for (const door of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete self[door];
    if (self.Element) {
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (wish) { return attach.call(this, {...wish, mode: 'open'}); };
    }
"""
_ROOTS = """
    const roots = [], within = [document];
    while (within.length) {
        for (const element of within.pop().querySelectorAll("*")) {
            if (element.shadowRoot) { roots.push(element.shadowRoot); within.push(element.shadowRoot); }
        }
    }
"""
_SAMPLE = (
    "(() => {"
    + _ROOTS
    + """
    const length = (element) => element && element.innerText ? element.innerText.length : 0;
    let text = length(document.body), elements = document.getElementsByTagName("*").length;
    for (const root of roots) {
        elements += root.querySelectorAll("*").length;
        for (const element of root.children) text += length(element);
    }
    return [text, elements];
})()"""
)
# Some text is put there only when a reader comes by: each screen, up to a hundred of them, is shown for a frame.
_WALK_DOWN = """(async () => {
    const step = innerHeight, end = Math.min(document.documentElement.scrollHeight, 100 * step);
    if (end <= 1.5 * step) return false;
    for (let place = step; place < end; place += step) {
        scrollTo({top: place, behavior: "instant"});
        await new Promise((seen) => { requestAnimationFrame(() => setTimeout(seen)); setTimeout(seen, 100); });
    }
    scrollTo({top: 0, behavior: "instant"});
    return true;
})()"""
# What is said to browsers without scripts is not of the page; shadow trees are declared in their hosts.
_DOCUMENT = (
    "(() => {"
    + _ROOTS
    + """
    for (const element of document.querySelectorAll("noscript")) element.remove();
    const whole = document.documentElement, outside = whole ? whole.cloneNode(false).outerHTML : "";
    const inside = whole ? whole.getHTML({shadowRoots: roots}) : "";
    const end = outside.lastIndexOf("</");
    return (document.doctype ? "<!doctype html>" : "") + outside.slice(0, end) + inside + outside.slice(end);
})()"""
)


async def draw(browser: Browser, user_agent: str, letter: Undrawn) -> Drawn:
    """What became of a page in a context of its own, of which nothing is kept: no cookie, no cache, no storage."""
    context = await browser.new_context(
        user_agent=user_agent,
        locale=letter.language,
        service_workers="block",
        accept_downloads=False,
    )
    try:
        async with asyncio.timeout(letter.limit):
            return await _Tab(context, letter).drawn()
    except TimeoutError:
        return Drawn(failure=Failure.TIMEOUT, detail=f"its scripts did not come to rest within {letter.limit:g} s")
    finally:
        await context.close()


class _Tab:
    """The page while it is being drawn."""

    def __init__(self, context: BrowserContext, letter: Undrawn) -> None:
        self._context = context
        self._letter = letter
        self._rest = Rest(letter.limit)
        self._is_opened = False
        self._onward = ""
        self._crash = asyncio.Event()
        self._open: set[Request] = set()

    async def drawn(self) -> Drawn:
        await self._context.add_init_script(_BEFORE_ITS_SCRIPTS)
        page = await self._context.new_page()
        self._listen(page)
        await self._context.route("**/*", self._gate(page))
        drawing = asyncio.ensure_future(self._drawn(page))
        crash = asyncio.ensure_future(self._crash.wait())
        try:
            await asyncio.wait({drawing, crash}, return_when=asyncio.FIRST_COMPLETED)
            if self._crash.is_set():  # nothing that is asked of the tab is answered any more
                return Drawn(failure=Failure.TRANSPORT, detail="the page crashed the browser's tab")
            return await drawing
        finally:
            crash.cancel()
            drawing.cancel()

    async def _drawn(self, page: Page) -> Drawn:
        try:
            await page.goto(self._letter.url, wait_until="commit", timeout=0)
            eyes = await _Eyes.of(page)
            await self._settled(eyes)
            if self._onward:
                return Drawn(onward=self._onward)
            html = await eyes.document()
        except Error as error:
            if self._onward:
                return Drawn(onward=self._onward)
            return Drawn(failure=Failure.TRANSPORT, detail=f"the browser gave it up: {error.message}")
        if len(html.encode(errors="replace")) > self._letter.cap:
            return Drawn(failure=Failure.TOO_LARGE, detail=f"its scripts made more than {self._letter.cap} bytes of it")
        return Drawn(html=html)

    def _listen(self, page: Page) -> None:
        def begun(request: Request) -> None:
            if request.resource_type not in _NOT_WAITED_FOR:
                self._open.add(request)

        def ended(request: Request) -> None:
            self._open.discard(request)

        def crashed(_page: Page) -> None:
            self._crash.set()

        page.on("request", begun)
        page.on("requestfinished", ended)
        page.on("requestfailed", ended)
        page.on("crash", crashed)

    def _gate(self, page: Page) -> Callable[[Route, Request], Awaitable[None]]:
        async def gate(route: Route, request: Request) -> None:
            with suppress(Error):  # the page may be closed at any moment, and asks for nothing then
                await self._answered(route, request, page)

        return gate

    async def _answered(self, route: Route, request: Request, page: Page) -> None:
        """What the page asks for is let through to the proxy, refused, or, if it is the page itself, given."""
        if not request.is_navigation_request():
            await (route.abort() if request.resource_type in _UNSEEN else route.continue_())
        elif not _is_in(page, request):
            await route.abort()  # frames and further windows: other documents, not the text of this one
        elif self._is_opened:
            self._onward = self._onward or request.url
            await route.abort()
        else:
            self._is_opened = True
            content = self._letter.content
            await route.fulfill(status=self._letter.status, headers=_passed_on(self._letter.headers), body=content)

    async def _settled(self, eyes: "_Eyes") -> None:
        """The page is at rest, also once somebody has been all over it, or its scripts lead elsewhere."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        is_seen = False
        while not self._onward:
            text, elements = await eyes.sample()
            if self._rest.is_reached(Sample(text, elements, len(self._open)), loop.time() - began):
                if is_seen or not await eyes.walk_down():
                    return
                is_seen = True
                self._rest.begin_anew()
            await asyncio.sleep(PAUSE)


class _Eyes:
    """How we look at a page: from a world of our own, where its scripts have changed nothing."""

    def __init__(self, session: CDPSession, world: int) -> None:
        self._session = session
        self._world = world

    @classmethod
    async def of(cls, page: Page) -> "_Eyes":
        session = await page.context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]["id"]
        made = await session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "reading"})
        return cls(session, made["executionContextId"])

    async def sample(self) -> tuple[int, int]:
        """Characters of visible text, and elements."""
        value = await self._told(_SAMPLE)
        text, elements = value if isinstance(value, list) else (0, 0)
        return int(text), int(elements)

    async def walk_down(self) -> bool:
        """Whether more than a screen of the page was there to walk down."""
        return await self._told(_WALK_DOWN) is True

    async def document(self) -> str:
        """The page with its shadow trees, as HTML (HTML Living Standard §8.5)."""
        return str(await self._told(_DOCUMENT) or "")

    async def _told(self, expression: str) -> object:
        asked = {"expression": expression, "contextId": self._world, "returnByValue": True, "awaitPromise": True}
        found: dict[str, Any] = await self._session.send("Runtime.evaluate", asked)
        return found["result"].get("value")


def _is_in(page: Page, request: Request) -> bool:
    """Whether the page itself is to go there; a window that is only being opened has no frame yet."""
    try:
        return request.frame is page.main_frame
    except Error:
        return False


def _passed_on(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The page's headers as its scripts may see them, each name once."""
    passed: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        if key in _NOT_PASSED_ON:
            continue
        joint = "\n" if key == "set-cookie" else ", "
        passed[key] = f"{passed[key]}{joint}{value}" if key in passed else value
    passed.setdefault("content-type", "text/html")
    return passed
