"""The browser's process: alone, without our secrets, and gone when it should be."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.asks import Answer, Ask
from crawler.rendering.browsers import BrowserProcess, Browsers
from crawler.rendering.kin import kin_of
from crawler.troubles import Trouble
from crawler.turns import Brake, Wait
from policy.model.captures import Failure, Response
from tests.crawler.rendering import pages
from tests.crawler.sites import settings

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("chromium")]
SETTINGS = settings(total_timeout=timedelta(seconds=20))
ASK = Ask("https://acme.example/privacy", (("Accept-Language", "en"),), SETTINGS.caps)


def answer(page: str) -> Answer:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Answer(Response(ASK.url, 200, headers, "1.1", None, None, len(page), len(page), None), page.encode())


@asynccontextmanager
async def running() -> AsyncIterator[BrowserProcess]:
    browser = BrowserProcess(SETTINGS)
    await browser.start()
    try:
        yield browser
    finally:
        await browser.close()


def is_running(pid: int) -> bool:
    """Whether the process still does anything; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def environment(pid: int) -> dict[str, str]:
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def tabs(pid: int) -> list[int]:
    """The processes of a browser in which pages are drawn."""
    return [one for one in kin_of(pid) if b"--type=renderer" in Path(f"/proc/{one}/cmdline").read_bytes()]


async def settled(holds: Callable[[], bool]) -> bool:
    """Whether it holds within ten seconds: killed processes take a moment to go."""
    for _ in range(200):
        if holds():
            return True
        await asyncio.sleep(0.05)
    return False


async def test_a_browser_serves_page_after_page() -> None:
    async with running() as browser:
        first = await browser.drawn(ASK, answer(pages.LATE), "")
        pid = browser.pid
        second = await browser.drawn(ASK, answer(pages.LATE), "")

        assert first.body == second.body
        assert browser.pid == pid
        assert first.response.body_bytes == len(first.body)


async def test_a_fragment_reaches_the_scripts_of_the_page() -> None:
    async with running() as browser:
        drawn = await browser.drawn(ASK, answer(pages.shell("show(location.href);")), "/policy")

    assert b"https://acme.example/privacy#/policy" in drawn.body


async def test_cancelled_over_a_page_it_leaves_no_process_behind() -> None:
    async with running() as browser:
        pid = browser.pid
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(2):
                await browser.drawn(ASK, answer(pages.LOOPING), "")

        assert await settled(lambda: not is_running(pid))

        await browser.start()
        assert browser.pid not in {0, pid}
        assert (await browser.drawn(ASK, answer(pages.LATE), "")).note.startswith("rendered by Chromium")


async def test_a_browser_that_dies_over_a_page_is_the_trouble_of_that_page() -> None:
    async with running() as browser:
        drawing = asyncio.ensure_future(browser.drawn(ASK, answer(pages.RESTLESS), ""))
        await asyncio.sleep(0)
        os.kill(browser.pid, 9)

        with pytest.raises(Trouble) as caught:
            await drawing

        assert caught.value.failure is Failure.TRANSPORT


async def test_a_tab_that_crashes_is_told_at_once() -> None:
    async with running() as browser:
        drawing = asyncio.ensure_future(browser.drawn(ASK, answer(pages.RESTLESS), ""))
        assert await settled(lambda: len(tabs(browser.pid)) > 0)
        await asyncio.sleep(1)
        for pid in tabs(browser.pid):
            os.kill(pid, 9)

        with pytest.raises(Trouble, match="crashed the browser's tab"):
            await asyncio.wait_for(drawing, 10)  # of the 16 s that the page has


async def test_closed_it_is_gone_with_its_files() -> None:
    async with running() as browser:
        pid = browser.pid
        home = environment(pid)["HOME"]
        assert Path(home).is_dir()  # noqa: ASYNC240 – nothing else runs

    assert await settled(lambda: not is_running(pid))
    assert not Path(home).exists()  # noqa: ASYNC240 – likewise


async def test_no_secret_of_ours_is_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWATCH_MAIL_PASSWORD", "hush")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    async with running() as browser:
        found = environment(browser.pid)

    assert "hush" not in found.values()
    assert "HTTPS_PROXY" not in found


async def test_a_browser_that_does_not_start_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    browser = BrowserProcess(SETTINGS)

    with pytest.raises(Trouble) as caught:
        await browser.start()
    await browser.close()

    assert caught.value.failure is Failure.TYPE
    assert "does not start" in caught.value.detail


async def test_a_browser_that_hangs_at_its_start_is_ended_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note, hanging = tmp_path / "pid", tmp_path / "chromium"
    hanging.write_text(f"#!/bin/sh\necho $$ > {note}.new\nmv {note}.new {note}\nexec sleep 60\n")
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    browser = BrowserProcess(SETTINGS)

    starting = asyncio.ensure_future(browser.start())
    assert await settled(note.exists)
    pid = int(note.read_text())
    assert is_running(pid)
    starting.cancel()
    await asyncio.wait({starting})
    await browser.close()

    assert await settled(lambda: not is_running(pid))


async def test_those_who_wait_for_a_browser_are_given_back_at_a_stop() -> None:
    brake, room = Brake(), asyncio.Event()
    wait = Wait(asyncio.get_running_loop().time() + 60, brake, room)
    browsers = Browsers(SETTINGS)
    brake.halt()

    with pytest.raises(Trouble) as caught:
        async with browsers.one(wait):
            pass
    await browsers.close()

    assert caught.value.failure is Failure.STOPPED
