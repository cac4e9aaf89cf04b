"""Numbers that keep a list in its order, and leave whoever stays in it the number it has."""

from bisect import bisect_left
from collections.abc import Sequence

_GAP = 1_024  # between two numbers at first: ten times half of it is room for one more


def numbered(known: Sequence[int | None]) -> list[int]:
    """A rising number for each of a list, where some have one already: as many as can keep theirs. None: has none."""
    kept = _rising(known)
    found: list[int] = []
    at = 0
    while at < len(known):
        if at in kept:
            found.append(kept[at])
            at += 1
            continue
        end = next((place for place in range(at, len(known)) if place in kept), len(known))
        before = found[-1] if found else -_GAP
        after = kept.get(end, before + _GAP * (end - at + 1))
        step = (after - before) // (end - at + 1)
        if step == 0:
            return [place * _GAP for place in range(len(known))]  # no room: all begin anew
        found.extend(before + step * (place - at + 1) for place in range(at, end))
        at = end
    return found


def _rising(known: Sequence[int | None]) -> dict[int, int]:
    """The longest part of the list whose numbers rise as they are, by place."""
    ends: list[int] = []  # the least number a rising part of that length may end with
    places: list[int] = []  # and its place
    behind: dict[int, tuple[int, int | None]] = {}  # by place: its number, and the place before it
    for place, number in enumerate(known):
        if number is not None:
            length = bisect_left(ends, number)
            ends[length : length + 1] = [number]
            places[length : length + 1] = [place]
            behind[place] = number, places[length - 1] if length else None
    found: dict[int, int] = {}
    last = places[-1] if places else None
    while last is not None:
        found[last], last = behind[last]
    return found
