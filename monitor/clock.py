"""The only clock of the program; everything below is given its times."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_SLACK = timedelta(minutes=1)  # by which clocks are set right all the time


def now() -> datetime:
    return datetime.now(UTC)


class Setbacks:
    """Notices that the clock was set back: it shows less time gone by than has."""

    def __init__(self, clock: Callable[[], datetime] = now, steady: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._steady = steady
        self._seen = (clock(), steady())

    def by(self) -> timedelta:
        """How far it was since this was asked last; nothing: it was not."""
        (then, before), self._seen = self._seen, (self._clock(), self._steady())
        back = then + timedelta(seconds=self._seen[1] - before) - self._seen[0]
        return back if back > _SLACK else timedelta()
