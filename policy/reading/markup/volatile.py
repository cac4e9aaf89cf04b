"""Lines that no document says of itself: ages, counters, years of a copyright, and what a page asks and offers around
any document. Never a table cell, and a heading only where it asks whether the page was of use."""

import re

from policy.knowledge.wording import pattern
from policy.model.readings import BlockKind
from policy.reading.lexicon import in_lower_case
from policy.reading.pieces import Piece

CHANGES = "changes by itself"
AROUND = "said around any document"
PROGRAM = "a program's warning"
_CHANGES = re.compile(
    rf"(?:{pattern('edited')}\s*:?\s*)?{pattern('ago')}\W*$|"
    rf"\d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+{pattern('reading-time')}\W*$|"
    rf"{pattern('reading-time-is')}\s*:?\s*\d+.{{0,12}}$|"
    rf"[\d.,\s]+[km]?\s+{pattern('counted')}\W*$|"
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b.{0,120}$|"
    r".{0,60}(?:©|\(c\))\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b.{0,60}$|"
    rf"{pattern('leads-on')}\W*$",
)  # of lines in lower case: patterns that ignore case are several times slower
_ASKS = re.compile(rf"\W*{pattern('asks-back')}\W*$")
_AROUND = re.compile(rf"{pattern('around')}\W*$|{pattern('tongue')}(?:[\s,|/·•]+{pattern('tongue')}){{2,}}\W*$")
_SIGN_APART = re.compile("[|·•]")
_APART = re.compile(r"\s+[|·•]\s+")  # what stands side by side in one line
_LONGEST = 140
_LINE, _LONGEST_WARNING = " on line ", 400
_WARNS = re.compile(rf"{pattern('program-warning')}\W*$")


def why_left_out(piece: Piece) -> str | None:
    """Why the whole line is none of the document's; None: it may be."""
    if piece.kind is BlockKind.ROW:
        return None
    if _LINE in piece.text and _WARNS.match(in_lower_case(piece.text[:_LONGEST_WARNING])):
        return PROGRAM
    if len(piece.text) > _LONGEST:
        return None
    line = in_lower_case(piece.text)
    if piece.kind is BlockKind.HEADING:
        return AROUND if _ASKS.match(line) else None
    parts = _APART.split(line) if _SIGN_APART.search(line) else [line]
    others = [part for part in parts if not _CHANGES.match(part)]
    if not others:
        return CHANGES
    if _ASKS.match(line):
        return AROUND
    is_loose = piece.kind is BlockKind.PARAGRAPH and not piece.strong
    return AROUND if is_loose and all(map(_AROUND.match, others)) else None
