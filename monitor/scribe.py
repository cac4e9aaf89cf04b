"""Who writes looks down: those that wait for one another are kept in one transaction."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from monitor.ports import Archive
from policy.model.digests import Subscriber
from policy.model.looks import Checked
from storage import UnavailableError

log = logging.getLogger(__name__)
_TOGETHER = 32  # looks in one transaction
_A_MOMENT = 0.3  # seconds that the first to come waits for others: a transaction of one costs as much as one of three
_LIGHT = 256 * 1024  # bytes of the bodies of a look


@dataclass(slots=True)
class Scribe:
    """Records looks as they come. While one transaction is being written, or others are thought through, the looks that
    may wait do, and the next takes them all: a look is as safe as it would be alone, and at most a moment later than
    the transactions before it."""

    archive: Archive
    audience: Callable[[], tuple[Subscriber, ...]]  # asked at the moment of writing, which may ask the database
    is_busy: Callable[[], bool] = lambda: False  # whether looks are thought through that may come soon
    _waiting: "list[tuple[Checked, asyncio.Future[bool | None]]]" = field(init=False, default_factory=list)
    _came: asyncio.Event = field(init=False, default_factory=asyncio.Event)  # another look that waits
    _turn: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def kept(self, checked: Checked) -> bool:
        """Whether the look was kept; False: its lease was lost."""
        is_kept = await self._together(checked) if may_wait(checked) else None
        return await asyncio.to_thread(self._record, checked) if is_kept is None else is_kept

    async def _together(self, checked: Checked) -> bool | None:
        """The same, of a look written with others; None: they could not be kept together."""
        done: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((checked, done))
        self._came.set()
        async with self._turn:
            while not done.done():
                if self.is_busy():
                    await self._others()
                await self._write()
        return done.result()

    async def _others(self) -> None:
        """As many wait as are written together, or a moment has passed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_A_MOMENT):
                while len(self._waiting) < _TOGETHER:
                    self._came.clear()
                    await self._came.wait()

    async def _write(self) -> None:
        """Everything that waits, up to so many looks, is settled."""
        batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
        found: tuple[bool | None, ...] = (None,) * len(batch)
        try:
            found = await asyncio.to_thread(self._record_all, [checked for checked, _ in batch])
        except UnavailableError as error:
            log.warning("looks not kept together: %d, each is tried alone: %s", len(batch), error)
        except Exception:
            # Broad on purpose: a mistake of ours with one look must not cost the others theirs.
            log.exception("looks not kept together: %d, each is tried alone", len(batch))
        finally:
            for (_, done), is_kept in zip(batch, found, strict=True):
                done.set_result(is_kept)

    def _record(self, checked: Checked) -> bool:
        return self.archive.record(checked, self.audience())

    def _record_all(self, checked: list[Checked]) -> tuple[bool, ...]:
        return self.archive.record_all(checked, self.audience())


def may_wait(checked: Checked) -> bool:
    """Whether the look is kept with others: it is no burden to whoever holds it meanwhile, and changes nothing beside
    its own target. It is told only once it is kept, so that a crash before costs a look, and no telling."""
    is_light = sum(len(body) for _, body in checked.bodies) <= _LIGHT
    return is_light and not (checked.technical or checked.owed or checked.notices)
