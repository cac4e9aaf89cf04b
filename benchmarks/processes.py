"""What this process and all that came of it take: readers, and what they are forked from."""

import multiprocessing
import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu(farm: int) -> float:
    """CPU seconds of this process and of all that came of it, but for the farm of that number: readers, what they are
    forked from, and those that ended and were waited for."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    waiting = [os.getpid()]
    while waiting:
        for child in _children(waiting.pop()):
            if child != farm:
                spent += _spent(child)
                waiting.append(child)
    return spent


def _spent(process: int) -> float:
    """CPU seconds of a process and of those it waited for; what has ended since, its parent counts."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS  # proc(5), counted from the state: utime, stime, cutime, cstime


def readers_peak() -> float:
    """MiB that the largest reader ever held (proc(5): VmHWM). The farm and the reference are none."""
    told = (Path(f"/proc/{child.pid}/status").read_text("utf-8") for child in multiprocessing.active_children())
    return max((int(one.partition("VmHWM:")[2].split()[0]) for one in told), default=0) / 1024


def _children(process: int) -> Iterator[int]:
    for children in Path("/proc").glob(f"{process}/task/*/children"):
        with suppress(FileNotFoundError):  # it has ended since
            yield from map(int, children.read_text("ascii").split())
