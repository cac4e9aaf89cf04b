"""How deep headings stand whose mark-up does not say so: by what stands above them, by what they look like, and by
their numbers."""

from collections.abc import Sequence

from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import CALLED, HEADING, Piece

DEEPEST = 6  # level of a heading


class Levels:
    """The headings open at a place, outermost first; one that looks like an open one stands where that does, and one
    that its class calls a title where it stood beside headings that are marked."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        self._peers: dict[str, int] = {}  # the looks of such titles, with the level of those they stood beside

    def mark(self, level: int, look: str = "") -> None:
        """A heading stands here whose level is known."""
        while self._open and self._open[-1][1] >= level:
            closed, was = self._open.pop()
            if was == level and closed.startswith(CALLED):
                self._peers[closed] = level
        self._open.append((look, level))

    def level_of(self, look: str) -> int:
        """The level of a heading of that look; one that looks like no other ("") is beside the last of a look."""
        for at, (other, level) in enumerate(self._open):
            if look and look == other:
                del self._open[at + 1 :]
                return level
        if look in self._peers:
            self.mark(self._peers[look], look)
            return self._peers[look]
        if not look and self._open and self._open[-1][0]:
            return self._open[-1][1]
        below = min((self._open[-1][1] if self._open else 1) + 1, DEEPEST)
        if look:
            self._open.append((look, below))
        return below


def counted_alike(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with headings on one level that are marked as of two and count on from one to the next, whichever of
    the two they are of: the labels of what unfolds stand beside other sections, whatever tag they are made of."""
    counted = [
        (at, sign)
        for at, one in enumerate(pieces)
        if one.kind is HEADING and (sign := enumerator_of(one.text)) is not None
    ]
    ranks = {at: min(sign.ranks) for at, sign in counted}
    levels = {pieces[at].level for at in ranks}
    if len(levels) != len(("one", "other")) or len({sign.style for _, sign in counted}) > 1:
        return pieces
    is_one_row = [*ranks.values()] == [*range(1, len(ranks) + 1)]
    own = [[rank for at, rank in ranks.items() if pieces[at].level == level] for level in sorted(levels)]
    if not is_one_row or any(row == [*range(row[0], row[0] + len(row))] for row in own):
        return pieces
    level = min(levels)
    return [one._replace(level=level) if at in ranks else one for at, one in enumerate(pieces)]


class Counts:
    """The numbers met so far: what counts on stands beside the number before it, and 3.1 below 3."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, ...], tuple[int, int]] = {}  # below each number the last place, and its level

    def note(self, text: str, level: int) -> None:
        """A heading with this text stands at the level."""
        if path := _path_of(text):
            self._last[path[:-1]] = path[-1], level

    def level_of(self, text: str) -> int | None:
        """The level its number says; None: it says none."""
        path = _path_of(text)
        if not path:
            return None
        *above, place = path
        last, level = self._last.get(tuple(above), (None, 0))
        if last is not None and last + 1 == place:
            return level
        if not above:
            return None
        last, level = self._last.get(tuple(above[:-1]), (None, 0))
        return min(level + 1, DEEPEST) if last == above[-1] else None


def _path_of(text: str) -> tuple[int, ...]:
    sign = enumerator_of(text)
    if sign is None:
        return ()
    return sign.path or ((min(sign.ranks),) if sign.style == "1." else ())
