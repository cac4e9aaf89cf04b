"""How a document is set, and its lines as pieces: what wraps is joined, what is large or bold stands over the rest."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policy.model.readings import BlockKind
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.paper.lines import BOLD, Look, PrintedLine, ends_sentence, look_of, wrapped
from policy.reading.pieces import Piece

_LARGER = 1.12  # than the body text: a heading by size
_DEEPEST = 6  # level of a heading
LONGEST_HEADING = 160  # signs
_FULL = 0.8  # of the usual width: a line that long wraps, a shorter one ends its paragraph
_APART = 1.3  # of the usual step between lines
_HEADING_APART = 1.55  # of the size of a heading: its lines are no further apart
# Of the size of a heading: one that is no smaller is of its level, as pictures that were read tell sizes.
_SAME_SIZE = 0.97
_SMALLER = 0.6  # points that a bold line may be smaller than the body and still be a heading
_CLOSED = (".", ":", "–", "—", "：", "。")  # end bold words that open a text as its heading
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.|er)?(?: de)? [^\W\d]+,?(?: de)? \d{4}$|[^\W\d]+ \d{1,2}, \d{4}$")
_BULLET = re.compile(r"^[-*•‣◦▪●■·–—]\s+")


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a document is set: the usual step from line to line by the size of the words, the usual width, and the looks
    of its headings."""

    steps: dict[float, float]
    width: float
    levels: dict[Look, int]


def typesetting_of(lines: Sequence[PrintedLine]) -> Typesetting:
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
