"""What belongs to the pages of a PDF and not to its document: running heads and feet, page numbers, and a table of
contents, which changes with every page that is added."""

import re
from collections import Counter
from collections.abc import Sequence

from policy.knowledge.wording import pattern
from policy.model.readings import Dropped
from policy.reading.paper.lines import PrintedLine, body_size

_PAGE_NUMBER = re.compile(
    rf"^\W*{pattern('page')}?\s*(?:\d{{1,4}}|[ivxlc]{{1,6}})(?:\s*{pattern('of-pages')}\s*\d{{1,4}})?\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[.…·_‥](?:\s?[.…·_‥]){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)  # of a table of contents
_EDGE = 2  # lines at the top and bottom of a page that may be running heads
_PAGES = 3  # that must carry the same line
_SHARE = 0.5  # of the pages, at least, that must carry it
_SMALL = 0.9  # of the size of the body: set smaller than that, it is a running head on both of two pages
_DIGITS = re.compile(r"\d+")


def body_of(pages: Sequence[Sequence[PrintedLine]]) -> tuple[list[PrintedLine], list[Dropped]]:
    """The lines of the document itself, and those that only belong to its pages."""
    body = body_size([line for lines in pages for line in lines])
    heads = _running_heads(pages, body)
    kept: list[PrintedLine] = []
    dropped: list[Dropped] = []
    for lines in pages:
        edge = _edge(lines)
        for at, line in enumerate(lines):
            is_edge = at < edge or at >= len(lines) - edge
            if is_edge and _shape(line) in heads:
                dropped.append(Dropped("page header or footer", line.text))
            elif is_edge and len(lines) > 1 and _has_page_number(line, body):
                dropped.append(Dropped("page number", line.text))
            elif is_entry(line.text):
                dropped.append(Dropped("table of contents", line.text))
            else:
                kept.append(line)
    return kept, dropped


def is_entry(text: str) -> bool:
    """Whether it leads to a page by a row of dots."""
    return _ENTRY.search(text) is not None


def _has_page_number(line: PrintedLine, body: float) -> bool:
    is_small = line.size < _SMALL * body
    return is_page_number(line.text) or (is_small and any(is_page_number(cell.text) for cell in line.cells))


def is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.match(text) is not None


def _running_heads(pages: Sequence[Sequence[PrintedLine]], body: float) -> frozenset[str]:
    seen: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for lines in pages:
        edge = _edge(lines)
        edges = (*lines[:edge], *lines[len(lines) - edge :])
        seen.update({_shape(line) for line in edges})
        small.update({_shape(line) for line in edges if line.size < _SMALL * body})
    asked = max(_PAGES, _SHARE * len(pages))
    is_short = 1 < len(pages) < _PAGES
    return frozenset(
        shape for shape, times in seen.items() if times >= asked or (is_short and small[shape] == len(pages))
    )


def _edge(lines: Sequence[PrintedLine]) -> int:
    return min(_EDGE, (len(lines) + 1) // 4)


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("0", line.text)
