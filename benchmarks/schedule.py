"""What the schedule costs and whether it keeps its word, without a network.

    python -m benchmarks.schedule [TARGETS [DAY_TARGETS]]

1. TARGETS rows (1,000,000 unless told otherwise) in SQLite, and in PostgreSQL where its programs are installed: what
   claiming the next 500 due ones costs, by the clock of the wall and beside a bare SELECT of as many rows by their key
   in the same run (goal 20 ms). The median is what a busy machine makes of it, the quickest what it costs; CPU is our
   process's own. They are due in an order that has nothing to do with the one they lie in.
2. DAY_TARGETS (20,000) on a tenth as many hosts, looked at every twelve hours through 24 simulated hours: claims, host
   book and records are the real ones, a look takes a simulated second. Prints how late looks were in shares of the
   interval (goal: 99 of 100 under a tenth), and how often a host was asked before its rest was over (goal: never).
"""

import asyncio
import heapq
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from benchmarks.asking import command, whole
from policy.looking import Pace, check, glance
from policy.model.captures import Fetched, FetchedPage
from policy.model.hosts import Shut, Spent
from policy.model.looks import Checked
from policy.model.targets import DocumentType, Order, Target
from policy.reading import recipe
from storage import SqlArchive, SqlHostBook, engines, migrate, open_archive, open_host_book
from storage.rows import target_json
from storage.schedule import host_hash
from storage.tables import targets
from tests.support import postgres
from tests.support.builders import MONDAY, capture, page, reading

TARGETS = 1_000_000
DAY_TARGETS = 20_000
CLAIM = 500
CLAIMS = 30
INTERVAL = timedelta(hours=12)
LEASE = timedelta(minutes=15)
TICK = timedelta(seconds=30)
SPACING = timedelta(seconds=10)
DAY = timedelta(hours=24)
_IN_HAND = 200  # as the daemon has it
_CHUNK = 10_000
_PACE = Pace()
_TEXT = reading(("Retention", "We keep it 30 days."))


def target(number: int, hosts: int) -> Target:
    name = f"s{number:07}"
    url = f"https://h{number % hosts}.example/{number}"
    return Target(f"{name}-privacy", name, f"Service {number}", DocumentType.PRIVACY, (url,), INTERVAL)


def filled(url: str, count: int, hosts: int) -> dict[str, datetime]:
    """An archive of that many targets, due one after another through the interval: rows like that of one enlisted, and
    in an order of their own, as jitter makes it."""
    turns = list(range(count))
    random.Random(count).shuffle(turns)
    migrate(url)
    archive = open_archive(url)
    archive.enlist([target(0, hosts)], MONDAY)
    archive.close()
    engine, due = engines.writer(url), {target(0, hosts).id: MONDAY}
    with engine.begin() as db:
        like = dict(db.execute(select(targets)).mappings().one())
        for first in range(1, count, _CHUNK):
            portion = range(first, min(count, first + _CHUNK))
            db.execute(
                targets.insert(), [_row(like, target(number, hosts), turns[number] / count) for number in portion]
            )
        due |= {target(number, hosts).id: MONDAY + INTERVAL * (turns[number] / count) for number in range(1, count)}
        if engine.dialect.name == "postgresql":
            db.exec_driver_sql("ANALYZE targets")
    engine.dispose()
    return due


def _row(like: dict[str, object], watched: Target, share: float) -> dict[str, object]:
    at = MONDAY + INTERVAL * share
    own = {"id": watched.id, "service": watched.service, "definition": target_json(watched)}
    return like | own | {"next_check_at": at, "due_at": at, "host_hash": host_hash(watched.urls[0])}


@dataclass(frozen=True, slots=True)
class Claiming:
    """Seconds of each claim, those of them our process worked, and of a bare SELECT of as many rows."""

    claims: list[float]
    worked: list[float]
    bare: list[float]

    def told(self, database: str, count: int) -> None:
        middle, quickest = statistics.median(self.claims), min(self.claims)
        worked, bare = statistics.median(self.worked), statistics.median(self.bare)
        print(
            f"{database}, {count} targets: claiming {CLAIM} {middle * 1000:.1f} ms, the quickest {quickest * 1000:.1f} "
            f"(goal 20), {worked * 1000:.1f} of CPU; {middle / bare:.1f} x a SELECT of them, the quickest "
            f"{quickest / min(self.bare):.1f}",
            flush=True,
        )


def claiming(url: str, count: int) -> Claiming:
    """Claims spread over an interval."""
    filled(url, count, count)
    archive, reader = open_archive(url), engines.reader(url)
    claims, worked, bare = [], [], []
    for round_ in range(CLAIMS):
        now = MONDAY + INTERVAL * ((round_ + 1) / CLAIMS)
        started, busy = time.perf_counter(), time.process_time()
        orders = archive.due(now, CLAIM, LEASE)
        claims.append(time.perf_counter() - started)
        worked.append(time.process_time() - busy)
        bare.append(_selected(reader.connect(), orders))
    archive.close()
    reader.dispose()
    return Claiming(claims, worked, bare)


def _selected(db: Connection, orders: tuple[Order, ...]) -> float:
    with db:
        started = time.perf_counter()
        found = db.execute(select(targets).where(targets.c.id.in_([order.target.id for order in orders]))).all()
        assert len(found) == len(orders)
        return time.perf_counter() - started


@dataclass(slots=True)
class Day:
    """One simulated day over an archive and its host book; `due` is when each target is due."""

    archive: SqlArchive
    book: SqlHostBook
    due: dict[str, datetime]
    late: list[timedelta] = field(default_factory=list)
    early: int = 0  # requests to a host before its rest was over
    _free: dict[str, datetime] = field(default_factory=dict)

    async def run(self, begin: datetime) -> None:
        """Every tick claims what is due, up to what may be in hand, and more once half of it is done; each order waits
        for its host."""
        waiting: list[tuple[datetime, str, Order]] = []
        now = begin
        while now < begin + DAY:
            has_more = self._claimed(waiting, now)
            while waiting and waiting[0][0] < now + TICK:
                at, name, order = heapq.heappop(waiting)
                again = await self._asked(order, at)
                if again is not None:
                    heapq.heappush(waiting, (again, name, order))
                elif has_more and len(waiting) <= _IN_HAND // 2:
                    has_more = self._claimed(waiting, at)
            now += TICK

    def _claimed(self, waiting: list[tuple[datetime, str, Order]], now: datetime) -> bool:
        """Whether there was no room for all that is due."""
        room = _IN_HAND - len(waiting)
        orders = self.archive.due(now, room, LEASE) if room > 0 else ()
        for order in orders:
            heapq.heappush(waiting, (now, order.target.id, order))
        return len(orders) == room

    async def _asked(self, order: Order, at: datetime) -> datetime | None:
        """None: looked at. Otherwise when to ask the host again."""
        host = urlsplit(order.target.urls[0]).hostname or ""
        again = await self.book.enter(host, at, LEASE)
        if isinstance(again, Shut | Spent):
            raise RuntimeError(f"{host} is asked no more, which nobody wished: {again}")
        if again is not None:
            return again
        self.early += at < self._free.get(host, at)
        done = at + timedelta(seconds=1)
        self._free[host] = done + SPACING
        await self.book.leave(host, done + SPACING)
        checked = self._checked(order, done)
        if not self.archive.record(checked, ()):
            raise RuntimeError(f"the lease of {order.target.id} was lost")
        self.late.append(at - self.due[order.target.id])
        self.due[order.target.id] = checked.next_check_at
        return None

    def _checked(self, order: Order, at: datetime) -> Checked:
        footing = self.archive.footings([order.target.id])[order.target.id]
        seen = Fetched((FetchedPage(capture(order.target, at, page(_TEXT)), page(_TEXT)),))
        known = glance(order, seen, footing, at, _PACE)
        if known is not None:
            return known
        standing = self.archive.standing(order.target.id, recipe(order.target.reading))
        return check(order, seen, standing, at, _PACE)


def a_day(url: str, count: int) -> None:
    due = filled(url, count, count // 10)
    archive, book = open_archive(url), open_host_book(url)
    day = Day(archive, book, due)
    started = time.process_time()
    asyncio.run(day.run(MONDAY))
    spent = time.process_time() - started
    archive.close()
    book.close()
    shares = sorted(late / INTERVAL for late in day.late)
    worst, nearly = shares[-1], shares[len(shares) * 99 // 100]
    each = spent * 1000 / len(shares)
    print(f"a day of {count} targets on {count // 10} hosts: {len(shares)} looks, {each:.2f} ms CPU each")
    print(f"late, in shares of the interval: 99 of 100 under {nearly:.2%} (goal 10%), the worst {worst:.2%}")
    print(f"hosts asked before their rest was over: {day.early} (goal 0)")


def main() -> None:
    asking = command("schedule", __doc__)
    asking.add_argument("targets", type=whole(), nargs="?", default=TARGETS)
    asking.add_argument("day_targets", type=whole(), nargs="?", default=DAY_TARGETS)
    asked = asking.parse_args()
    count = asked.targets
    with tempfile.TemporaryDirectory() as folder:
        claiming(f"sqlite:///{Path(folder) / 'claims.db'}", count).told("SQLite", count)
    programs = postgres.binaries()
    if programs is None:
        print("PostgreSQL is not installed: not measured")
    else:
        with postgres.server(programs) as server:
            claiming(f"{server}/postgres", count).told("PostgreSQL", count)
    with tempfile.TemporaryDirectory() as folder:
        a_day(f"sqlite:///{Path(folder) / 'day.db'}", asked.day_targets)


if __name__ == "__main__":
    main()
