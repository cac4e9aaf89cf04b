"""A document's life as a small picture: versions, changes and the times it could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.model.changes import Severity
from policy.model.looks import Event
from policy.model.shelf import Change, LookCard, VersionCard

WIDTH = 100  # of the drawing, in per cent: it is as wide as the screen, its marks and words as large on each
MARGIN = 1.5  # per cent at each end, which keep the marks inside
_BAD = (Event.FAILED, Event.SUSPECT)


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of looks that did not read the document, from its first to the next good one; `until` None: it lasts."""

    since: datetime
    until: datetime | None
    looks: int
    cause: str


@dataclass(frozen=True, slots=True)
class Point:
    """One version on the line; `severity` None: it is no told change (the first version, or ours)."""

    x: float
    version: VersionCard
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    gap: Gap


@dataclass(frozen=True, slots=True)
class Timeline:
    begin: datetime
    end: datetime
    points: tuple[Point, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The looks of one calendar month (UTC), counted."""

    name: str
    looks: int
    good: int

    @property
    def unread(self) -> int:
        return self.looks - self.good


def timeline(
    versions: Sequence[VersionCard], changes: Sequence[Change], gaps: Sequence[Gap], until: datetime
) -> Timeline:
    """The picture from the first sighting to the last look; versions oldest first. Raises ValueError when there is
    no version."""
    if not versions:
        raise ValueError("no version, no timeline")
    begin = min(version.first_seen for version in versions)
    end = max(until, *(version.first_seen for version in versions))
    severities = {change.after.number: change.severity for change in changes}
    span = max((end - begin).total_seconds(), 1.0)

    def place(at: datetime) -> float:
        share = (min(max(at, begin), end) - begin).total_seconds() / span
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 2)

    points = tuple(Point(place(version.first_seen), version, severities.get(version.number)) for version in versions)
    bars = tuple(
        Bar(place(gap.since), max(round(place(gap.until or end) - place(gap.since), 2), 0.2), gap)
        for gap in gaps
        if gap.until is None or gap.until > begin
    )
    return Timeline(begin, end, points, bars)


def gaps(looks: Sequence[LookCard]) -> tuple[Gap, ...]:
    """The runs of bad looks in a log that is newest first; oldest first."""
    found: list[Gap] = []
    since: datetime | None = None
    count, cause = 0, ""
    for look in reversed(looks):
        if look.event in _BAD:
            since = since or look.at
            count, cause = count + look.is_first, look.detail or cause
        elif since is not None:
            found.append(Gap(since, look.at, count, cause))
            since, count, cause = None, 0, ""
    if since is not None:
        found.append(Gap(since, None, count, cause))
    return tuple(found)


def months(looks: Sequence[LookCard]) -> tuple[Month, ...]:
    """The log counted by month, newest first."""
    counted: dict[str, list[int]] = {}
    for look in looks:
        tally = counted.setdefault(f"{look.at:%Y-%m}", [0, 0])
        tally[0] += look.is_first
        tally[1] += look.is_first and look.event not in _BAD
    return tuple(Month(name, total, good) for name, (total, good) in sorted(counted.items(), reverse=True))
