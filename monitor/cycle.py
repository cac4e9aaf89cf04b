"""The looking half-line of the house: due → fetch → check → record. The other one is `monitor.telling`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from monitor.alarm import Alarm
from monitor.ports import Archive
from monitor.scribe import Scribe, may_wait
from monitor.weather import Weather
from policy.looking import Pace, Perused, glance, held_still, is_out_of_reach, witnesses
from policy.model.captures import Failed, Failure, Fetched, Outcome
from policy.model.digests import Subscriber
from policy.model.hosts import BookError
from policy.model.looks import Checked, Event, Footing, Notice, Standing, Version
from policy.model.statements import Stated
from policy.model.targets import Order, Target, WatchRule
from policy.reading import recipe
from storage import UnavailableError

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)  # longer than any fetch may last, so that only the dead lose theirs
_AT_ONCE = 4  # looks thought through side by side; more would only hold bodies in memory
_AT_THE_DESK = 32  # looks that bring little and wait to be written down


class Fetcher(Protocol):
    """The crawler, as the cycle needs it."""

    def fetch(self, orders: Sequence[Order]) -> AsyncIterator[tuple[Order, Outcome]]: ...


class Thinker(Protocol):
    """Where `peruse`, `check` and `stated` run; a page that kills whoever reads it is Failed, of a version that does
    nothing is known."""

    async def peruse(
        self, order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace
    ) -> Checked | Perused | Failed: ...

    async def check(
        self, order: Order, outcome: Outcome | Perused, standing: Standing, now: datetime, pace: Pace
    ) -> Checked: ...

    async def state(self, target: Target, version: Version) -> Stated | None: ...


Clock = Callable[[], datetime]
Report = Callable[[Order, Checked], None]


@dataclass(frozen=True, slots=True)
class Looking:
    """What a look is done with."""

    archive: Archive
    fetcher: Fetcher
    readers: Thinker
    audience: Callable[[], tuple[Subscriber, ...]]
    pace: Pace
    clock: Clock
    weather: Weather
    report: Report = field(default=lambda _order, _checked: None)
    lease: timedelta = LEASE  # on the targets claimed
    watch: tuple[WatchRule, ...] = ()
    alarm: Alarm | None = None  # None: what the operator should hear stands in the log only


async def look(orders: Sequence[Order], looking: Looking) -> tuple[Checked, ...]:
    """Look at every target ordered; each is recorded as soon as it is known, whatever becomes of the others. Those out
    of reach are recorded at the end of the round: when they are many, the fault is taken to be our own network's. What
    was found is given without its texts: a round of first looks would hold the pages of all its targets to the end."""
    watching = tuple(replace(order, watch=looking.watch) for order in orders)
    ids = [order.target.id for order in orders]
    current = _Round(looking, await asyncio.to_thread(looking.archive.footings, ids))
    going, staying = await looking.weather.divided(watching, looking.clock())
    async with asyncio.TaskGroup() as looks:
        async for order, outcome in looking.fetcher.fetch(going):
            await current.gate.acquire()
            looks.create_task(current.settle(order, outcome))
    await current.settle_lost()
    for order, outcome in staying:
        await current.gate.acquire()
        await current.settle(order, outcome)
    return tuple(current.found)


@dataclass(frozen=True, slots=True)
class _Thought:
    """A look thought through and not yet recorded."""

    order: Order
    outcome: Outcome
    standing: Footing | Standing
    checked: Checked


class _Round:
    """One round of looks while it lasts."""

    def __init__(self, looking: Looking, footings: Mapping[str, Footing]) -> None:
        self.found: list[Checked] = []
        self.gate = asyncio.Semaphore(_AT_ONCE)
        self._desk = asyncio.Semaphore(_AT_THE_DESK)
        self._thinking = 0  # looks not at the desk yet
        self._scribe = Scribe(looking.archive, looking.audience, lambda: self._thinking > 0)
        self._looking = looking
        self._footings = footings
        self._lost: list[_Thought] = []

    async def settle(self, order: Order, outcome: Outcome) -> None:
        """One target from outcome to record, or to those out of reach. A look that brings little waits at the desk,
        out of the way of those that are still thought through."""
        self._thinking += 1
        with self._guarded(order):
            try:
                thought = await self._settled(order, outcome)
                if thought is None:
                    return
                await self._desk.acquire()
            finally:
                self._thinking -= 1
                self.gate.release()
            try:
                await self._keep(thought, is_our_fault=False)
            finally:
                self._desk.release()

    async def _settled(self, order: Order, outcome: Outcome) -> _Thought | None:
        """The look that is still to be written down, for it may wait; None: there is none."""
        if isinstance(outcome, Failed) and outcome.failure is Failure.STOPPED:
            await asyncio.to_thread(self._looking.archive.release, (order,))
            return None
        thought = await self._thought(order, outcome)
        if is_out_of_reach(outcome):
            self._lost.append(thought)
            return None
        if may_wait(thought.checked):
            return thought
        await self._keep(thought, is_our_fault=False)
        return None

    async def settle_lost(self) -> None:
        """Those out of reach are recorded: as their own fault, or as ours."""
        lost = tuple(thought.standing for thought in self._lost)
        weather, alarm = self._looking.weather, self._looking.alarm
        was_our_fault = weather.is_our_network
        is_our_fault = weather.after_round(witnesses(len(self.found), lost))
        if alarm is not None and is_our_fault != was_our_fault:
            await asyncio.to_thread(alarm.network, is_our_fault, len(lost), self._looking.clock())
        for thought in self._lost:
            with self._guarded(thought.order):
                await self._keep(thought, is_our_fault)

    @contextmanager
    def _guarded(self, order: Order) -> Iterator[None]:
        try:
            yield
        except (UnavailableError, BookError) as error:
            log.warning("look not kept target=%s, it is due again: %s", order.target.id, error)
        except Exception:
            # Broad on purpose: a mistake of ours with one target must not cost the others theirs.
            # Its lease runs out, and it is due again.
            log.exception("look failed target=%s", order.target.id)

    async def _thought(self, order: Order, outcome: Outcome) -> _Thought:
        """Nothing is read that need not be: most looks find the page as it was. Where a text is held, it is what the
        page most likely says, and its mark-up tells: the readers are asked once, with all that stands."""
        looking, now = self._looking, self._looking.clock()
        came: Outcome | Perused = outcome
        footing = self._footings.get(order.target.id)
        if footing is not None:
            if (known := glance(order, outcome, footing, now, looking.pace)) is not None:
                return _Thought(order, outcome, footing, known)
            if isinstance(outcome, Fetched) and not footing.past.sighted:
                seen = await looking.readers.peruse(order, outcome, footing, now, looking.pace)
                if isinstance(seen, Checked):
                    return _Thought(order, outcome, footing, seen)
                came = seen
        standing = await asyncio.to_thread(looking.archive.standing, order.target.id, recipe(order.target.reading))
        return _Thought(order, outcome, standing, await looking.readers.check(order, came, standing, now, looking.pace))

    async def _keep(self, thought: _Thought, is_our_fault: bool) -> None:
        """The look is recorded, unless its lease was lost."""
        looking, order, checked = self._looking, thought.order, thought.checked
        if is_our_fault:
            checked = held_still(checked, order, thought.standing, looking.pace)
        else:
            checked = await looking.weather.heeded(order, thought.outcome, checked, looking.pace)
        for notice in checked.notices:
            if looking.alarm is not None:
                # Before the look is recorded: a crash between the two says it twice, which makes one message.
                await asyncio.to_thread(looking.alarm.notice, notice, checked.at)
        if not await self._scribe.kept(checked):
            log.warning("lease lost target=%s", order.target.id)
            return
        self.found.append(_without_texts(checked))
        findings = len(checked.changes.findings) if checked.changes else 0
        line = "looked target=%s event=%s findings=%d page_changed=%s"
        log.info(line, order.target.id, checked.event, findings, str(checked.is_page_other).lower())
        looking.report(order, checked)
        for notice in checked.notices:
            _notify(notice)


def _without_texts(checked: Checked) -> Checked:
    """The look, but for what the archive has of it now."""
    return replace(checked, bodies=(), technical=None, version=None, held=None, stated=None)


def _notify(notice: Notice) -> None:
    """The operator's diary has each notice once: it is a part of the look that was kept."""
    since = notice.since.isoformat(timespec="minutes")
    if notice.days:
        log.warning("not read target=%s days=%d since=%s: %s", notice.target_id, notice.days, since, notice.cause)
    else:
        log.warning("read again target=%s since=%s", notice.target_id, since)


def awaiting_confirmation(found: Sequence[Checked], within: timedelta) -> tuple[Checked, ...]:
    """The looks that hold a new text to be seen again soon."""
    return tuple(one for one in found if one.event is Event.HELD and one.next_check_at - one.at <= within)
