"""The wire that the crawls of a process share, so that a host asked again within moments need not be dialled again."""

import asyncio
from collections.abc import Callable

from crawler.wire import Wire

RESTING = "the wire at rest"  # the task that is left when a crawl has ended
_REST = 15.0  # seconds; as long as a connection is kept open that nobody uses


class Wires:
    """One wire at a time for all crawls, within one event loop: renewed when it is worn, closed when it rested."""

    def __init__(self, make: Callable[[], Wire]) -> None:
        self._make = make
        self._users: dict[Wire, int] = {}
        self._wire: Wire | None = None
        self._resting: asyncio.Task[None] | None = None

    def take(self) -> Wire:
        """The wire for a crawl, which gives it back."""
        if self._wire is None or self._wire.is_worn:
            self._wire = self._make()
        wire = self._wire
        self._users[wire] = self._users.get(wire, 0) + 1
        if self._resting is not None:
            self._resting.cancel()
        return wire

    async def give_back(self, wire: Wire) -> None:
        self._users[wire] -= 1
        if self._users[wire]:
            return
        del self._users[wire]
        if wire is self._wire and not wire.is_worn:
            self._resting = asyncio.create_task(self._rest(wire), name=RESTING)
        else:
            await self._end(wire)

    async def close(self) -> None:
        """The wire that nobody uses is closed now."""
        if self._resting is not None:
            self._resting.cancel()
            await asyncio.wait({self._resting})
        if self._wire is not None and self._wire not in self._users:  # a rest that had not begun closed nothing
            await self._end(self._wire)

    async def _rest(self, wire: Wire) -> None:
        try:
            await asyncio.sleep(_REST)
        finally:
            if wire not in self._users:
                await self._end(wire)

    async def _end(self, wire: Wire) -> None:
        if wire is self._wire:
            self._wire = None
        await wire.close()
