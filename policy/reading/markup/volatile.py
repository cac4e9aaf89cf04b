"""Lines that change by themselves: ages, counters, years of a copyright. Never a table cell, never a heading."""

import re

from policy.knowledge.wording import pattern
from policy.model.readings import BlockKind
from policy.reading.pieces import Piece

_LINE = re.compile(
    rf"^(?:{pattern('edited')}\s*:?\s*)?{pattern('ago')}\W*$|"
    rf"^\d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+{pattern('reading-time')}\W*$|"
    rf"^{pattern('reading-time-is')}\s*:?\s*\d+.{{0,12}}$|"
    rf"^[\d.,\s]+[km]?\s+{pattern('counted')}\W*$|"
    r"^(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b.{0,120}$|"
    r"^.{0,60}(?:©|\(c\))\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b.{0,60}$|"
    rf"^{pattern('leads-on')}\W*$",
)  # of lines in lower case: patterns that ignore case are several times slower
_LONGEST = 140


def is_volatile(piece: Piece) -> bool:
    """Whether the whole line is one that a page writes anew by itself."""
    return (
        len(piece.text) <= _LONGEST
        and (piece.kind is BlockKind.PARAGRAPH or piece.kind.is_listed)
        and _LINE.match(piece.text.lower()) is not None
    )
