"""Ticks come whatever becomes of the clock that APScheduler goes by."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from apscheduler.schedulers import base

from monitor.ticks import ticking

TICK = timedelta(milliseconds=20)
TEN_YEARS = timedelta(days=3650)


class Wall(datetime):
    """A clock on the wall that somebody sets."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # a plain one, as all others are
        return datetime.now(tz) + cls.ahead


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Wall]]:
    monkeypatch.setattr(base, "datetime", Wall)
    yield Wall
    Wall.ahead = timedelta()


@pytest.mark.parametrize("step", [-timedelta(hours=1), -TEN_YEARS, TEN_YEARS])
async def test_a_clock_that_is_set_keeps_no_tick_waiting(step: timedelta, wall: type[Wall]) -> None:
    ticks = asyncio.Semaphore(0)

    async def work() -> None:
        ticks.release()

    async with ticking((work,), TICK, lambda: wall.now(UTC)), asyncio.timeout(20):
        await ticks.acquire()
        wall.ahead = step
        for _ in range(5):
            await ticks.acquire()


async def test_no_tick_is_begun_after_a_pause() -> None:
    begun = asyncio.Semaphore(0)

    async def work() -> None:
        begun.release()

    async with ticking((work,), TICK, lambda: datetime.now(UTC)) as scheduler:
        await begun.acquire()
        scheduler.pause()
        await asyncio.sleep(0)  # one that was begun before
        begun = asyncio.Semaphore(0)
        await asyncio.sleep(5 * TICK.total_seconds())
        assert begun.locked()
