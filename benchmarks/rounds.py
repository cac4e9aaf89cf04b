"""What watching costs from the fetch to the record, beside a bare Scrapy fetch of the same pages in the same run.

A farm of made-up policies (5,000 unless told otherwise, on 250 loopback hosts, about 115 KB each) is looked at by the
whole house: crawler, reading, judging, storage (SQLite, or the DATABASE of that URL, which must be empty). Prints CPU
milliseconds per page of all our processes for each phase, the ratio to the reference, the goal, the peak of memory and,
on SQLite, the disk that a look takes which finds nothing new, and a further version with the two looks that brought it:
the second and the third of a policy, twenty days apart, and apart from them the first, with which the row of its target
grows once. A look takes more the more its page differs from the first of its chain: what the unchanged pages of such a
round took is reckoned by the round before it.
What first versions state is found after their looks, as the daemon does when nothing is in hand, in a row of its own.
The farm runs in a process of its own and is not counted.
"""

import asyncio
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from benchmarks.asking import command, database, whole
from benchmarks.pages import HOSTS, addresses
from benchmarks.processes import cpu, readers_peak
from history.serving import settle
from monitor import settings as settings_file
from monitor.assembly import House, opened_house
from monitor.cycle import LEASE, look
from monitor.gleaning import firsts, glean
from monitor.thrift import Thrift
from policy.model.looks import Event
from policy.model.targets import DocumentType, Target
from tests.line.house import Clock

PAGES = 5_000
INTERVAL = timedelta(hours=12)
EDITED = 10  # every so many policies have other words
_EDITIONS = 3  # how often they change
_BETWEEN = timedelta(days=20)  # two editions: what follows sooner is remembered as one of several turns
_SLOT = INTERVAL * 1.2  # behind every target's jitter
_ROUND = 200  # targets in hand, as the daemon has them
_SETTINGS = """
[archive]
url = "{url}"

[crawler]
contact = "benchmark@clausewatch.example"
spacing = "0s"
allowed_networks = ["127.0.0.0/8"]

[schedule]
interval = "12h"
confirm_after = "90s"
"""


@dataclass(frozen=True, slots=True)
class Phase:
    """One round over all pages: CPU per page, and what came of them."""

    name: str
    goal: float | None  # times the reference; None: told in milliseconds on top of another phase
    milliseconds: float
    events: Counter[Event]


@dataclass(frozen=True, slots=True)
class Edits:
    """A round in which some policies are of another edition, and the bytes by which the database has grown."""

    held: Phase
    confirmed: Phase
    grown: int
    of_look: float  # bytes of a look that found nothing new, in the round before
    after: float  # bytes of the next looks above those of looks that find nothing new, by changed policy

    @property
    def changed(self) -> int:
        return self.confirmed.events[Event.CHANGED]


class Farm:
    """The farm's process and its port."""

    def __init__(self) -> None:
        command = (sys.executable, "-m", "benchmarks.farm")
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._said())

    @property
    def process(self) -> int:
        """Its number."""
        return self._process.pid

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        self._said()

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()


class Watch:
    """The house, its clock, and the rounds it makes."""

    def __init__(self, house: House, clock: Clock, farm: int) -> None:
        self._house = house
        self._farm = farm  # the number of its process
        self._clock = clock
        self._firsts: list[str] = []
        self._is_settled = False
        self._thrift = Thrift()

    async def phase(self, name: str, goal: float | None, after: timedelta) -> Phase:
        """One round over everything due after so long."""
        self._clock.ahead += after
        before = cpu(self._farm)
        events = await self._round()
        return Phase(name, goal, (cpu(self._farm) - before) * 1000 / max(1, events.total()), events)

    async def facts(self, after: Phase) -> Phase:
        """What the first versions of that round state is found, as the daemon finds it when nothing is due."""
        before = cpu(self._farm)
        number = await glean(self._firsts, self._house.looking)
        return Phase("its facts, when idle", None, (cpu(self._farm) - before) * 1000 / max(1, number), after.events)

    async def _round(self) -> Counter[Event]:
        events: Counter[Event] = Counter()
        while orders := self._house.archive.due(self._clock(), _ROUND, LEASE):
            self._thrift.heed(self._clock())  # as the daemon does at each tick
            found = await look(orders, self._house.looking)
            if not self._is_settled:
                settle()  # as the daemon does after its first round
                self._is_settled = True
            events.update(one.event for one in found)
            self._firsts += firsts(found)
        return events


def _target(number: int, url: str) -> Target:
    name = f"s{number:05}"
    return Target(f"{name}-privacy", name, f"Service {number}", DocumentType.PRIVACY, (url,), INTERVAL)


@contextmanager
def watching(farm: Farm, pages: int, url: str, folder: Path) -> Iterator[Watch]:
    """The house over that farm, its settings in that folder."""
    (folder / "clausewatch.toml").write_text(_SETTINGS.format(url=url), "utf-8")
    settings = settings_file.load(folder / "clausewatch.toml", {})
    targets = tuple(_target(number, address) for number, address in enumerate(addresses(farm.port, pages)))
    clock = Clock()
    with opened_house(settings, targets, clock) as house:
        yield Watch(house, clock, farm.process)


def reference(farm: Farm, pages: int) -> float:
    """CPU milliseconds per page of a bare Scrapy fetch: the median of three runs."""
    command = (sys.executable, "-m", "benchmarks.bare", str(farm.port), str(pages))
    runs = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3)]
    return statistics.median(runs)


def main() -> None:
    asking = command("line", __doc__)
    asking.add_argument("pages", type=whole(EDITED), nargs="?", default=PAGES)
    asking.add_argument("database", type=database, nargs="?", help="address; a SQLite file of its own unless given")
    asked = asking.parse_args()
    pages = asked.pages
    with tempfile.TemporaryDirectory() as name, Farm() as farm:
        folder = Path(name)
        url = asked.database or f"sqlite:///{folder / 'clausewatch.db'}"
        base = reference(farm, pages)
        print(f"{pages} pages on {HOSTS} hosts; bare Scrapy fetch {base:.2f} ms a page")
        with watching(farm, pages, url, folder) as watch:
            asyncio.run(_phases(farm, watch, folder, base))
            readers = readers_peak()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB, of a reader {readers:.0f} MiB (goal 250)")


async def _phases(farm: Farm, watch: Watch, folder: Path, base: float) -> None:
    first = await watch.phase("first look, stored", 2.0, timedelta())
    _show(first, base)
    _show(await watch.facts(first), base)
    _show(await watch.phase("all answered 304", 1.0, _SLOT), base)
    farm.tell("same")
    same = await watch.phase("same bytes", 1.3, _SLOT)
    _show(same, base)
    farm.tell("noise")
    noise, _ = await _quiet(watch, folder, "only markup noise", 1.5)
    _show(noise, base)
    # As long after the round before as edits come: rules of robots.txt are asked for again in both.
    quiet, of_look = await _quiet(watch, folder, "the same, weeks later", after=_BETWEEN)
    _show(quiet, base)
    rounds: list[Edits] = []
    for _ in range(_EDITIONS):
        rounds.append(edits := await _edited(farm, watch, folder, of_look))
        of_look = (await _quiet(watch, folder))[1]
        _show(edits.held, base)
        _show(edits.confirmed, base)
    print(f"each really changed page, on top: {_above(rounds[0], quiet):.1f} ms with its confirming fetch (goal 15)")
    print(f"disk of a look that finds nothing new: {rounds[0].of_look:.0f} B, some weeks later {of_look:.0f} B")
    of_first, later, looks = (
        _of_version(rounds[:1]),
        _of_version(rounds[1:]),
        statistics.mean(one.of_look for one in rounds[1:]),
    )
    print(f"disk of a further version, its two looks and all it is found by included: {later:.0f} B (goal 1500)")
    print(f"of which beside its two looks: {later - 2 * looks:.0f} B")
    print(f"of the first further version, with which the row of its target grows: {of_first:.0f} B")
    back = statistics.mean(one.after for one in rounds[1:])
    print(f"and with the next look, which moves a changed policy back to ok: {back:.0f} B")


async def _quiet(
    watch: Watch, folder: Path, name: str = "nothing new", goal: float | None = None, after: timedelta = _SLOT
) -> tuple[Phase, float]:
    """A round in which nothing is new, and the bytes that each of its looks took."""
    before = _size(folder)
    phase = await watch.phase(name, goal, after)
    return phase, (_size(folder) - before) / phase.events.total()


async def _edited(farm: Farm, watch: Watch, folder: Path, of_look: float) -> Edits:
    """Some policies become another edition, and the house comes to believe it, and to find it unchanged."""
    before = _size(folder)
    farm.tell(f"edit {EDITED}")
    held = await watch.phase("edited", None, _BETWEEN)
    confirmed = await watch.phase("confirmed", None, timedelta(minutes=2))
    grown = _size(folder) - before
    settled, of_settled = await _quiet(watch, folder)
    after = (of_settled - of_look) * settled.events.total() / max(1, confirmed.events[Event.CHANGED])
    return Edits(held, confirmed, grown, of_look, after)


def _above(edits: Edits, quiet: Phase) -> float:
    """CPU milliseconds of a changed page above those of one that did not change."""
    spent = sum(phase.milliseconds * phase.events.total() for phase in (edits.held, edits.confirmed))
    return (spent - quiet.milliseconds * edits.held.events.total()) / max(1, edits.changed)


def _of_version(rounds: Sequence[Edits]) -> float:
    """Bytes that a version took, of the database's growth without the looks that found nothing new."""
    grown = sum(one.grown - one.of_look * (one.held.events.total() - one.changed) for one in rounds)
    return grown / max(1, sum(one.changed for one in rounds))


def _show(phase: Phase, base: float) -> None:
    ratio = phase.milliseconds / base
    goal = f" (goal {phase.goal})" if phase.goal else ""
    events = ", ".join(f"{event} {count}" for event, count in sorted(phase.events.items()))
    print(f"{phase.name:20} {phase.milliseconds:7.2f} ms  {ratio:5.2f} x{goal:11}  {events}", flush=True)


def _size(folder: Path) -> int:
    """Bytes of the SQLite database that hold something; 0 for another database."""
    file = folder / "clausewatch.db"
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as database:
        pages, free, size = (
            int(database.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size
