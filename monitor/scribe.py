"""Who writes looks down: those that wait for one another are kept in one transaction."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from monitor.ports import Archive
from policy.model.digests import Subscriber
from policy.model.looks import Checked
from storage import UnavailableError

log = logging.getLogger(__name__)
_TOGETHER = 32  # looks in one transaction


@dataclass(slots=True)
class Scribe:
    """Records looks as they come. While one transaction is being written, the looks that found nothing new wait, and
    the next takes them all: a look is as safe as it would be alone, and no later than the transactions before it."""

    archive: Archive
    audience: Callable[[], tuple[Subscriber, ...]]  # asked at the moment of writing, which may ask the database
    _waiting: "list[tuple[Checked, asyncio.Future[bool | None]]]" = field(init=False, default_factory=list)
    _turn: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def kept(self, checked: Checked) -> bool:
        """Whether the look was kept; False: its lease was lost."""
        is_kept = await self._together(checked) if is_plain(checked) else None
        return await asyncio.to_thread(self._record, checked) if is_kept is None else is_kept

    async def _together(self, checked: Checked) -> bool | None:
        """The same, of a look written with others; None: they could not be kept together."""
        done: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((checked, done))
        async with self._turn:
            while not done.done():
                await self._write()
        return done.result()

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


def is_plain(checked: Checked) -> bool:
    """Whether the look brings nothing but its record: most do."""
    new = (checked.bodies, checked.technical, checked.version, checked.held, checked.owed, checked.stated)
    return not any((*new, checked.notices))
