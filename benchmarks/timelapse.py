"""An event loop in which waiting takes no time: when everybody waits, the next moment somebody waits for is now."""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")
_INSTANT = 1e-6  # seconds: at a month's distance a moment cannot be told from another more finely


class Timelapse(asyncio.SelectorEventLoop):
    """Its time begins at `begin` and leaps from wait to wait. Threads and processes are waited for as they are, while
    time stands still: what they do takes no time either."""

    def __init__(self, begin: datetime) -> None:
        self._begin = begin
        self._elapsed = 0.0
        self._away = 0  # calls under way in threads and processes
        super().__init__(_Leaping(self))
        self._clock_resolution = _INSTANT

    def time(self) -> float:
        return self._elapsed

    def now(self) -> datetime:
        """The clock of this loop's world."""
        return self._begin + timedelta(seconds=self._elapsed)

    def leap(self, seconds: float) -> bool:
        """So much time is over; False: somebody works, and has to be waited for."""
        if self._away:
            return False
        self._elapsed += seconds
        return True

    def run_in_executor(self, executor: Executor | None, func: Callable[..., T], *args: object) -> asyncio.Future[T]:
        future = super().run_in_executor(executor, func, *args)
        self._away += 1
        future.add_done_callback(self._came_back)
        return future

    def _came_back(self, _future: asyncio.Future[T]) -> None:
        self._away -= 1


class _Leaping(selectors.DefaultSelector):
    """Waits for what happens outside; where nothing will, for nothing."""

    def __init__(self, loop: Timelapse) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is not None and self._loop.leap(timeout):
            return []
        return super().select(None)
