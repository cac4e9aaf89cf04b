"""The daemon: APScheduler ticks; it looks and tells until stopped."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from history import SiteSettings, application
from history.serving import serve as serve_pages
from monitor.assembly import now, opened_house
from monitor.cycle import LEASE, Clock, Looking, Telling, look, tell
from monitor.settings import Settings
from policy.model.targets import Order, Target
from storage import LockHeldError, SqlArchive, open_library

log = logging.getLogger(__name__)
GRACE = timedelta(seconds=20)
CLAIM = timedelta(minutes=2)  # how long a daemon killed on another machine keeps others out of the database
Halt = Callable[[timedelta], Awaitable[None]]


async def run(settings: Settings, targets: tuple[Target, ...], *, serve: bool = False) -> None:
    """Look and tell, and show if asked, until SIGTERM or SIGINT. Raises LockHeldError when another daemon works on the
    same database."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    with opened_house(settings, targets) as house, _only_daemon(house.archive) as renew:
        daemon = Daemon(house.looking, house.telling, now, renew)
        async with asyncio.TaskGroup() as tasks:
            if serve:
                tasks.create_task(show(settings, stop))
            tasks.create_task(daemon.run(stop, settings.rhythm.tick, house.fetcher.stop))


async def show(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None] | None = None) -> None:
    """Serve the history pages until stopped, on the read-only side of the archive."""
    site = SiteSettings(settings.site.address, settings.site.title, settings.site.contact, settings.site.stale_after)
    pages = application(open_library(settings.archive_url), site, now)
    await serve_pages(pages, settings.site.host, settings.site.port, stop, ready)


@contextmanager
def _only_daemon(archive: SqlArchive) -> Iterator[Callable[[], None]]:
    """Holds the database's lock for this process; the value given renews it."""
    holder = f"{socket.gethostname()} process {os.getpid()}"

    def renew() -> None:
        archive.lock(holder, now(), CLAIM)

    try:
        renew()
    except LockHeldError as held:
        if not _is_dead(held.holder):
            raise
        archive.unlock(held.holder)
        renew()
    try:
        yield renew
    finally:
        archive.unlock(holder)


def _is_dead(holder: str) -> bool:
    """True when the holder was a process of this machine that is no more: it was killed, and its claim with it."""
    host, _, process = holder.rpartition(" process ")
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Daemon:
    """Ticks until told to stop. What is due is in the archive, so downtime and overlap need no code of their own."""

    def __init__(
        self,
        looking: Looking,
        telling: Telling,
        clock: Clock,
        renew: Callable[[], None] = lambda: None,
        capacity: int = 200,
    ) -> None:
        self._looking = looking
        self._telling = telling
        self._clock = clock
        self._renew = renew
        self._capacity = capacity  # targets in hand at most
        self._in_hand = 0
        self._looks: set[asyncio.Task[None]] = set()
        self._telling_now = asyncio.Lock()

    async def run(self, stop: asyncio.Event, tick: timedelta, halt: Halt) -> None:
        """Look and tell every tick until `stop` is set; then `halt` ends the crawls within the grace time."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        every = {"trigger": "interval", "seconds": tick.total_seconds(), "coalesce": True, "misfire_grace_time": None}
        scheduler.add_job(self.look_tick, **every)
        scheduler.add_job(self.tell_tick, **every)
        scheduler.start()
        notify("READY=1")
        log.info("started")
        await self.look_tick()
        await self.tell_tick()
        await stop.wait()
        notify("STOPPING=1")
        scheduler.shutdown(wait=False)
        await self._end(halt)
        log.info("stopped")

    async def look_tick(self) -> None:
        """Claim what is due, as far as there is room, and look at it beside what is under way."""
        notify("WATCHDOG=1")
        await asyncio.to_thread(self._renew)
        room = self._capacity - self._in_hand
        if room <= 0:
            return
        orders = await asyncio.to_thread(self._looking.archive.due, self._clock(), room, LEASE)
        if not orders:
            return
        self._in_hand += len(orders)
        task = asyncio.create_task(self._look(orders))
        self._looks.add(task)
        task.add_done_callback(self._ended)

    async def _look(self, orders: Sequence[Order]) -> None:
        try:
            await look(orders, self._looking)
        finally:
            self._in_hand -= len(orders)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._looks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a round ended early; its targets are due again when their leases run out", exc_info=error)

    async def tell_tick(self) -> None:
        """Send what is due; a round still under way is let finish first."""
        if self._telling_now.locked():
            return
        async with self._telling_now:
            await asyncio.to_thread(tell, self._telling, self._clock())

    async def _end(self, halt: Halt) -> None:
        await halt(GRACE)
        if self._looks:
            _done, late = await asyncio.wait(self._looks, timeout=GRACE.total_seconds())
            for task in late:
                task.cancel()
        async with self._telling_now:
            pass


def notify(state: str) -> None:
    """Tell systemd (sd_notify(3)); without effect when it did not start us."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.connect("\0" + address[1:] if address.startswith("@") else address)
        channel.sendall(state.encode())


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and SIGINT set the event; the second one is left to the default, so that an impatient operator wins."""
    loop = asyncio.get_running_loop()

    def first(signum: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(signum)

    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, first, signum)
