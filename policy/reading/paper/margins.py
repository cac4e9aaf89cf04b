"""What belongs to the pages of a PDF and not to its document: running heads and feet, page numbers, and a table of
contents, which changes with every page that is added."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from policy.knowledge.wording import pattern
from policy.model.readings import Dropped
from policy.reading.lexicon import is_contents_label
from policy.reading.paper.lines import PrintedLine
from policy.reading.paper.typesetting import body_size

_PAGE_NUMBER = re.compile(
    rf"^\W*{pattern('page')}?\s*(?:\d{{1,4}}|[ivxlc]{{1,6}})(?:\s*{pattern('of-pages')}\s*\d{{1,4}})?\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[.…·_‥](?:\s?[.…·_‥]){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)  # of a table of contents
_EDGE = 2  # lines at the top and bottom of a page that may be running heads
_PAGES = 3  # that must carry the same line
_SHARE = 0.5  # of the pages, at least, that must carry it
_SMALL = 0.9  # of the size of the body: set smaller than that, it is a running head on both of two pages
_SAME_PLACE = 1.0  # points: standing no further from the same place, it is one there as well
_SAME_EDGE = 2.0  # points between the right edges of entries of a table of contents
_FIGURES = 6  # of a number, the last
_PAGE_AT_END = re.compile(r"\S\s+\d{1,4}$")
_DIGITS = re.compile(r"\d+")


def body_of(pages: Sequence[Sequence[PrintedLine]]) -> tuple[list[PrintedLine], list[Dropped]]:
    """The lines of the document itself, and those that only belong to its pages."""
    body = body_size([line for lines in pages for line in lines])
    heads = _running_heads(pages, body)
    kept: list[PrintedLine] = []
    dropped: list[Dropped] = []
    for lines in pages:
        edge = _edge(lines)
        contents = _contents(lines)
        for at, line in enumerate(lines):
            is_edge = at < edge or at >= len(lines) - edge
            if is_edge and _shape(line) in heads:
                dropped.append(Dropped("page header or footer", line.text))
            elif is_edge and len(lines) > 1 and _has_page_number(line, body):
                dropped.append(Dropped("page number", line.text))
            elif at in contents:
                dropped.append(Dropped("table of contents", line.text))
            else:
                kept.append(line)
    return kept, dropped


def is_entry(text: str) -> bool:
    """Whether it leads to a page by a row of dots."""
    return _ENTRY.search(text) is not None


def _contents(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """The places of the lines of a table of contents: those that lead to a page by a row of dots, those beside them
    whose number of a page stands below or above theirs, and what the whole is called."""
    found = {at for at, line in enumerate(lines) if is_entry(line.text)}
    for way in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for at in way:
            if at not in found and any(_is_beside(lines[at], lines[one]) for one in (at - 1, at + 1) if one in found):
                found.add(at)
    return frozenset({*found, *(at - 1 for at in found if at and is_contents_label(lines[at - 1].text))})


def _is_beside(line: PrintedLine, entry: PrintedLine) -> bool:
    is_numbered = _PAGE_AT_END.search(line.text) is not None and bool(line.cells and entry.cells)
    return is_numbered and abs(line.cells[-1].right - entry.cells[-1].right) <= _SAME_EDGE


def _has_page_number(line: PrintedLine, body: float) -> bool:
    is_small = line.size < _SMALL * body
    return is_page_number(line.text) or (is_small and any(is_page_number(cell.text) for cell in line.cells))


def is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.match(text) is not None


def _running_heads(pages: Sequence[Sequence[PrintedLine]], body: float) -> frozenset[str]:
    found: dict[str, dict[int, PrintedLine]] = {}
    for number, lines in enumerate(pages):
        edge = _edge(lines)
        for line in (*lines[:edge], *lines[len(lines) - edge :]):
            found.setdefault(_shape(line), {}).setdefault(number, line)
    return frozenset(shape for shape, lines in found.items() if _is_running(lines, len(pages), body))


def _is_running(lines: Mapping[int, PrintedLine], pages: int, body: float) -> bool:
    """Whether lines of one shape, by their pages, are a running head."""
    if len(lines) < (pages if 1 < pages < _PAGES else max(_PAGES, _SHARE * pages)) or not _counts(lines):
        return False
    tops = [line.top for line in lines.values()]
    is_in_place = max(tops) - min(tops) <= _SAME_PLACE
    return pages >= _PAGES or is_in_place or all(line.size < _SMALL * body for line in lines.values())


def _counts(lines: Mapping[int, PrintedLine]) -> bool:
    """Whether each number in lines of one shape is mostly the same, or mostly counts the pages: those of notes do
    neither."""
    numbers = [[int(one[-_FIGURES:]) for one in _DIGITS.findall(line.text)] for line in lines.values()]
    for column in zip(*numbers, strict=True):
        steps = Counter(number - page for page, number in zip(lines, column, strict=True))
        if max(Counter(column).most_common(1)[0][1], steps.most_common(1)[0][1]) <= _SHARE * len(column):
            return False
    return True


def _edge(lines: Sequence[PrintedLine]) -> int:
    return min(_EDGE, (len(lines) + 1) // 4)


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("0", line.text)
