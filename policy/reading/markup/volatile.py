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
_DATE = (  # 28.11.2026, Saturday, 28 de noviembre de 2026, November 28, 2026, 2026年11月28日
    r"(?:\w+,?\s+)?\d{1,4}[\s./-]+(?:de\s+)?\w+\.?[\s./,-]+(?:de\s+)?\d{1,4}|\w+\s+\d{1,2},?\s+\d{4}|"
    r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
_TIME = r"(?:[\s,]*(?:\w+\s+)?\d{1,2}\s?[:.h]\s?\d{2}(?:[:.]\d{2})?(?:\s*\w+)?)?(?:\s?(?:г|р|です|입니다))?\W*"
_CHANGES = Sayings(
    rf"{pattern('ago')}\W*",
    rf"{pattern('edited')}\s*:?(?:\s*{pattern('ago')})?\W*",
    rf"\d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+{pattern('reading-time')}\W*",
    rf"{pattern('reading-time-is')}\s*[:：]?\s*\d+.{{0,12}}",
    rf"{pattern('retrieved')}\s*[:：]?\s*(?:{_DATE}){_TIME}",
    rf"copyright{_YEARS}.{{0,120}}",
    rf"{pattern('leads-on')}\W*",
)
_COUNTS = Sayings(  # in plain lines: "3 Comments" in bold may be the third section
    rf"{_COUNT}\s*{pattern('counted')}\W*",
    rf"{pattern('counted')}\s*[:：]?\s*{_COUNT}",
)
_RESERVES = Sayings(pattern("rights-reserved"), behind=r"\W*")
_OWNER = 60  # signs of who reserves them
_BEHIND_OWNER = re.compile(r"(?:\s[-–—|·•]|[.,])\s+")
_PARTS = re.compile(r"[-–—|·•.,]\s")  # one of these is in any such: found in a fifth of the time
_CLAIMS = re.compile(
    rf"copyright\s*(?:©|\(c\))\s*\w.{{1,80}}$|(?:copyright\s*)?(?:©|\(c\)){_YEARS}.{{0,120}}$|.{{0,60}}(?:©|\(c\)){_YEARS}.{{0,60}}$"
)
_ASKS = Sayings(pattern("asks-back"), before=r"\W*", behind=r"\W*")
_AROUND = Sayings(
    pattern("around"), pattern("answers"), rf"{pattern('tongue')}(?:[\s,|/·•]+{pattern('tongue')}){{2,}}", behind=r"\W*"
)
_APART = re.compile(r"\s+[|·•]\s+")  # what stands side by side in one line
_LONGEST = 140  # signs of a line
_MANY = 60  # signs of several sayings
_SAYING = 4  # words of one of them
_SENTENCE = (".", ":", ";", ",", "。", "：")  # how a line ends that is one, or a part of one
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
    others = [part for part in parts if not _changes(part) and (piece.strong or not _COUNTS.match(part))]
    if not others:
        return CHANGES
    if _ASKS.match(line):
        return AROUND
    is_loose = piece.kind is PARAGRAPH and not piece.strong
    return AROUND if is_loose and (all(map(_AROUND.match, others)) or _is_in_turn(line)) else None


def _is_in_turn(line: str) -> bool:
    """Whether such sayings stand one behind the other, as links and buttons do side by side."""
    if len(line) > _MANY or line.endswith(_SENTENCE):
        return False
    words, at = line.split(), 0
    if len(words) == 1:
        return False
    while at < len(words):
        ends = range(min(at + _SAYING, len(words)), at, -1)
        at = next((end for end in ends if _is_said(" ".join(words[at:end]))), 0)
        if not at:
            return False
    return True


def _is_said(words: str) -> bool:
    return _CHANGES.match(words) or _COUNTS.match(words) or _AROUND.match(words)


def _changes(line: str) -> bool:
    claims = ("©" in line or "(c)" in line) and _CLAIMS.match(line) is not None
    return claims or _CHANGES.match(line) or _reserves(line)


def _reserves(line: str) -> bool:
    """Whether a line says no more than who keeps all rights."""
    if _RESERVES.match(line):
        return True
    if _PARTS.search(line, 0, _OWNER + len(" - ")) is None:
        return False
    ends = (match.end() for match in _BEHIND_OWNER.finditer(line) if match.start() <= _OWNER)
    return any(_RESERVES.match(line[end:]) for end in ends)
