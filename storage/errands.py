"""Small pieces of work in a database, each as if alone: those that come together are done in one transaction."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine

from storage import engines

T = TypeVar("T")
_TOGETHER = 100  # in one transaction: others wait for it
_A_MOMENT = 0.02  # seconds that a crowd is waited for: a transaction of one costs as much as three pieces of work


@dataclass(frozen=True, slots=True)
class _Errand:
    """One piece of work that waits."""

    key: str
    work: Callable[[Connection], object]
    may_lapse: bool
    given: "Future[object]" = field(default_factory=Future)


class Errands:
    """Work is done in a thread, so that no loop waits for it, and in the order in which it came for each key. While one
    transaction is made, all that comes waits for the next; after several came together, a moment for more of them.
    When their transaction fails, each is done again by itself, and hears of its own failure only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "errands")
        self._lock = Lock()
        self._waiting: list[_Errand] = []
        self._is_served = False
        self._is_crowded = False

    def close(self) -> None:
        """What waits is done; nothing more can be asked for."""
        self._thread.shutdown()
        self._engine.dispose()

    async def done(self, key: str, work: Callable[[Connection], T], *, may_lapse: bool) -> T:
        """What the work gives, once it is kept. `may_lapse`: it is not begun once nobody waits for it; otherwise it is
        done whatever becomes of whoever does."""
        errand = _Errand(key, work, may_lapse)
        with self._lock:
            self._waiting.append(errand)
            is_first, self._is_served = not self._is_served, True
        if is_first:
            asyncio.get_running_loop().run_in_executor(self._thread, self._serve)
        return cast("T", await asyncio.wrap_future(errand.given))

    def _serve(self) -> None:
        while came := self._next():
            batch = [errand for errand in came if errand.given.set_running_or_notify_cancel() or not errand.may_lapse]
            # In one order of keys: two writers on PostgreSQL would wait for one another otherwise.
            self._settle(sorted(batch, key=lambda errand: errand.key))

    def _next(self) -> list[_Errand]:
        """Those done next; none: whoever comes now is the first again."""
        with self._lock:
            self._is_served = bool(self._waiting)
        if not self._is_served:
            return []
        if self._is_crowded:
            time.sleep(_A_MOMENT)
        with self._lock:
            batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
        self._is_crowded = len(batch) > 1
        return batch

    def _settle(self, batch: Sequence[_Errand]) -> None:
        if not batch:
            return
        try:
            with engines.transaction(self._engine) as db:
                found = [errand.work(db) for errand in batch]
        except Exception as error:  # noqa: BLE001 – it is given on, as it is
            # Broad on purpose: whoever waits hears of it, and a mistake with one must not cost the others theirs.
            if len(batch) == 1:
                _give(batch[0], error)
            for errand in batch if len(batch) > 1 else ():
                self._settle((errand,))
            return
        for errand, value in zip(batch, found, strict=True):
            _give(errand, value)


def _give(errand: _Errand, found: object) -> None:
    if errand.given.cancelled():
        return
    if isinstance(found, Exception):
        errand.given.set_exception(found)
    else:
        errand.given.set_result(found)
