"""What is made ready for the history pages before anybody asks."""

import asyncio
from datetime import datetime, timedelta

from monitor.showing import keep_head
from policy.heads import Head, settled
from storage import StorageError
from tests.support.builders import DAY, MONDAY
from tests.support.shelf import ShelfArchive

NOON = MONDAY.replace(hour=12)


class _Asked(ShelfArchive):
    """Notes of which moments the head is asked for; the first time the database is gone, at the third it stops."""

    def __init__(self, stop: asyncio.Event) -> None:
        super().__init__()
        self.moments: list[datetime] = []
        self._stop, self._loop = stop, asyncio.get_running_loop()

    def head(self, at: datetime) -> Head | None:
        self.moments.append(at)
        if len(self.moments) == 1:
            raise StorageError("the disk is gone")
        if len(self.moments) == 3:
            self._loop.call_soon_threadsafe(self._stop.set)
        return None


async def test_the_head_of_a_new_day_is_made_before_anybody_asks() -> None:
    stop = asyncio.Event()
    library, times = _Asked(stop), iter((NOON, NOON, NOON + DAY))
    await asyncio.wait_for(keep_head(library, stop, lambda: next(times), timedelta(0)), 10)
    assert library.moments == [settled(NOON), settled(NOON), settled(NOON) + DAY]
