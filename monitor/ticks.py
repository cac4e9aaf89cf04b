"""The ticks of a daemon, which come as often as they should whatever becomes of the clock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.cycle import Clock

Tick = Callable[[], Awaitable[None]]


class Beat(BaseTrigger):  # type: ignore[misc] # APScheduler has no types
    """Always so long after now. The interval of APScheduler makes a list of all ticks that were missed: a clock that
    leaps ahead by ten years would have it count to twenty million."""

    __slots__ = ("_every",)

    def __init__(self, every: timedelta) -> None:
        self._every = every

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:  # noqa: ARG002 – its
        return now + self._every


@asynccontextmanager
async def ticking(works: Sequence[Tick], every: timedelta, clock: Clock) -> AsyncIterator[AsyncIOScheduler]:
    """Each of the works is begun so often; no more of them from a `pause` of the scheduler on."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    # Two at a time: a tick that finds the one before under way goes home by itself, and nobody warns of it.
    for work in works:
        scheduler.add_job(work, Beat(every), max_instances=2, coalesce=True, misfire_grace_time=None)
    scheduler.start()
    nudging = asyncio.create_task(_nudged(scheduler, every, clock))
    try:
        yield scheduler
    finally:
        nudging.cancel()
        scheduler.shutdown(wait=False)  # it cancels what it began, and a thread that works would go on unheard


async def _nudged(scheduler: AsyncIOScheduler, every: timedelta, clock: Clock) -> None:
    """APScheduler knows when the next tick is by the clock alone: set back by an hour, it would wait for an hour."""
    while True:
        await asyncio.sleep(every.total_seconds())
        now = clock()
        for job in scheduler.get_jobs():
            if job.next_run_time > now + 2 * every:
                job.modify(next_run_time=now)
