"""The crawler's side of the browser: processes started when they are wanted and killed when they overstay."""

import asyncio
import hashlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from tempfile import TemporaryDirectory

from crawler.asks import Answer, Ask
from crawler.rendering.installed import chromium, missing
from crawler.rendering.kin import kin_of
from crawler.rendering.letters import Drawn, Opening, Ready, Undrawn, line, opened, packed
from crawler.settings import CrawlSettings
from crawler.troubles import Trouble
from crawler.turns import Wait
from policy.model.captures import Failure

_AT_ONCE = 2  # browsers of one crawl; each takes half a gigabyte
_START = 60.0  # seconds a browser may take to start, on a machine that is busy
_SHARE = 0.8  # of the time for one exchange, within which a page must come to rest
_OF_THE_SHELL = frozenset({"content-encoding", "content-length", "content-type", "etag", "last-modified"})
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ")  # nothing else of our environment: it may hold secrets


class Browsers:
    """The browsers of one crawl: none until a page wants one."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._all = tuple(BrowserProcess(settings) for _ in range(_AT_ONCE))
        self._free: asyncio.LifoQueue[BrowserProcess] = asyncio.LifoQueue()
        for browser in self._all:
            self._free.put_nowait(browser)

    @asynccontextmanager
    async def one(self, wait: Wait) -> AsyncIterator["BrowserProcess"]:
        """A browser that runs and is ours alone inside. Raises Trouble if none comes free in time, or none starts."""
        async with wait.brake.waiting(wait.until):
            browser = await self._free.get()
        try:
            async with wait.brake.waiting(wait.until):
                await browser.start()
            yield browser
        finally:
            self._free.put_nowait(browser)

    async def close(self) -> None:
        for browser in self._all:
            await browser.close()


class BrowserProcess:
    """One process with one browser in it, started again after it was killed."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._process: Process | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._ready = Ready()

    @property
    def pid(self) -> int:
        """Of the browser itself; 0: none has run."""
        return self._ready.pid

    async def start(self) -> None:
        """The browser runs. Raises Trouble when there is none, or it does not start."""
        if self._process is not None and self._process.returncode is None and self._ready.version:
            return
        await self.close()
        program = chromium()
        if program is None or missing():
            raise Trouble(Failure.TYPE, f"it needs a browser: {missing()}")
        settings = self._settings
        allowed = tuple(map(str, settings.allowed_networks))
        opening = Opening(program, settings.user_agent, allowed, settings.connect_timeout.total_seconds())
        self._process = await self._born()
        try:
            async with asyncio.timeout(_START):
                self._ready = Ready(**opened(await self._asked(line(opening))))
        except TimeoutError as error:
            raise Trouble(Failure.TYPE, f"the browser did not start within {_START:g} s") from error
        if trouble := self._ready.trouble:
            self._kill()
            raise Trouble(Failure.TYPE, trouble)

    async def drawn(self, ask: Ask, plain: Answer, fragment: str) -> Answer:
        """The page as its scripts made it, or where they lead. Raises Trouble when it came to neither; cancelled, it
        leaves no browser behind."""
        settings, response = self._settings, plain.response
        page = Undrawn(
            url=f"{response.url}#{fragment}" if fragment else response.url,
            status=response.status,
            headers=response.headers,
            body=packed(plain.body),
            language=dict(ask.headers).get("Accept-Language", "en"),
            ports=tuple(sorted(ask.ports)),
            cap=ask.caps.decoded,
            limit=settings.total_timeout.total_seconds() * _SHARE,
        )
        drawn = Drawn(**opened(await self._asked(line(page))))
        if drawn.failure:
            raise Trouble(Failure(drawn.failure), drawn.detail, response)
        if drawn.onward:
            return replace(plain, onward=drawn.onward)
        body = drawn.html.encode(errors="replace")
        headers = tuple(one for one in response.headers if one[0].lower() not in _OF_THE_SHELL)
        made = replace(
            response,
            headers=(*headers, ("Content-Type", "text/html; charset=utf-8")),
            body_bytes=len(body),
            body_sha256=hashlib.sha256(body).hexdigest(),
        )
        return Answer(made, body, f"rendered by Chromium {self._ready.version.partition('.')[0]}")

    async def close(self) -> None:
        """The process, its browser and its files are gone."""
        process, self._process = self._process, None
        if process is not None:
            self._kill_all(process)
            assert process.stdout is not None  # noqa: S101 – it was born with a pipe
            while await process.stdout.read(1 << 20):
                pass
            await process.wait()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    async def _born(self) -> Process:
        self._folder = TemporaryDirectory(prefix="clausewatch-browser-", ignore_cleanup_errors=True)
        home = self._folder.name
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "crawler.rendering",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={**environment, "HOME": home, "TMPDIR": home},
            cwd=home,
            start_new_session=True,
            limit=self._settings.caps.decoded * 6 + 1024,  # JSON writes a character in up to six bytes
        )

    async def _asked(self, text: bytes) -> bytes:
        """The answer to a letter. Raises Trouble if the process dies over it; however it goes wrong, it is killed."""
        process = self._process
        assert process is not None  # noqa: S101 – whoever asks has started it
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(text)
            await process.stdin.drain()
            answer = await process.stdout.readline()
        except ValueError as error:
            self._kill()
            raise Trouble(Failure.TOO_LARGE, "its scripts made more of it than is taken") from error
        except OSError:
            answer = b""
        except asyncio.CancelledError:
            self._kill()
            raise
        if not answer.endswith(b"\n"):
            self._kill()
            raise Trouble(Failure.TRANSPORT, "the browser died over it")
        return answer

    def _kill(self) -> None:
        if self._process is not None:
            self._kill_all(self._process)

    def _kill_all(self, process: Process) -> None:
        """Its process group and that which Chromium makes of its own, known or not."""
        groups = [self._ready.pid] if self._ready.pid else []
        if process.returncode is None:
            groups += (process.pid, *kin_of(process.pid))
        self._ready = Ready()
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
