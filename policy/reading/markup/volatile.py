"""Lines that no document says of itself: ages, counters, years of a copyright, and what a page asks and offers around
any document. Never a table cell, and a heading only where it asks whether the page was of use."""

import re

from policy.knowledge.wording import pattern
from policy.reading.lexicon import in_lower_case
from policy.reading.pieces import HEADING, PARAGRAPH, ROW, Piece
from policy.reading.sayings import Sayings

CHANGES = "changes by itself"
AROUND = "said around any document"
PROGRAM = "a program's warning"
_YEARS = r"\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b"
_COUNT = r"(?:\d{1,3}(?:[.,\s]?\d{3})*|\d+[.,]?\d*\s?[km])"  # "3." and "3.1" are the numbers of sections
_CHANGES = Sayings(
    rf"{pattern('ago')}\W*",
    rf"{pattern('edited')}\s*:?(?:\s*{pattern('ago')})?\W*",
    rf"\d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+{pattern('reading-time')}\W*",
    rf"{pattern('reading-time-is')}\s*:?\s*\d+.{{0,12}}",
    rf"{_COUNT}\s*{pattern('counted')}\W*",
    rf"{pattern('counted')}\s*[:：]\s*\d[\d.,\s]*[km]?",
    rf"copyright{_YEARS}.{{0,120}}",
    rf"{pattern('leads-on')}\W*",
)
_RESERVES = Sayings(pattern("rights-reserved"), behind=r"\W*")
_OWNER = 60  # signs of who reserves them
_BEHIND_OWNER = re.compile(r"(?:\s[-–—|·•]|[.,])\s+")
_CLAIMS = re.compile(
    rf"copyright\s*(?:©|\(c\))\s*\w.{{1,80}}$|(?:copyright\s*)?(?:©|\(c\)){_YEARS}.{{0,120}}$|.{{0,60}}(?:©|\(c\)){_YEARS}.{{0,60}}$"
)
_ASKS = Sayings(pattern("asks-back"), before=r"\W*", behind=r"\W*")
_AROUND = Sayings(pattern("around"), rf"{pattern('tongue')}(?:[\s,|/·•]+{pattern('tongue')}){{2,}}", behind=r"\W*")
_APART = re.compile("[|·•]")
_APART = re.compile(r"\s+[|·•]\s+")  # what stands side by side in one line
_LONGEST = 140  # signs of a line
_LINE, _LONGEST_WARNING = " on line ", 400
_WARNS = re.compile(rf"{pattern('program-warning')}\W*$")


def why_left_out(piece: Piece) -> str | None:
    """Why the whole line is none of the document's; None: it may be."""
    if piece.kind is ROW:
        return None
    if piece.text.find(_LINE, 0, _LONGEST_WARNING) >= 0 and _WARNS.match(in_lower_case(piece.text[:_LONGEST_WARNING])):
        return PROGRAM
    if len(piece.text) > _LONGEST:
        return None
    line = in_lower_case(piece.text)
    if piece.kind is HEADING:
        return AROUND if _ASKS.match(line) else None
    parts = _APART.split(line) if "|" in line or "·" in line or "•" in line else [line]
    others = [part for part in parts if not _changes(part)]
    if not others:
        return CHANGES
    if _ASKS.match(line):
        return AROUND
    is_loose = piece.kind is PARAGRAPH and not piece.strong
    return AROUND if is_loose and all(map(_AROUND.match, others)) else None


def _changes(line: str) -> bool:
    claims = ("©" in line or "(c)" in line) and _CLAIMS.match(line) is not None
    return claims or _CHANGES.match(line) or _reserves(line)


def _reserves(line: str) -> bool:
    """Whether a line says no more than who keeps all rights."""
    if _RESERVES.match(line):
        return True
    ends = (match.end() for match in _BEHIND_OWNER.finditer(line) if match.start() <= _OWNER)
    return any(_RESERVES.match(line[end:]) for end in ends)
