"""Printed lines to pieces: what wraps is joined, what is large or bold stands over the rest."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policy.model.readings import BlockKind
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.paper.hyphens import BROKEN, HYPHEN
from policy.reading.pieces import Piece
from policy.reading.printed import is_spaceless

_RAISED = 0.5  # of the size of the words: a note's number stands no higher over their line than this
_TOUCHING = 0.15  # of it: parts of a line that are nearer than this have no space between them
_CLOSING = ".,;:)"  # never have a space before them
_NEAR = 1.2  # of it: what lies further apart in a line stands in columns
_LARGER = 1.12  # than the body text: a heading by size
BOLD = 600  # weight of a face, 400 being the usual
Look = tuple[float, bool]  # size of the words in points, and whether they are bold
_NUMBERED = 2  # cells of a line of a numbered clause
_DEEPEST = 6  # level of a heading
LONGEST_HEADING = 160  # signs
_FULL = 0.8  # of the usual width: a line that long wraps, a shorter one ends its paragraph
_APART = 1.3  # of the usual step between lines
_HEADING_APART = 1.55  # of the size of a heading: its lines are no further apart
_SAME_SIZE = (
    0.97  # of the size of a heading: one that is no smaller is of its level, as pictures that were read tell sizes
)
_SMALLER = 0.6  # points that a bold line may be smaller than the body and still be a heading
_ENDS = (".", ":", ";", "!", "?", "。")
_CLOSED = (".", ":", "–", "—", "：", "。")  # end bold words that open a text as its heading
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.|er)?(?: de)? [^\W\d]+,?(?: de)? \d{4}$|[^\W\d]+ \d{1,2}, \d{4}$")
_NAME = re.compile(r"[^\W\d_]{2}")
_BULLET = re.compile(r"^[-*•‣◦▪●■·–—]\s+")


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


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a document is set: the usual step from line to line by the size of the words, the usual width, and the looks
    of its headings."""

    steps: dict[float, float]
    width: float
    levels: dict[Look, int]


def setting_of(lines: Sequence[PrintedLine]) -> Typesetting:
    """How most of the lines are set."""
    return Typesetting(_steps(lines), _usual_width(lines), levels_of(lines, lines))


def levels_of(lines: Iterable[PrintedLine], all_lines: Sequence[PrintedLine]) -> dict[Look, int]:
    """The looks of headings among lines, largest first, with their levels; bold in the body's size comes last."""
    body = body_size(all_lines)
    heavy = sum(len(line.text) for line in all_lines if line.weight >= BOLD)
    is_bold_usual = 2 * heavy > sum(len(line.text) for line in all_lines)
    looks = {look_of(line) for line in lines if len(line.text) <= LONGEST_HEADING}
    found = sorted(
        (
            look
            for look in looks
            if look[0] >= _LARGER * body or (look[1] and not is_bold_usual and look[0] > body - _SMALLER)
        ),
        reverse=True,
    )
    levels: dict[Look, int] = {}
    firsts: dict[bool, Look] = {}  # the largest look of the level under way, by whether it is bold
    for look in found:
        first = firsts.get(look[1])
        if first is None or look[0] < _SAME_SIZE * first[0]:
            firsts[look[1]] = look
            levels[look] = min(len(set(levels.values())) + 1, _DEEPEST)
        else:
            levels[look] = levels[first]
    return levels


def body_size(lines: Iterable[PrintedLine]) -> float:
    """The size most signs are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


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


def pieces_of(lines: Iterable[PrintedLine], setting: Typesetting) -> Iterator[Piece]:
    """Paragraphs and headings, words that were broken at line ends marked."""
    open_lines: list[PrintedLine] = []
    for line in lines:
        if open_lines and not _goes_on(open_lines[-1], line, setting):
            yield _piece(open_lines, setting.levels)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _piece(open_lines, setting.levels)


def _steps(lines: Sequence[PrintedLine]) -> dict[float, float]:
    """The most frequent step between two lines of one size, by the size."""
    found: dict[float, Counter[float]] = {}
    for before, line in pairwise(lines):
        size = round(line.size, 1)
        if before.page == line.page and line.top > before.top and round(before.size, 1) == size:
            found.setdefault(size, Counter())[round(line.top - before.top, 1)] += len(before.text)
    return {size: steps.most_common(1)[0][0] for size, steps in found.items()}


def _usual_width(lines: Sequence[PrintedLine]) -> float:
    """The width of lines that half of all signs stand in lines as wide as; most lines of a short list are narrow."""
    left = sum(len(line.text) for line in lines) / 2
    for line in sorted(lines, key=lambda line: line.width, reverse=True):
        left -= len(line.text)
        if left <= 0:
            return max(line.width, 1.0)
    return 1.0


def _goes_on(before: PrintedLine, line: PrintedLine, setting: Typesetting) -> bool:
    """Whether the line belongs to the paragraph of the line before."""
    if look_of(before) != look_of(line) and (look_of(before) in setting.levels or look_of(line) in setting.levels):
        return False
    step = line.top - before.top if before.page == line.page else None
    ends, is_numbered = ends_sentence(before.text), enumerator_of(line.text) is not None
    if _BULLET.match(line.text) or ((is_numbered or line.lead.endswith(_CLOSED)) and ends):
        return False
    if look_of(line) in setting.levels:
        return step is not None and step <= _HEADING_APART * line.size
    usual = setting.steps.get(round(line.size, 1), 0.0)
    if step is not None and usual and step > _APART * usual:
        return False
    is_full = before.width >= _FULL * setting.width
    return is_full and not (ends and step is None) if not line.text[0].islower() else is_full or not ends


def _piece(lines: Sequence[PrintedLine], levels: dict[Look, int]) -> Piece:
    text = wrapped(line.text for line in lines)
    level = levels.get(look_of(lines[0]))
    if level is not None and len(text) <= LONGEST_HEADING and not _DATE.match(text):
        return Piece(BlockKind.HEADING, text, level)
    return Piece(BlockKind.PARAGRAPH, text, lead=lines[0].lead)
