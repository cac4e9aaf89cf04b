"""Printed lines, as a page has them: their cells, their looks, and what of them stands in one line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policy.reading.outline.enumerators import enumerator_of
from policy.reading.paper.hyphens import BROKEN, HYPHEN
from policy.reading.printed import is_spaceless

_RAISED = 0.5  # of the size of the words: a note's number stands no higher over their line than this
_TOUCHING = 0.15  # of it: parts of a line that are nearer than this have no space between them
_CLOSING = ".,;:)"  # never have a space before them
_NEAR = 1.2  # of it: what lies further apart in a line stands in columns
BOLD = 600  # weight of a face, 400 being the usual
Look = tuple[float, bool]  # size of the words in points, and whether they are bold
_NUMBERED = 2  # cells of a line of a numbered clause
_ENDS = (".", ":", ";", "!", "?", "。")
_NAME = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line that stand together, with their left and right edge in points, and the size and weight of their
    first letter where a line has several."""

    text: str
    left: float
    right: float
    size: float = 0.0
    weight: int = 0

    @property
    def look(self) -> Look:
        return round(self.size, 1), self.weight >= BOLD


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line; sizes in points, `top` is its baseline counted from the top of its page, `weight` that of its
    lighter end."""

    text: str
    size: float
    weight: int
    width: float
    top: float
    page: int
    cells: tuple[Cell, ...] = ()  # more than one: wide gaps are between them
    lead: str = ""  # its bold opening words, where others follow


def parted(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines, with a heading that is printed beside its text as a line of its own: its words look otherwise, and no
    word stands below it, as there does in a table."""
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        if not _is_beside_text(line) or (after is not None and _is_below(line, after)):
            yield line
            continue
        for cells in (line.cells[:1], line.cells[1:]):
            text, width = " ".join(cell.text for cell in cells), cells[-1].right - cells[0].left
            yield replace(
                line, text=text, size=cells[0].size, weight=cells[0].weight, width=width, cells=cells, lead=""
            )


def _is_beside_text(line: PrintedLine) -> bool:
    """Whether its first words look otherwise than all others."""
    looks = [cell.look for cell in line.cells]
    return len(looks) > 1 and looks[0] not in looks[1:] and len(set(looks[1:])) == 1 and looks[0][0] > 0


def _is_below(line: PrintedLine, after: PrintedLine) -> bool:
    """Whether the line after it has words below its first ones."""
    left = line.cells[0].left
    return after.page == line.page and any(abs(cell.left - left) <= line.size for cell in after.cells)


def behind_number(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The words of a line, those that stand far behind the number of their clause in one with it."""
    if len(cells) != _NUMBERED:
        return cells
    number, words = cells
    if number.look != words.look and _NAME.search(number.text):
        return cells  # a heading beside its text
    text = f"{number.text} {words.text}"
    found = enumerator_of(text)
    is_number = found is not None and found.rest.strip() == words.text
    return (replace(number, text=text, right=words.right),) if is_number else cells


def in_one(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines, with what stands raised or lowered in one, such as the number of a note, as part of it."""
    before: PrintedLine | None = None
    for line in lines:
        if before is not None and _is_same_line(before, line):
            before = _with(before, line)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _is_same_line(before: PrintedLine, line: PrintedLine) -> bool:
    size = max(before.size, line.size)
    if not before.cells or not line.cells or abs(line.top - before.top) > _RAISED * size:
        return False
    return -_NEAR * size < line.cells[0].left - before.cells[-1].right < _NEAR * size


def _with(line: PrintedLine, part: PrintedLine) -> PrintedLine:
    last, first = line.cells[-1], part.cells[0]
    is_apart = first.left - last.right > _TOUCHING * max(line.size, part.size) and part.text[0] not in _CLOSING
    space = " " if is_apart else ""
    cell = Cell(f"{last.text}{space}{first.text}", last.left, first.right)
    main = line if line.size >= part.size else part
    return replace(
        main,
        text=f"{line.text}{space}{part.text}",
        width=line.width + part.width,
        cells=(*line.cells[:-1], cell, *part.cells[1:]),
        lead=line.lead,
    )


def look_of(line: PrintedLine) -> Look:
    return round(line.size, 1), line.weight >= BOLD


def ends_sentence(text: str) -> bool:
    return text.endswith(_ENDS)


def wrapped(lines: Iterable[str]) -> str:
    """Lines as one text: words that were broken at their ends marked, no space where the script has none."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text.endswith(HYPHEN) and text[-2:-1].isalpha() and line[0].isalpha():
            text = text[:-1] + BROKEN + line
        elif is_spaceless(text[-1]) and is_spaceless(line[0]):
            text += line
        else:
            text += f" {line}"
    return text
