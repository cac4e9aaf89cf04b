"""Memory that is free again goes back to the system.

Threads take memory in turn from heaps of their own, and glibc keeps what they free: in a month of looks what was in use
stayed the same, and what was free and held grew by a tenth of the whole.
"""

import ctypes
from collections.abc import Callable
from datetime import datetime, timedelta

_EVERY = timedelta(hours=1)


def trim() -> bool:
    """Whether something was given back; False, too, where the C library knows no such thing."""
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc; neither musl nor macOS has it
    return give_back is not None and give_back(0) == 1


class Thrift:
    """Gives back at most once an hour; a few milliseconds each time."""

    def __init__(self, give_back: Callable[[], object] = trim) -> None:
        self._give_back = give_back
        self._last: datetime | None = None  # None: never

    def heed(self, now: datetime) -> None:
        """What is free is given back, if that was not done within the hour."""
        if self._last is None or not timedelta() <= now - self._last < _EVERY:
            self._give_back()
            self._last = now
