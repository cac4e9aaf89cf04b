"""One crawl under way: its orders, the outcomes on their way out, and its brake."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from crawler.turns import Brake
from policy.model.captures import Outcome
from policy.model.targets import Order


class Crawl:
    """Orders go in once, outcomes come out as they are known; a reader who lags behind holds the fetching up."""

    def __init__(self, orders: Sequence[Order], backlog: int) -> None:
        self.orders = tuple(orders)
        self.brake = Brake()
        self.room = asyncio.Event()  # set: there is room for more outcomes
        self.room.set()
        self._backlog = backlog
        self._done: asyncio.Queue[tuple[int, Outcome] | None] = asyncio.Queue()

    def finish(self, place: int, outcome: Outcome) -> None:
        """Hand out the outcome of the order at that place."""
        self._done.put_nowait((place, outcome))
        if self._done.qsize() >= self._backlog:
            self.room.clear()

    def end(self) -> None:
        """No more outcomes will come."""
        self._done.put_nowait(None)

    async def outcomes(self) -> AsyncGenerator[tuple[int, Outcome], None]:
        """Every outcome with the place of its order, until the crawl has ended."""
        while (done := await self._done.get()) is not None:
            if self._done.qsize() < self._backlog:
                self.room.set()
            yield done
