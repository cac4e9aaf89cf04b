"""The daemon: it looks and tells at each tick until stopped."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from history.serving import settle
from monitor.assembly import opened_house, opened_workshop
from monitor.claims import is_dead, own_name
from monitor.clock import now
from monitor.cycle import LEASE, Clock, Looking, look
from monitor.gleaning import firsts, glean
from monitor.outage import Outage
from monitor.printing import counted
from monitor.settings import Settings
from monitor.showing import show, whereabouts
from monitor.signals import notify, stop_on_signals
from monitor.telling import Telling, tell
from monitor.ticks import ticking
from monitor.upkeep import Upkeep, WorkerUpkeep
from policy.model.looks import Checked
from policy.model.targets import Order, Target
from storage import LockHeldError, SqlArchive

log = logging.getLogger(__name__)
GRACE = timedelta(seconds=20)
CLAIM = timedelta(minutes=2)  # how long a daemon killed on another machine keeps others out of the database
_WAITS = (0.5,) * 8  # seconds between tries to become the daemon, while another is ending
_CAPACITY = 200  # targets in hand
_ROOM = 2  # share of it, as a divisor, that is free again before more is claimed between two ticks
_HUNG = 4  # leases that a round lasts, after which it hangs: nothing of it can be recorded any more
_READY = "READY=1"
Halt = Callable[[timedelta], Awaitable[None]]


async def run(
    settings: Settings, targets: tuple[Target, ...], greet: Callable[[str], None], *, serve: bool = False
) -> None:
    """Look and tell, and show if asked, until SIGTERM or SIGINT; greets once it is sure to, and says where it shows.
    Raises LockHeldError when another daemon works on the same database."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    with opened_house(settings, targets) as house:
        chores = Upkeep(house, settings, targets, now)
        async with _only_daemon(house.archive) as renew, asyncio.TaskGroup() as tasks:
            greet(f"Watching {counted(len(targets), 'document')}.")

            def shows(address: str) -> None:
                greet(whereabouts(settings, address))
                notify(_READY)

            def upkeep() -> bool:
                renew()
                return chores.tick(daemon.is_idle)

            daemon = Daemon(house.looking, house.telling, now, upkeep)
            if serve:
                tasks.create_task(show(settings, stop, shows))
            else:
                notify(_READY)
            tasks.create_task(daemon.run(stop, settings.rhythm.tick, house.fetcher.stop))


async def work(settings: Settings, name: str, lease: timedelta = LEASE, capacity: int = _CAPACITY) -> None:
    """Look under that name, beside other workers on the same database and the daemon that tells, until SIGTERM or
    SIGINT. The lease is how long a worker that is killed keeps its targets, at most `capacity`, from the others."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    with opened_workshop(settings) as shop:
        chores = WorkerUpkeep(shop, settings, name, lambda: (worker.in_hand, worker.looks))
        worker = Daemon(replace(shop.looking, lease=lease), None, now, chores.tick, capacity)
        notify(_READY)
        await worker.run(stop, settings.rhythm.tick, shop.fetcher.stop)


@asynccontextmanager
async def _only_daemon(archive: SqlArchive) -> AsyncIterator[Callable[[], None]]:
    """Holds the database's lock for this process; the value given renews it. One who is on the way out is waited for:
    a killed process may take a moment to end."""
    holder = own_name()

    def renew() -> None:
        archive.lock(holder, now(), CLAIM)

    for pause in (*_WAITS, None):
        try:
            renew()
            break
        except LockHeldError as held:
            if is_dead(held.holder):
                archive.unlock(held.holder)
                renew()
                break
            if pause is None:
                raise
            await asyncio.sleep(pause)
    try:
        yield renew
    finally:
        archive.unlock(holder)


class Daemon:
    """Ticks until told to stop. What is due is in the archive, so downtime and overlap need no code of their own."""

    def __init__(
        self,
        looking: Looking,
        telling: Telling | None,
        clock: Clock,
        upkeep: Callable[[], bool] = lambda: True,
        capacity: int = _CAPACITY,
    ) -> None:
        self._looking = looking
        self._telling = telling  # None: others tell
        self._clock = clock
        self._upkeep = upkeep  # done at each tick, before the looks; says whether there may be any
        self._capacity = capacity  # targets in hand at most
        self.in_hand = 0  # targets
        self.looks = 0  # recorded since it began
        self._rounds: dict[asyncio.Task[None], float] = {}  # and when each began, in the loop's time
        self._claims: set[asyncio.Task[None]] = set()  # between two ticks: one at most
        self._has_more = False  # whether there was no room for all that is due
        self._ends = False
        self._hangs = False
        self._left: set[str] = set()  # leases of rounds that are over and did not record all of their looks
        self._firsts: list[str] = []  # targets of whose first versions it is not known yet what they state
        self._gleaning: set[asyncio.Task[None]] = set()  # whoever looks into that now: one at most
        self._outage = Outage()
        self._claiming_now = asyncio.Lock()
        self._telling_now = asyncio.Lock()

    async def run(self, stop: asyncio.Event, tick: timedelta, halt: Halt) -> None:
        """Look and tell every tick until `stop` is set; then `halt` ends the crawls within the grace time. A database
        that is gone is waited for."""
        async with ticking((self.look_tick, self.tell_tick), tick, self._clock) as scheduler:
            log.info("started")
            await self.look_tick()
            await self.tell_tick()
            await stop.wait()
            notify("STOPPING=1")
            scheduler.pause()
            await self._end(halt)
        log.info("stopped")

    @property
    def is_idle(self) -> bool:
        """Whether no target is in hand."""
        return not self.in_hand

    async def look_tick(self) -> None:
        """Claim what is due, as far as there is room, and look at it beside what is under way; a tick that still does
        its chores is let finish first. Meanwhile, and while a round hangs, neither watchdog nor heartbeat is fed."""
        if self._claiming_now.locked() or self._is_hung():
            return
        async with self._claiming_now:
            notify("WATCHDOG=1")
            with self._outage.waited_out("look"):
                await self._claim()

    async def _claim(self) -> None:
        may_look = await asyncio.to_thread(self._upkeep)
        if left := frozenset(self._left):
            await asyncio.to_thread(self._looking.archive.free, left.__contains__, self._clock(), self._looking.lease)
            self._left -= left
        room = self._capacity - self.in_hand
        if room <= 0 or not may_look:
            return
        orders = await asyncio.to_thread(self._looking.archive.due, self._clock(), room, self._looking.lease)
        self._has_more = len(orders) == room
        if orders:
            self.in_hand += len(orders)
            task = asyncio.create_task(self._look(orders))
            self._rounds[task] = asyncio.get_running_loop().time()
            task.add_done_callback(self._ended)
        elif self._firsts and self.is_idle and not self._gleaning:
            self._gleaning.add(task := asyncio.create_task(self._glean()))
            task.add_done_callback(self._gleaning.discard)

    def _is_hung(self) -> bool:
        """Whether a round should have ended long ago; said once each way."""
        begun = min(self._rounds.values(), default=None)
        longest = self._looking.lease.total_seconds() * _HUNG
        hangs = begun is not None and asyncio.get_running_loop().time() - begun > longest
        if hangs and not self._hangs:
            log.error("a round hangs targets=%d: nothing is looked at until it ends", self.in_hand)
        if self._hangs and not hangs:
            log.warning("the round that hung has ended: looking goes on")
        self._hangs = hangs
        return hangs

    async def _look(self, orders: Sequence[Order]) -> None:
        """A round. After the first, all there is to load is loaded. What it could not record is due again at the next
        tick, once; what then fails again, when its lease runs out. A target is out of hand when its look is recorded:
        the slowest host of a round keeps no other waiting."""
        is_first = not self.looks
        found: tuple[Checked, ...] = ()
        left = len(orders)

        def report(order: Order, checked: Checked) -> None:
            nonlocal left
            left -= 1
            self.in_hand -= 1
            self._looking.report(order, checked)
            self._claim_on()

        try:
            found = await look(orders, replace(self._looking, report=report))
            self.looks += len(found)
            self._firsts += firsts(found)
        finally:
            if len(found) < len(orders):
                self._left |= {order.lease for order in orders}
            self.in_hand -= left
        if is_first:
            settle()

    def _claim_on(self) -> None:
        """Where more is due than there was room for, it is not kept waiting for the next tick once there is; only while
        looks are recorded, and the network is there: what fails at once would else be tried without a pause."""
        has_room = self._capacity - self.in_hand >= self._capacity // _ROOM
        may_claim = self._has_more and not (self._claims or self._ends or self._looking.weather.is_our_network)
        if has_room and may_claim:
            self._claims.add(task := asyncio.create_task(self.look_tick()))
            task.add_done_callback(self._claims.discard)

    async def _glean(self) -> None:
        """What first versions state is found, until there are looks to be made or the daemon ends."""
        with self._outage.waited_out("facts"):
            await glean(self._firsts, self._looking, lambda: not self.is_idle)

    async def settle(self) -> None:
        """Wait until nothing is in hand; what went wrong is in the log."""
        while under_way := {*self._rounds, *self._gleaning, *self._claims}:
            await asyncio.wait(under_way)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._rounds[task]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a round ended early; its targets are due again", exc_info=error)

    async def tell_tick(self) -> None:
        """Send what is due; a round still under way is let finish first."""
        if self._telling is None or self._telling_now.locked():
            return
        async with self._telling_now:
            with self._outage.waited_out("tell"):
                await asyncio.to_thread(tell, self._telling, self._clock())

    async def _end(self, halt: Halt) -> None:
        """Nothing claims, looks or tells any more."""
        self._ends = True
        self._firsts.clear()  # the next looks find what is left
        await asyncio.sleep(0)  # a tick that was just begun takes its lock
        await halt(GRACE)
        async with self._claiming_now:
            pass
        if under_way := {*self._rounds, *self._gleaning}:
            _done, late = await asyncio.wait(under_way, timeout=GRACE.total_seconds())
            for task in late:
                task.cancel()
        async with self._telling_now:
            pass
