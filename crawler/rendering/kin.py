"""Processes that came of one, whatever groups and sessions they made for themselves."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path


def kin_of(pid: int) -> tuple[int, ...]:
    """All processes below it that run now; nothing where the system does not say so in /proc."""
    children: dict[int, list[int]] = defaultdict(list)
    for child, parent in _parents():
        children[parent].append(child)
    found, within = [], [pid]
    while within:
        below = children[within.pop()]
        found += below
        within += below
    return tuple(found)


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = entry.read_text("utf-8", "replace")
        except OSError:
            continue  # it has ended since
        yield int(entry.parent.name), int(told.rpartition(")")[2].split()[1])  # proc(5): its name may hold anything
