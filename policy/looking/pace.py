"""When a target is looked at next."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.model.looks import Event, Past, State

_BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 240, 720, 1440))
_SECOND_SIGHTINGS = (timedelta(hours=1), timedelta(hours=6))
_DAILY = 7  # tries, after which they are weekly
_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_YEAR = timedelta(days=365)
_QUIET_LOOKS = 10  # without news, after which an adapting pace slows down
_LATE = 1.5  # intervals without a look: we were away


@dataclass(frozen=True, slots=True)
class Pace:
    """The owner's rhythm: how soon a new text is seen again, and how far looks are spread (a share of the interval).

    When it adapts, a target is looked at sooner after a change and less often while it is quiet, between the bounds.
    """

    confirm_after: timedelta = timedelta(seconds=90)
    jitter: float = 0.1
    adapts: bool = False
    fastest: timedelta = timedelta(hours=6)
    slowest: timedelta = timedelta(days=7)

    def regular(self, target_id: str, interval: timedelta, now: datetime, last: datetime | None = None) -> datetime:
        """The next slot, spread by a share that depends on nothing but target and time.

        After a time without looks all targets come at once, and would ever after: they are spread over half an
        interval again.
        """
        seed = hashlib.sha256(f"{target_id} {now.isoformat()}".encode()).digest()
        share = int.from_bytes(seed[:8], "big") / 2**64 * 2 - 1
        if last is not None and now - last > interval * _LATE:
            return now + interval * (0.75 + 0.25 * share)
        return now + interval * (1 + self.jitter * share)

    def after_failures(self, failures: int, interval: timedelta, now: datetime) -> datetime:
        """The next try after so many failures in a row: once soon, then backing off, at least weekly.

        The first failure is tried again as soon as a new text would be: most failures of the web are over by then.
        """
        if failures <= 1:
            return now + min(self.confirm_after, interval)
        return self.after_refusals(failures - 1, now)

    def after_refusals(self, refusals: int, now: datetime) -> datetime:
        """The next try after a host asked for patience so many times without saying how long."""
        if refusals <= len(_BACK_OFF):
            return now + _BACK_OFF[max(0, refusals - 1)]
        return now + (timedelta(days=1) if refusals <= len(_BACK_OFF) + _DAILY else _WEEK)

    def after_doubt(self, sightings: int, interval: timedelta, now: datetime) -> datetime:
        """When a startling text is looked at again: after an hour, six hours, then the regular slot."""
        if sightings <= len(_SECOND_SIGHTINGS):
            return now + min(_SECOND_SIGHTINGS[sightings - 1], interval)
        return now + interval

    def after_absence(self, state: State, looks: int, since: datetime, slot: datetime, now: datetime) -> datetime:
        """When a page that is there for others, or for nobody, is asked for again: at two more slots and then weekly;
        once it is gone weekly, and monthly after a year, for ever."""
        if state is State.GONE:
            return max(slot, now + (_MONTH if now - since > _YEAR else _WEEK))
        return slot if looks < 3 else max(slot, now + _WEEK)

    def interval(self, past: Past, wanted: timedelta) -> timedelta:
        """The interval in use: the owner's, or what it has been adapted to."""
        if not self.adapts or past.pace is None:
            return wanted
        return self._bounded(past.pace, wanted)

    def adapted(self, past: Past, event: Event, wanted: timedelta) -> Past:
        """The pace after one more look: half the interval after a change, half as long again after ten quiet looks."""
        if not self.adapts:
            return past if past.pace is None and not past.still else replace(past, pace=None, still=0)
        used = self.interval(past, wanted)
        if event in (Event.CHANGED, Event.RETURNED):
            return replace(past, pace=self._bounded(used / 2, wanted), still=0)
        if event is not Event.UNCHANGED:
            return past
        if past.still + 1 < _QUIET_LOOKS:
            return replace(past, still=past.still + 1)
        return replace(past, pace=self._bounded(used * 1.5, wanted), still=0)

    def _bounded(self, interval: timedelta, wanted: timedelta) -> timedelta:
        """Within the bounds, which are never narrower than what the owner wants of this target."""
        return max(min(self.fastest, wanted), min(max(self.slowest, wanted), interval))


def is_whole_page_due(full_at: datetime | None, next_check_at: datetime, interval: timedelta) -> bool:
    """Whether the next look must bring the page whole, because by the one after it a week without would have passed: a
    server with wrong validators (RFC 9110 §13) would otherwise hide changes for ever."""
    return full_at is None or next_check_at + interval - full_at > _WEEK
