"""The browser's own process: reads an Opening and Pages, writes a Ready and as many Drawn, ends with its input."""

import asyncio
import os
import resource
import sys

from playwright.async_api import Browser, Error, Playwright, async_playwright

from crawler.rendering.letters import Drawn, Opening, Ready, Undrawn, line, opened
from crawler.rendering.proxy import FilteringProxy
from crawler.rendering.tab import draw
from policy.model.captures import Failure

_LONGEST_LINE = 256 * 1024 * 1024
_MEMORY = 1 << 30  # bytes that one process of the browser may fill: a page that wants more crashes its tab


async def serve() -> None:
    """Every page is answered in its turn; at the end of the input the browser is closed."""
    # Of what is written to only: the address space that V8 reserves is not counted.
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    letters = asyncio.StreamReader(limit=_LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(letters), sys.stdin)
    opening = Opening(**opened(await letters.readline()))
    proxy = FilteringProxy(opening.networks, opening.connect_timeout)
    port = await proxy.open()
    async with async_playwright() as playwright:
        try:
            browser = await _launched(playwright, opening.chromium, port)
            session = await browser.new_browser_cdp_session()
            processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        except Error as error:
            said, _, _log = error.message.partition("\n")
            _write(line(Ready(trouble=f"Chromium does not start: {said}")))
            return
        pid = next((int(one["id"]) for one in processes if one["type"] == "browser"), 0)
        _write(line(Ready(browser.version, pid)))
        while text := await letters.readline():
            page = Undrawn(**opened(text))
            proxy.begin(page.ports, page.cap)
            _write(line(await _drawn(browser, opening.user_agent, page)))
        await browser.close()
    proxy.close()


async def _drawn(browser: Browser, user_agent: str, page: Undrawn) -> Drawn:
    try:
        return await draw(browser, user_agent, page)
    except Error as error:
        return Drawn(failure=Failure.TRANSPORT, detail=f"the browser broke off: {error}")


async def _launched(playwright: Playwright, program: str, port: int) -> Browser:
    """Chromium with every way to the network but our proxy closed."""
    return await playwright.chromium.launch(
        executable_path=program,
        chromium_sandbox=os.geteuid() != 0,  # Chromium refuses to sandbox what root runs
        args=[
            f"--proxy-server=http://127.0.0.1:{port}",
            "--proxy-bypass-list=<-loopback>",  # by default loopback goes around every proxy
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # names are the proxy's to resolve
            "--disable-quic",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--disable-dev-shm-usage",
        ],
    )


def _write(text: bytes) -> None:
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asyncio.run(serve())
