"""Turns at hosts: one request at a time to each, spaced, and none to a host that asked to be left alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.hosts import HostBook
from crawler.settings import CrawlSettings
from crawler.troubles import NoTurn, Trouble
from policy.model.captures import Failure
from policy.model.hosts import Shut, Spent

_MARGIN = timedelta(seconds=30)
_A_SECOND = timedelta(seconds=1)


class Brake:
    """The time limits of one crawl, which a stop can shorten: first those of waiting, then those of exchanges."""

    def __init__(self) -> None:
        self._is_halted = False
        self._is_cut = False
        self._waits: set[asyncio.Timeout] = set()
        self._exchanges: set[asyncio.Timeout] = set()

    def halt(self) -> None:
        """Nobody waits for a turn any more; exchanges under way may finish."""
        self._is_halted = True
        _expire(self._waits)

    def cut(self) -> None:
        """Exchanges under way end too."""
        self._is_cut = True
        self.halt()
        _expire(self._exchanges)

    @asynccontextmanager
    async def waiting(self, until: float) -> AsyncIterator[None]:
        """A wait that ends in Trouble (STOPPED) at a halt, or as NoTurn when the loop's time is `until`."""
        if self._is_halted:
            raise Trouble(Failure.STOPPED, "stopped before its turn")
        try:
            async with asyncio.timeout_at(until) as limit:
                self._waits.add(limit)
                try:
                    yield
                finally:
                    self._waits.discard(limit)
        except TimeoutError as error:
            raise self._no_turn() from error

    def _no_turn(self) -> Trouble:
        if self._is_halted:
            return Trouble(Failure.STOPPED, "stopped before its turn")
        return NoTurn(Failure.STOPPED, "other requests to its host took up all the time it could wait")

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


@dataclass(frozen=True, slots=True)
class Wait:
    """How a request waits: until when in the loop's time, under which brake, and for room among the outcomes."""

    until: float
    brake: Brake
    room: asyncio.Event


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
    async def turn(self, host: str, spacing: timedelta, wait: Wait) -> AsyncIterator[None]:
        """The host is ours alone inside; afterwards it rests for `spacing`.

        Raises Trouble: THROTTLED when the host asked to be left alone or had its requests of the day, STOPPED when no
        turn came in time.
        """
        line = self._lines.setdefault(host, _Line())
        line.people += 1
        try:
            async with wait.brake.waiting(wait.until):
                await line.lock.acquire()
            try:
                async with self._alone(host, spacing, wait):
                    yield
            finally:
                line.lock.release()
        finally:
            line.people -= 1
            if not line.people:
                del self._lines[host]

    @asynccontextmanager
    async def _alone(self, host: str, spacing: timedelta, wait: Wait) -> AsyncIterator[None]:
        async with wait.brake.waiting(wait.until):
            await wait.room.wait()
            entered = await self._enter(host, wait.until)
        try:
            async with wait.brake.waiting(wait.until):
                await self._permits.acquire()
            try:
                yield
            finally:
                self._permits.release()
        finally:
            done = max(self.clock(), entered)
            if done < entered + self._hold:
                await self.book.leave(host, done + spacing)
            else:  # we were away for so long that it may be another's turn: it rests now only if it is nobody's
                await self.book.enter(host, done, spacing)

    async def _enter(self, host: str, until: float) -> datetime:
        """The moment the host became ours. Time slept counts even when the clock stands still or is set back."""
        now = self.clock()
        soon = max(self._settings.spacing, _A_SECOND)
        while True:
            again = await self.book.enter(host, now, self._hold, self._settings.daily_budget)
            match again:
                case None:
                    return now
                case Shut(opens):
                    raise _closed(host, f"asked for no request before {opens:%Y-%m-%d %H:%M:%S} UTC", opens)
                case Spent(day):
                    raise _closed(host, f"had the {self._settings.daily_budget} requests we make in a day", day)
            rest = again - now
            if rest > self._hold and asyncio.get_running_loop().time() + rest.total_seconds() > until:
                raise NoTurn(Failure.STOPPED, f"{host} has no turn for it before {again:%H:%M:%S} UTC")
            # A worker that has the host may be done long before its hold ends.
            pause = min(rest, soon)
            await asyncio.sleep(pause.total_seconds())
            now = max(self.clock(), now + pause)


def _closed(host: str, why: str, until: datetime) -> Trouble:
    """What those hear who come to a host that is left alone."""
    return Trouble(Failure.THROTTLED, f"{host} {why}", None, until)
