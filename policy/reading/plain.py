"""Plain text as pieces."""

import re
from itertools import pairwise

from policy.model.readings import Dropped
from policy.model.targets import ReadingOptions
from policy.reading.pieces import PARAGRAPH, Page, Piece
from policy.reading.printed import printed

_WRAPPED = (
    0.5  # of the lines that follow a full one without an empty line go on in lower case: the text is hard-wrapped
)
_FULL = 0.75  # of the longest line, with the next word
_LONGEST_WRAP = 110  # signs of a line that was broken by a program
_ENDS = (".", ":", ";", "!", "?", "。", "：", "；", "！", "？")
_RULE = frozenset("-=~_*+#^|: \t")  # a line of these signs stands under a heading, or between parts
_LEAST_RULE = 3  # signs
_PAGE = re.compile(r"^\s*([-–—])\s*\d{1,4}\s*\1\s*$")
_QUOTES = re.compile(r"^(?:>(?=[\s>]|$)\s?)+")
_OPENS = re.compile(r"^(?:\(?(?:\d{1,3}|[^\W\d_]|[ivx]{1,5})[.)]|[-–—*•])\s")  # an item, not the rest of a line


def plain_page(text: str, _: ReadingOptions, __: str = "") -> Page:
    """Every line is a piece, unless lines only wrap: then they are joined to their paragraph. A line with a line of
    signs under it is in bold."""
    lines: list[Piece] = []
    dropped: list[Dropped] = []
    apart = True
    for line in text.splitlines():
        signs = line.strip()
        if len(signs) >= _LEAST_RULE and _RULE.issuperset(signs):
            if lines and not apart and lines[-1].apart and " " not in signs:
                lines[-1] = lines[-1]._replace(strong=True)
            apart = True
            continue
        if _PAGE.match(line):
            dropped.append(Dropped("page number", printed(line)))
            continue
        words = printed(_QUOTES.sub("", line.lstrip()))
        if words:
            lines.append(Piece(PARAGRAPH, words, apart=apart))
        apart = not words
    pieces = _unwrapped(lines) if _is_wrapped(lines) else tuple(lines)
    return Page("text", pieces[0].text if pieces else "", pieces, dropped=tuple(dropped))


def _is_wrapped(lines: list[Piece]) -> bool:
    """Whether most lines after one that is full go on with it."""
    width = max((len(line.text) for line in lines), default=0)
    if not 0 < width <= _LONGEST_WRAP:
        return False
    following = [line for last, line in pairwise(lines) if _may_go_on(last, line, width)]
    return sum(line.text[0].islower() for line in following) > _WRAPPED * len(following)


def _may_go_on(line: Piece, following: Piece, width: int) -> bool:
    """Whether the next word would have made the line too long, and opens nothing of its own."""
    is_full = len(line.text) + len(following.text.split()[0]) >= _FULL * width
    return is_full and not following.apart and not _OPENS.match(following.text)


def _unwrapped(lines: list[Piece]) -> tuple[Piece, ...]:
    width = max(len(line.text) for line in lines)
    joined = lines[:1]
    for last, line in pairwise(lines):
        is_end = last.text.endswith(_ENDS) and not line.text[0].islower()
        if is_end or not _may_go_on(last, line, width):
            joined.append(line)
        else:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {line.text}")
    return tuple(joined)
