"""Memory that is free again goes back to the system.

Threads take memory in turn from heaps of their own, and glibc keeps what they free: in a month of looks what was in use
stayed the same, and what was free and held grew by a tenth of the whole. What is free in the middle of a heap does not
go back at all, so that bodies, which come and go, lie apart.
"""

import ctypes
from collections.abc import Callable
from datetime import datetime, timedelta

_EVERY = timedelta(hours=1)
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # parameters of mallopt(3)
_LARGE = 128 * 1024  # bytes: glibc's own first value, which it raises with every large block that is freed
_HEAPS = 2  # one for the loop, and one for the threads, of which one at a time runs anyway


def bound() -> bool:
    """Whether a body lies apart from now on, and goes back to the system when it is let go, and threads share a heap;
    False where the C library knows no such thing."""
    set_ = getattr(ctypes.CDLL(None), "mallopt", None)
    wishes = ((_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE), (_ARENA_MAX, _HEAPS))
    return set_ is not None and all(set_(name, value) == 1 for name, value in wishes)


def trim() -> bool:
    """Whether something was given back; False, too, where the C library knows no such thing."""
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc; neither musl nor macOS has it
    return give_back is not None and give_back(0) == 1


class Thrift:
    """Bounds the heaps at first; then gives back at most once an hour, a few milliseconds each time."""

    def __init__(self, give_back: Callable[[], object] = trim, bind: Callable[[], object] = bound) -> None:
        self._give_back = give_back
        self._bind = bind
        self._last: datetime | None = None  # None: never

    def heed(self, now: datetime) -> None:
        """What is free is given back, if that was not done within the hour."""
        if self._last is None:
            self._bind()
        if self._last is None or not timedelta() <= now - self._last < _EVERY:
            self._give_back()
            self._last = now
