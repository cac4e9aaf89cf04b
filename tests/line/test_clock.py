"""A clock that is set back, or forward, while the daemon runs: no change is told twice, none goes untold, no page is
looked at in a storm, and none is left alone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from monitor import settings as settings_file
from monitor import targets as target_files
from monitor.assembly import opened_house
from monitor.daemon import Daemon
from monitor.upkeep import Upkeep
from policy.model.looks import Checked
from policy.model.targets import Order, Trigger
from storage.verifying import Verification
from tests.line.house import InProcess, Line, text_of, write
from tests.line.policies import POLICY
from tests.support.site import Site, page

NAMES = ("acme", "bolt")
BEGIN = datetime(2026, 3, 2, 5, 15, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
INTERVAL = timedelta(hours=12)
HOURS = 64
EDITION = 15  # hours each edition of a page lasts


@dataclass(slots=True)
class Wrong:
    """A clock that goes with the time, and is set at certain hours."""

    true: datetime = BEGIN
    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.true + self.ahead


@dataclass(slots=True)
class Diary:
    """What happened at which true time."""

    clock: Wrong
    looked: dict[str, list[datetime]] = field(default_factory=dict)  # regular looks
    told_on: Counter[date] = field(default_factory=Counter)  # digests, by the date the clock showed
    shown: dict[date, int] = field(default_factory=dict)  # how often the clock came to each date
    mails: int = 0

    def look(self, order: Order, _checked: Checked) -> None:
        if order.trigger is Trigger.SCHEDULE:
            self.looked.setdefault(order.target.id, []).append(self.clock.true)

    def ticked(self, watch: Line, before: date | None) -> None:
        today, sent = self.clock().date(), len(watch.mails())
        self.told_on[today] += sent - self.mails
        self.shown[today] = self.shown.get(today, 0) + (today != before)
        self.mails = sent


@contextmanager
def _running(folder: Path, clock: Wrong, diary: Diary) -> Iterator[tuple[Line, Daemon]]:
    settings = settings_file.load(folder / "clausewatch.toml", {})
    targets = target_files.load(settings.targets_folder, settings.rhythm.interval)
    with opened_house(settings, targets, clock, diary.look) as house:
        chores = Upkeep(house, settings, targets, clock)
        looking = replace(house.looking, readers=InProcess())
        daemon = Daemon(looking, house.telling, clock, lambda: chores.tick(daemon.is_idle))
        watch = Line(folder, house, clock, targets)  # type: ignore[arg-type]
        yield watch, daemon


async def _watched(folder: Path, steps: dict[int, timedelta]) -> tuple[Diary, Line, list[str]]:
    """A few days with a tick an hour; at certain hours the clock is set by so much."""
    clock = Wrong()
    diary = Diary(clock)
    async with Site() as site:
        write(folder, {name: site.url(name) for name in NAMES})
        path = folder / "clausewatch.toml"
        words = (
            path.read_text().replace('"at once"', '"daily 08:00 UTC"').replace('allowance = "1h"', 'allowance = "9d"')
        )
        path.write_text(words.replace("[schedule]", '[schedule]\njitter = "0%"'))
        with _running(folder, clock, diary) as (watch, daemon):
            before: date | None = None
            for hour in range(HOURS):
                clock.true = BEGIN + hour * HOUR
                clock.ahead += steps.get(hour, timedelta())
                html = POLICY.replace("12 months", f"{12 + hour // EDITION} months")
                site.pages |= {f"/{name}": page(html.replace("Acme", name)) for name in NAMES}
                await daemon.look_tick()
                await daemon.settle()
                await daemon.tell_tick()
                diary.ticked(watch, before)
                before = clock().date()
            found = Verification(f"sqlite:///{folder / 'clausewatch.db'}", clock()).faults(rereads=False)
            return diary, watch, list(map(str, found))


# Hour 3 is 08:15, a quarter past the digest; 27 and 51 are those of the days after.
STEPS = {
    "an hour back past the digest, again and again": {28: -HOUR, 30: -HOUR, 32: -HOUR},
    "a day forward, and set right": {31: DAY, 34: -DAY},
    "a day back": {40: -DAY},
    "a year forward, and set right": {31: 365 * DAY, 34: -365 * DAY},
    "a year forward, and set right after more than a day": {20: 365 * DAY, 50: -365 * DAY},
    "a year back, and set right": {31: -365 * DAY, 34: 365 * DAY},
    "a year back": {40: -365 * DAY},
    "a year forward": {40: 365 * DAY},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
async def test_a_clock_that_is_set_doubles_nothing_and_leaves_nothing_out(name: str, tmp_path: Path) -> None:
    diary, watch, faults = await _watched(tmp_path, STEPS[name])

    jumps = len(STEPS[name])
    for times in diary.looked.values():
        gaps = [later - earlier for earlier, later in pairwise((BEGIN, *times, diary.clock.true))]
        assert max(gaps) <= INTERVAL + (2 + jumps) * HOUR  # a tick, the confirming one, and an hour for each step
        assert len(times) <= HOURS * HOUR // INTERVAL + 2 + jumps
    told = Counter(
        change.id for change in watch.changes() for mail in watch.mails() if _place(change.id) in text_of(mail).split()
    )
    assert set(told) >= {change.id for change in watch.changes() if change.after.confirmed_at < watch.clock() - DAY}
    assert set(told.values()) == {1}
    assert all(number <= diary.shown[day] for day, number in diary.told_on.items())
    assert faults == []


def _place(change_id: str) -> str:
    """Of the page that shows it."""
    return f"https://history.example/{change_id.replace('/', '/changes/')}"
