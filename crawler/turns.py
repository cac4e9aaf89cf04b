"""Turns at hosts: one request at a time to each, spaced, and none to a host that asked to be left alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.hosts import HostBook
from crawler.settings import CrawlSettings
from crawler.troubles import Trouble
from policy.model.captures import Failure

_MARGIN = timedelta(seconds=30)


class Brake:
    """The time limits of one crawl, which a stop can shorten: first those of waiting, then those of exchanges."""

    def __init__(self) -> None:
        self.is_halted = False
        self._is_cut = False
        self._waits: set[asyncio.Timeout] = set()
        self._exchanges: set[asyncio.Timeout] = set()

    def halt(self) -> None:
        """Nobody waits for a turn any more; exchanges under way may finish."""
        self.is_halted = True
        _expire(self._waits)

    def cut(self) -> None:
        """Exchanges under way end too."""
        self._is_cut = True
        self.halt()
        _expire(self._exchanges)

    @asynccontextmanager
    async def waiting(self, patience: timedelta) -> AsyncIterator[None]:
        """A wait that ends in Trouble (STOPPED) after `patience` or at a halt."""
        if self.is_halted:
            raise Trouble(Failure.STOPPED, "stopped before its turn")
        try:
            async with asyncio.timeout(patience.total_seconds()) as limit:
                self._waits.add(limit)
                try:
                    yield
                finally:
                    self._waits.discard(limit)
        except TimeoutError as error:
            raise Trouble(Failure.STOPPED, self._why_no_turn(patience)) from error

    def _why_no_turn(self, patience: timedelta) -> str:
        return "stopped before its turn" if self.is_halted else f"the host had no turn for it within {patience}"

    @asynccontextmanager
    async def exchanging(self, longest: timedelta) -> AsyncIterator[None]:
        """An exchange that ends in Trouble after `longest` (TIMEOUT) or when cut (STOPPED)."""
        try:
            async with asyncio.timeout(longest.total_seconds()) as limit:
                self._exchanges.add(limit)
                try:
                    yield
                finally:
                    self._exchanges.discard(limit)
        except TimeoutError as error:
            if self._is_cut:
                raise Trouble(Failure.STOPPED, "stopped while it was being fetched") from error
            raise Trouble(Failure.TIMEOUT, f"the answer took longer than {longest.total_seconds():g} s") from error


def _expire(limits: set[asyncio.Timeout]) -> None:
    now = asyncio.get_running_loop().time()
    for limit in limits:
        if not limit.expired():
            limit.reschedule(now)


@dataclass(slots=True)
class _Line:
    """Those who stand in line for one host, in the order they came."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class Turns:
    """Who may speak to which host when; one for all crawls of a process, within one event loop."""

    def __init__(self, settings: CrawlSettings, book: HostBook, clock: Callable[[], datetime]) -> None:
        self.book = book
        self.clock = clock
        self._settings = settings
        self._lines: dict[str, _Line] = {}
        self._permits = asyncio.Semaphore(settings.concurrency)
        self._hold = settings.total_timeout + _MARGIN

    @asynccontextmanager
    async def turn(self, host: str, spacing: timedelta, brake: Brake, room: asyncio.Event) -> AsyncIterator[None]:
        """The host is ours alone inside; afterwards it rests for `spacing`.

        Raises Trouble: THROTTLED when the host asked to be left alone, STOPPED when no turn came in time.
        """
        line = self._lines.setdefault(host, _Line())
        line.people += 1
        try:
            async with brake.waiting(self._settings.patience):
                await line.lock.acquire()
            try:
                async with self._alone(host, spacing, brake, room):
                    yield
            finally:
                line.lock.release()
        finally:
            line.people -= 1
            if not line.people:
                del self._lines[host]

    @asynccontextmanager
    async def _alone(self, host: str, spacing: timedelta, brake: Brake, room: asyncio.Event) -> AsyncIterator[None]:
        async with brake.waiting(self._settings.patience):
            entered = await self._enter(host)
        try:
            async with brake.waiting(self._settings.patience):
                await room.wait()
                await self._permits.acquire()
            try:
                yield
            finally:
                self._permits.release()
        finally:
            await self.book.leave(host, max(self.clock(), entered) + spacing)

    async def _enter(self, host: str) -> datetime:
        """The moment the host became ours. Time slept counts even when the clock stands still or is set back."""
        now = self.clock()
        longest = self._hold + self._settings.crawl_delay_cap
        while True:
            until = await self.book.shut_until(host, now)
            if until is not None:
                raise Trouble(
                    Failure.THROTTLED, f"{host} asked for no request before {until:%Y-%m-%d %H:%M:%S} UTC", None, until
                )
            again = await self.book.enter(host, now, self._hold)
            if again is None:
                return now
            pause = min(again - now, longest)
            if pause > self._settings.patience:
                raise Trouble(Failure.STOPPED, f"{host} has no turn for it before {again:%H:%M:%S} UTC")
            await asyncio.sleep(pause.total_seconds())
            now = max(self.clock(), again)
