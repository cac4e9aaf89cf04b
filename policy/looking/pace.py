"""When a target is looked at next."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

_BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 240, 720, 1440))
_SECOND_SIGHTINGS = (timedelta(hours=1), timedelta(hours=6))


@dataclass(frozen=True, slots=True)
class Pace:
    """The owner's rhythm: how soon a new text is seen again, and how far looks are spread (a share of the interval)."""

    confirm_after: timedelta = timedelta(seconds=90)
    jitter: float = 0.1

    def regular(self, target_id: str, interval: timedelta, now: datetime) -> datetime:
        """The next slot, spread by a share that depends on nothing but target and time."""
        seed = hashlib.sha256(f"{target_id} {now.isoformat()}".encode()).digest()
        share = int.from_bytes(seed[:8], "big") / 2**64 * 2 - 1
        return now + interval * (1 + self.jitter * share)

    def after_failures(self, failures: int, interval: timedelta, now: datetime) -> datetime:
        """The next try after so many failures in a row: once soon, then backing off, at least weekly.

        The first failure is tried again as soon as a new text would be: most failures of the web are over by then.
        """
        if failures <= 1:
            return now + min(self.confirm_after, interval)
        if failures <= len(_BACK_OFF) + 1:
            return now + _BACK_OFF[failures - 2]
        return now + (timedelta(days=1) if failures <= len(_BACK_OFF) + 8 else timedelta(days=7))

    def after_doubt(self, sightings: int, interval: timedelta, now: datetime) -> datetime:
        """When a startling text is looked at again: after an hour, six hours, then the regular slot."""
        if sightings <= len(_SECOND_SIGHTINGS):
            return now + min(_SECOND_SIGHTINGS[sightings - 1], interval)
        return now + interval
