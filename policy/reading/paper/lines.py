"""Printed lines to pieces: what repeats at the edges of pages is left out, what wraps is joined, what is large or bold
stands over the rest."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from policy.knowledge.wording import pattern
from policy.model.readings import BlockKind, Dropped
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.paper.hyphens import BROKEN, HYPHEN
from policy.reading.pieces import Piece

_PAGE_NUMBER = re.compile(
    rf"^\W*{pattern('page')}?\s*(?:\d{{1,4}}|[ivxlc]{{1,6}})(?:\s*{pattern('of-pages')}\s*\d{{1,4}})?\W*$",
    re.IGNORECASE,
)
_EDGE = 2  # lines at the top and bottom of a page that may be running heads
_PAGES = 3  # that must carry the same line
_SHARE = 0.5  # of the pages, at least, that must carry it
_LARGER = 1.12  # than the body text: a heading by size
BOLD = 600  # weight of a face, 400 being the usual
_LONGEST_HEADING = 160  # signs
_FULL = 0.8  # of the usual width: a line that long wraps, a shorter one ends its paragraph
_APART = 1.6  # of the usual step between lines
_ENDS = (".", ":", ";", "!", "?", "。")
_BULLET = re.compile(r"^[-*•‣◦▪●■·–—]\s+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line that stand together, with their left and right edge in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line; sizes in points, `top` counted from the top of its page."""

    text: str
    size: float
    weight: int
    width: float
    top: float
    page: int
    cells: tuple[Cell, ...] = ()  # more than one: wide gaps are between them


def body_of(pages: Sequence[Sequence[PrintedLine]]) -> tuple[list[PrintedLine], list[Dropped]]:
    """The lines of the document itself, and those that only belong to its pages."""
    heads = _running_heads(pages)
    kept: list[PrintedLine] = []
    dropped: list[Dropped] = []
    for lines in pages:
        edge = _edge(lines)
        for at, line in enumerate(lines):
            is_edge = at < edge or at >= len(lines) - edge
            if is_edge and _shape(line) in heads:
                dropped.append(Dropped("page header or footer", line.text))
            elif is_edge and is_page_number(line.text) and len(lines) > 1:
                dropped.append(Dropped("page number", line.text))
            else:
                kept.append(line)
    return kept, dropped


def is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.match(text) is not None


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the usual step from line to line, the usual width, and the looks of its headings."""

    step: float
    width: float
    levels: dict[tuple[float, bool], int]


def setting_of(lines: Sequence[PrintedLine]) -> Setting:
    """How most of the lines are set."""
    if not lines:
        return Setting(0.0, 1.0, {})
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    width = max(median(line.width for line in lines), 1.0)
    return Setting(_step(lines), width, _levels(lines, sizes.most_common(1)[0][0]))


def pieces_of(lines: Iterable[PrintedLine], setting: Setting) -> Iterator[Piece]:
    """Paragraphs and headings, words that were broken at line ends marked."""
    open_lines: list[PrintedLine] = []
    for line in lines:
        if open_lines and not _goes_on(open_lines[-1], line, setting):
            yield _piece(open_lines, setting.levels)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _piece(open_lines, setting.levels)


def _running_heads(pages: Sequence[Sequence[PrintedLine]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for lines in pages:
        edge = _edge(lines)
        seen.update({_shape(line) for line in (*lines[:edge], *lines[len(lines) - edge :])})
    asked = max(_PAGES, _SHARE * len(pages))
    return frozenset(shape for shape, times in seen.items() if times >= asked)


def _edge(lines: Sequence[PrintedLine]) -> int:
    return min(_EDGE, (len(lines) + 1) // 4)


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("0", line.text)


def _step(lines: Sequence[PrintedLine]) -> float:
    steps = [
        after.top - before.top
        for before, after in pairwise(lines)
        if before.page == after.page and after.top > before.top
    ]
    return Counter(round(step, 1) for step in steps).most_common(1)[0][0] if steps else 0.0


def _levels(lines: Sequence[PrintedLine], size: float) -> dict[tuple[float, bool], int]:
    """The looks of headings, largest first, with their levels; bold in the body's size comes last."""
    looks = {_look(line) for line in lines if len(line.text) <= _LONGEST_HEADING}
    heavy = sum(len(line.text) for line in lines if line.weight >= BOLD)
    regular = 2 * heavy > sum(len(line.text) for line in lines)
    larger = sorted({look for look in looks if look[0] >= _LARGER * size}, reverse=True)
    bold = [] if regular else [(look, is_bold) for look, is_bold in looks if is_bold and abs(look - size) < 0.6]
    return {look: min(level, 6) for level, look in enumerate([*larger, *sorted(bold, reverse=True)], 1)}


def _look(line: PrintedLine) -> tuple[float, bool]:
    return round(line.size, 1), line.weight >= BOLD


def _goes_on(before: PrintedLine, line: PrintedLine, setting: Setting) -> bool:
    """Whether the line belongs to the paragraph of the line before."""
    step, width, levels = setting.step, setting.width, setting.levels
    if _look(before) != _look(line) and (_look(before) in levels or _look(line) in levels):
        return False
    if _BULLET.match(line.text) or (enumerator_of(line.text) is not None and before.text.endswith(_ENDS)):
        return False
    if _look(line) in levels:
        return before.page == line.page and line.top - before.top <= _APART * max(step, line.size)
    if before.page == line.page and step and line.top - before.top > _APART * step:
        return False
    ends = before.text.endswith(_ENDS)
    if line.text[0].islower():
        return not ends or before.width >= _FULL * width
    return before.width >= _FULL * width and not (ends and before.page != line.page)


def _piece(lines: Sequence[PrintedLine], levels: dict[tuple[float, bool], int]) -> Piece:
    text = lines[0].text
    for line in lines[1:]:
        is_broken = text.endswith(HYPHEN) and text[-2:-1].isalpha() and line.text[0].isalpha()
        text = text[:-1] + BROKEN + line.text if is_broken else f"{text} {line.text}"
    level = levels.get(_look(lines[0]))
    if level is not None and len(text) <= _LONGEST_HEADING:
        return Piece(BlockKind.HEADING, text, level)
    return Piece(BlockKind.PARAGRAPH, text)
