"""Enumerated pieces as series: which belong together, how deep, and whether they are headings or a list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from policy.reading.outline.enumerators import Enumerator, enumerator_of
from policy.reading.pieces import Piece

_AHEAD = 50  # signs looked at for a child by path
_DEEPEST = 8  # series within series: real documents stop at five
_TITLE = 200  # characters up to which an enumerated line may be a heading
_GAP = 3  # places a series may skip: sections are left out in translations and edits
_LATEST_START = 3  # the place a series may begin at when its first members are lost
_WITH_BODY = 0.5  # of a series's members: text follows them before the next member does
_CLAUSES = 3  # long numbered paragraphs that make an outline of clauses
_SENTENCES = 0.3  # of a series's members may end like sentences and be headings all the same


@dataclass(slots=True)
class Series:
    """One run of enumerated pieces under one parent; `at` are their places among the pieces."""

    style: str
    parent: "Series | None"
    depth: int
    at: list[int] = field(default_factory=list)
    last: int = 0
    is_outline: bool = False


def series_of(
    pieces: Sequence[Piece], skipped: frozenset[int], anew: Collection[int] = ()
) -> dict[int, tuple[Enumerator, Series]]:
    """Each enumerated piece with its series; pieces in `skipped` (a table of contents) take no part, and at those in
    `anew` another document begins."""
    signs = {
        at: sign
        for at, piece in enumerate(pieces)
        if at not in skipped and not piece.cells and (sign := enumerator_of(piece.text)) is not None
    }
    stacker = _Stacker(signs, anew)
    placed = {at: (signs[at], series) for at in signs if (series := stacker.place(at)) is not None}
    every = {id(series): series for _, series in placed.values()}
    for series in sorted(every.values(), key=lambda series: series.depth):
        series.is_outline = _is_outline(series, pieces, placed)
    return placed


class _Stacker:
    """Keeps the series that are open at a place, outermost first."""

    def __init__(self, signs: Mapping[int, Enumerator], anew: Collection[int]) -> None:
        self._signs = signs
        self._anew = anew
        self._order = sorted(signs)
        self._index = {at: index for index, at in enumerate(self._order)}
        self._open: list[Series] = []
        self._lasts: dict[str, int] = {}  # of each style the place last counted: articles count on through chapters

    def place(self, at: int) -> Series | None:
        """The series a sign belongs to; None: it stands in no series and is part of the text."""
        sign = self._signs[at]
        if at in self._anew:
            self._open, self._lasts = [], {}
        series = self._by_path(sign) if sign.path else self._in_order(at, sign)
        if series is not None:
            series.at.append(at)
            self._lasts[sign.style] = series.last
        return series

    def _by_path(self, sign: Enumerator) -> Series:
        """3.1.2 says itself where it stands: below 3.1, which may not be printed."""
        depth = len(sign.path)
        style = "1.1" + ".1" * (depth - 2)
        self._open = [
            series for series in self._open if series.depth < depth or (series.depth == depth and series.style == style)
        ]
        if not self._open or self._open[-1].style != style or self._open[-1].last >= sign.path[-1]:
            self._open = [series for series in self._open if series.depth < depth]
            self._open.append(Series(style, self._open[-1] if self._open else None, depth))
        series = self._open[-1]
        series.last = sign.path[-1]
        return series

    def _in_order(self, at: int, sign: Enumerator) -> Series | None:
        same = [series for series in self._open if series.style == sign.style]
        if len(same) > 1 and self._has_children_by_path(at, sign):
            return self._continued(same[0], sign)
        for series in reversed(same):
            if series.last + 1 in sign.ranks:
                return self._continued(series, sign)
        if 1 in sign.ranks:
            return self._opened(sign, 1)
        for series in reversed(same):
            if any(series.last < rank <= series.last + _GAP for rank in sign.ranks):
                return self._continued(series, sign)
        if not same and self._open and self._lasts.get(sign.style, 0) + 1 in sign.ranks:
            return self._opened(sign, self._lasts[sign.style] + 1)
        first = min(sign.ranks)
        return self._opened(sign, first) if first <= _LATEST_START and not same else None

    def _has_children_by_path(self, at: int, sign: Enumerator) -> bool:
        """Whether the next path after "3." is "3.1": then it is the outer 3, whatever the inner series counts."""
        first = self._index[at] + 1
        for later in self._order[first : first + _AHEAD]:
            if self._signs[later].path:
                return self._signs[later].path[0] in sign.ranks
            if self._signs[later].style == sign.style:
                return False
        return False

    def _continued(self, series: Series, sign: Enumerator) -> Series:
        del self._open[self._open.index(series) + 1 :]
        series.last = min((rank for rank in sign.ranks if rank > series.last), default=series.last + 1)
        return series

    def _opened(self, sign: Enumerator, rank: int) -> Series:
        del self._open[_DEEPEST - 1 :]
        parent = self._open[-1] if self._open else None
        series = Series(sign.style, parent, parent.depth + 1 if parent else 1, last=rank)
        self._open.append(series)
        return series


def _is_outline(series: Series, pieces: Sequence[Piece], placed: Mapping[int, tuple[Enumerator, Series]]) -> bool:
    """Whether a series's members are headings (or clauses), not the items of a list."""
    if series.parent is not None and not series.parent.is_outline:
        return False
    if series.style.startswith("1.1") or len(series.style) > len("(1)") or series.style == "§":
        return True  # paths and named articles are how documents number their clauses, never how they list
    rests = [placed[at][0].rest for at in series.at]
    is_top = series.parent is None and series.style.startswith(("1", "一"))
    if is_top and len(series.at) >= _CLAUSES:
        return True
    if (
        median(len(rest) for rest in rests) > _TITLE
        or sum(rest.endswith((";", ",", "；", "，", "、")) for rest in rests) > 1
    ):
        return False
    if sum(rest.endswith((".", ";", "。", "；")) for rest in rests) > _SENTENCES * len(rests):
        return False
    bodies = [at + 1 < len(pieces) and (at + 1 not in placed or placed[at + 1][1] is not series) for at in series.at]
    if len(bodies) > 1:
        bodies = bodies[:-1]  # anything may follow the last one
    return sum(bodies) >= _WITH_BODY * len(bodies)
