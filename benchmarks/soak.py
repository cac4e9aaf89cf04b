"""A watch left alone for a month: no slot missed, no memory or handle left behind, and everything still verifies.

    python -m benchmarks.soak [TARGETS [DAYS [INTERVAL_HOURS [TICK_MINUTES]]]]

The daemon's ticks, the crawler with its turns and rules, the readers' pool, a SQLite archive and the outbox are real;
TARGETS documents (10,000) on a quarter as many hosts are looked at every INTERVAL_HOURS (24) for DAYS (30), and the
daemon ticks every TICK_MINUTES (5). Two things are not real: time, which leaps from wait to wait, and the network,
which answers from within the process. Of ten documents six are answered 304, two are the same bytes each time, one is
the same words under other mark-up, and one is out of order for three hours every fifth day; each gets a new edition
every 60 days. Prints a line for each simulated day, and how it stands with the goals: no slot missed (looked at later
than a tenth of the interval), no host asked before its rest was over, memory grown by less than 5 % once caches are
full, handles constant, no fault for `verify`.
"""

import asyncio
import hashlib
import itertools
import multiprocessing
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import crawler.wire
from benchmarks.asking import command, whole
from benchmarks.timelapse import Timelapse
from crawler.asks import Answer, Ask
from crawler.settings import CrawlSettings
from crawler.troubles import Trouble
from crawler.wire import Trust
from monitor import settings as settings_file
from monitor import targets as target_files
from monitor.assembly import House, opened_house
from monitor.daemon import Daemon
from monitor.settings import Settings
from monitor.upkeep import Upkeep
from policy.model.captures import Failure, Response
from policy.model.looks import Checked
from policy.model.targets import Order, Target
from storage.verifying import Verification
from tests.line.policies import POLICY, noisy

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
TICK = timedelta(minutes=5)
ANSWERING = 0.2  # seconds of every exchange
_ON_A_HOST = 4
_KINDS = ("privacy", "cookies", "terms", "processing")
_LATE = 0.1  # share of the interval, beyond which a slot is missed
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SETTINGS = """
[crawler]
contact = "benchmark@clausewatch.example"

[schedule]
interval = "{hours}h"

[channels.folder]
type = "files"
folder = "outbox"

[[subscribers]]
id = "daily"
address = "daily@firm.example"
channel = "folder"
schedule = "daily 08:00 UTC"
minimum = "info"
"""


class Web:
    """The network as this run has it, and what it saw of us."""

    def __init__(self, loop: Timelapse, spacing: timedelta) -> None:
        self.requests = 0
        self.early = 0  # to a host before its rest was over
        self._loop = loop
        self._spacing = spacing.total_seconds()
        self._free: dict[str, float] = {}
        self._tokens = itertools.count()

    async def answered(self, ask: Ask) -> Answer:
        """Raises Trouble, as the wire does, when the page is out of order."""
        parts = urlsplit(ask.url)
        host = parts.hostname or ""
        self.requests += 1
        self.early += self._loop.time() < self._free.get(host, 0.0) - 1e-3
        await asyncio.sleep(ANSWERING)
        self._free[host] = self._loop.time() + self._spacing
        if parts.path == "/robots.txt":
            return _answer(ask, 404, b"", ())
        return self._page(ask, int(parts.path.removeprefix("/")))

    def _page(self, ask: Ask, number: int) -> Answer:
        manner, day = number % 10, self._loop.time() / 86_400
        if manner == 9 and (day + number / 7) % 5 < 0.125:
            raise Trouble(Failure.TIMEOUT, "the answer took longer than 60 s")
        edition = int(day / 60 + (number * 0.618) % 1)
        html = POLICY.replace("Acme", f"Service {number}").replace("12 months", f"{12 + edition} months")
        if manner == 8:
            html = noisy(html, f"n{next(self._tokens)}")
        if manner > 5:
            return _answer(ask, 200, html.encode(), ())
        tag = f'"{number}-{edition}"'
        if ("If-None-Match", tag) in ask.headers:
            return _answer(ask, 304, b"", (("ETag", tag),))
        return _answer(ask, 200, html.encode(), (("ETag", tag),))


def _answer(ask: Ask, status: int, body: bytes, headers: tuple[tuple[str, str], ...]) -> Answer:
    named = (("Content-Type", "text/html; charset=utf-8"), *headers)
    digest = hashlib.sha256(body).hexdigest() if status == 200 else None
    return Answer(Response(ask.url, status, named, "1.1", "203.0.113.7", None, len(body), len(body), digest), body)


@contextmanager
def served(web: Web) -> Iterator[None]:
    """Whatever the crawler asks for, this web answers."""

    class Within:
        is_worn = False

        def __init__(self, settings: CrawlSettings, trust: Trust) -> None:
            pass

        async def exchange(self, ask: Ask) -> Answer:
            return await web.answered(ask)

        async def close(self) -> None:
            pass

    real = vars(crawler.wire)["Wire"]
    vars(crawler.wire)["Wire"] = Within
    try:
        yield
    finally:
        vars(crawler.wire)["Wire"] = real


@dataclass(slots=True)
class Slots:
    """When each target was to be looked at, and how late it was."""

    due: dict[str, datetime]
    interval: timedelta
    looks: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    worst: float = 0.0  # lateness of the day under way, in shares of the interval
    late: Counter[int] = field(default_factory=Counter)  # looks by how late they were, in ten thousandths of it

    def looked(self, order: Order, checked: Checked) -> None:
        share = (checked.at - self.due[order.target.id]) / self.interval
        self.due[order.target.id] = checked.next_check_at
        self.looks[checked.event] += 1
        self.missed += share > _LATE
        self.worst = max(self.worst, share)
        self.late[round(share * 10_000)] += 1

    def day_over(self) -> float:
        """The worst of the day."""
        worst, self.worst = self.worst, 0.0
        return worst

    def within(self, share: float) -> float:
        """How late all but so many of the looks were at most, in shares of the interval."""
        seen, wanted = 0, share * self.late.total()
        for late, looks in sorted(self.late.items()):
            seen += looks
            if seen >= wanted:
                return late / 10_000
        return 0.0

    def missed_by(self, now: datetime) -> int:
        """Slots at which there was no look in time, those still waited for included."""
        return self.missed + sum(now - at > self.interval * _LATE for at in self.due.values())


@dataclass(frozen=True, slots=True)
class Day:
    """What the process holds on one day, in the median of its ticks; handles at its end."""

    memory: float  # MiB
    handles: int


def write(folder: Path, count: int, hours: float) -> Settings:
    """A watch folder with that many documents."""
    (folder / "clausewatch.toml").write_text(_SETTINGS.format(hours=f"{hours:g}"), "utf-8")
    (folder / "targets").mkdir()
    for first in range(0, count, _ON_A_HOST):
        documents = "".join(
            f'\n[[documents]]\ntype = "{_KINDS[number - first]}"\nurl = "https://h{first}.example/{number}"\n'
            for number in range(first, min(count, first + _ON_A_HOST))
        )
        (folder / "targets" / f"s{first:06}.toml").write_text(f'name = "Service {first}"\n{documents}', "utf-8")
    return settings_file.load(folder / "clausewatch.toml", {})


class Soak:
    """A watch that runs for days."""

    def __init__(
        self, loop: Timelapse, settings: Settings, targets: tuple[Target, ...], tick: timedelta = TICK
    ) -> None:
        self.web = Web(loop, settings.crawl.spacing)
        self.slots = Slots(dict.fromkeys((one.id for one in targets), loop.now()), settings.rhythm.interval)
        self.days: list[Day] = []
        self._loop = loop
        self._settings = settings
        self._targets = targets
        self._tick = tick
        self._cpu = time.process_time()

    def run(self, days: int) -> None:
        clock = self._loop.now
        with (
            asyncio.Runner(loop_factory=lambda: self._loop) as runner,
            served(self.web),
            opened_house(self._settings, self._targets, clock, self.slots.looked) as house,
        ):
            runner.run(self._days(house, days))

    async def _days(self, house: House, days: int) -> None:
        clock = self._loop.now
        chores = Upkeep(house, self._settings, self._targets, clock)
        daemon = Daemon(house.looking, house.telling, clock, lambda: chores.tick(daemon.is_idle))
        for number in range(1, days + 1):
            end, memory = BEGIN + number * timedelta(days=1), []
            while clock() < end:
                await daemon.look_tick()
                await daemon.tell_tick()
                memory.append(_resident())
                await asyncio.sleep(self._tick.total_seconds())
            while not daemon.is_idle:  # noqa: ASYNC110 – a second here is no time at all
                await asyncio.sleep(1)
            self.days.append(Day(statistics.median(memory), len(os.listdir("/proc/self/fd"))))  # noqa: PTH208 – a count
            self._show(number)
        await house.fetcher.stop(timedelta(seconds=20))

    def _show(self, number: int) -> None:
        day, looks = self.days[-1], self.slots.looks.total()
        readers = sum(_resident(child.pid) for child in multiprocessing.active_children())
        size = sum(file.stat().st_size for file in self._settings.path.parent.glob("clausewatch.db*")) / 2**20
        spent = time.process_time() - self._cpu
        print(
            f"day {number:2}: {looks:7} looks, worst {self.slots.day_over():6.2%} late, {day.memory:5.0f} MiB and "
            f"{readers:4.0f} of readers, {day.handles} handles, archive {size:6.1f} MiB, {spent:6.0f} s CPU",
            flush=True,
        )

    def growth(self, since: int) -> float:
        """Of memory, from that day to the last; the pages that SQLite keeps at hand take some days to fill."""
        return self.days[-1].memory / self.days[min(since, len(self.days)) - 1].memory - 1


def _resident(pid: int | None = None) -> float:
    """MiB."""
    return int(Path(f"/proc/{pid or 'self'}/statm").read_text("ascii").split()[1]) * _PAGE / 2**20


def soaked(folder: Path, count: int, days: int, hours: float, tick: timedelta = TICK) -> tuple[Soak, list[str]]:
    """The run, and what `verify` found after it."""
    settings = write(folder, count, hours)
    targets = target_files.load(settings.targets_folder, settings.rhythm.interval)
    loop = Timelapse(BEGIN)
    soak = Soak(loop, settings, targets, tick)
    soak.run(days)
    verification = Verification(settings.archive_url, BEGIN + timedelta(days=days))
    return soak, [f"{fault.where}: {fault.found}" for fault in verification.faults()]


def main() -> None:
    asked = command("soak", __doc__)
    asked.add_argument("targets", type=whole(), nargs="?", default=10_000)
    asked.add_argument("days", type=whole(), nargs="?", default=30)
    asked.add_argument("hours", type=float, nargs="?", default=24.0, help="between two looks at a target")
    asked.add_argument("minutes", type=float, nargs="?", default=TICK / timedelta(minutes=1), help="between two ticks")
    wish = asked.parse_args()
    count, days, hours = wish.targets, wish.days, wish.hours
    with tempfile.TemporaryDirectory() as name:
        soak, faults = soaked(Path(name), count, days, hours, timedelta(minutes=wish.minutes))
    slots, handles = soak.slots, {day.handles for day in soak.days[2:]}
    print(f"{count} targets, {days} days, every {hours:g} h: {slots.looks.total()} looks, {dict(slots.looks)}")
    print(f"slots missed: {slots.missed_by(BEGIN + timedelta(days=days))} (goal 0)")
    print(f"late: 99 of 100 within {slots.within(0.99):.2%} of the interval, the worst {slots.within(1):.2%}")
    print(f"hosts asked before their rest was over: {soak.web.early} of {soak.web.requests} (goal 0)")
    grown = f"{soak.growth(3):+.1%} since the third day, {soak.growth(10):+.1%} since the tenth"
    print(f"memory grown by {grown} (goal under 5%); handles {sorted(handles)} (goal: constant)")
    print(f"verify: {len(faults)} faults (goal 0)", *faults[:20], sep="\n  ")


if __name__ == "__main__":
    main()
