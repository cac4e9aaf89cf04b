"""Which version of a document stood at a moment, and how far that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from policy.model.looks import Event, VersionCause
from policy.model.shelf import LookCard, VersionCard

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a document said at a moment, as far as somebody looked. Each is None when there is none."""

    day: date
    at: datetime  # the end of the day, or now while it lasts
    version: VersionCard | None  # the last one first seen until then
    following: VersionCard | None  # the next one that is kept
    read_before: LookCard | None  # the last look until then that read the text
    read_after: LookCard | None  # the first one since
    came: tuple[VersionCard, ...]  # the versions first seen on this day, the oldest first

    @property
    def begin(self) -> datetime:
        return _begin(self.day)

    @property
    def is_over(self) -> bool:
        return self.at == self.begin + _DAY

    @property
    def is_same_after(self) -> bool:
        """The next look that read the page found the same text: so it stood all the time between."""
        seen, version, following = self.read_after, self.version, self.following
        if seen is None or version is None or seen.event is not Event.UNCHANGED:
            return False
        is_ours = following is not None and following.cause is VersionCause.TECHNICAL
        return seen.version == version.number or is_ours

    @property
    def has_gone(self) -> bool:
        """Versions between this one and the next are not kept any more; one of them may be the one that stood."""
        pair = self.version, self.following
        return pair[0] is not None and pair[1] is not None and pair[1].number > pair[0].number + 1


def ends(day: date, now: datetime) -> datetime | None:
    """The moment a day (UTC) is over, or now while it lasts; None: it has not begun."""
    return min(_begin(day) + _DAY, now) if _begin(day) <= now else None


def dated(
    day: date, at: datetime, versions: Sequence[VersionCard], seen: tuple[LookCard | None, LookCard | None]
) -> Dated:
    """What stood at that moment. `versions` are all that are kept, newest first, and `seen` the looks around it."""
    until = [version for version in versions if version.first_seen < at]
    since = [version for version in versions if version.first_seen >= at]
    return Dated(
        day=day,
        at=at,
        version=until[0] if until else None,
        following=since[-1] if since else None,
        read_before=seen[0],
        read_after=seen[1],
        came=tuple(version for version in reversed(until) if version.first_seen >= _begin(day)),
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
