"""Lines that are read from right to left, put into the order they are read in.

A PDF places glyphs and need not write them in reading order (ISO 32000-1 §14.8.2.3.3): the letters of an Arabic or
Hebrew line come turned round by word, by letter or not at all, as its program liked. Their places tell: words go from
right to left, and numbers and words of other scripts within them from left to right (UAX #9)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACE = 0.25  # of the size of the words: glyphs further apart have a space between them
_DRAWN_SPACE = (
    0.19  # where one is drawn there: some are drawn beside a bracket, or after a letter with room at its side
)
_LAM = "\u0644"
_LETTERS = frozenset({"L"})
_DIGITS = frozenset({"EN", "AN"})
_IN_NUMBERS = frozenset({"CS", "ES", "ET"})  # points, signs and currencies
_OWN = frozenset({"R", "AL"})
_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_BRACKET = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_STOP_AHEAD = re.compile(r"[.,:;!?]+(?=\w)")
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


class Glyph(NamedTuple):
    """A drawn character with its left and right edge in points."""

    sign: str
    left: float
    right: float


def has_leftward(words: str) -> bool:
    """Whether any letter belongs to a script that is written from right to left."""
    return _LEFTWARD.search(words) is not None


def is_leftward(words: str) -> bool:
    """Whether half of the letters or more do."""
    found = len(_LEFTWARD.findall(words))
    return found > 0 and 2 * found >= sum(map(str.isalpha, words))


def in_reading_order(glyphs: Iterable[Glyph], size: float) -> str:
    """The words of a line as they are read, from its glyphs in whatever order; `size` of its words in points."""
    signs: list[str] = []
    left, is_drawn = 0.0, False
    for glyph in sorted(glyphs, key=_place):
        if glyph.sign.isspace():
            is_drawn = True
            continue
        if signs and left - glyph.right > (_DRAWN_SPACE if is_drawn else _SPACE) * size:
            signs.append(" ")
        left = min(left, glyph.left) if signs else glyph.left
        signs.append(glyph.sign)
        is_drawn = False
    return _BRACKET.sub(_meant, "".join(_turned(signs)))


def ended(words: str) -> str:
    """Words without a leftward letter that stand in a leftward text, the stop that ends them at their end."""
    stop = _STOP_AHEAD.match(words)
    return words[stop.end() :] + stop[0] if stop else words


def _place(glyph: Glyph) -> tuple[float, bool, int, bool]:
    """Its place in the line: a space that was drawn without a width comes before what begins there, a mark after its
    letter, lam before alef in their ligature."""
    sign = glyph.sign
    return -round(glyph.right, 1), not sign.isspace(), unicodedata.combining(sign[0]), sign != _LAM


def _turned(signs: Sequence[str]) -> Iterator[str]:
    """The signs, with each stretch that is read from left to right the other way round."""
    is_rightward = _rightward([unicodedata.bidirectional(sign[0]) for sign in signs])
    for is_other, stretch in groupby(range(len(signs)), is_rightward.__getitem__):
        places = list(stretch)
        yield from (signs[at] for at in (reversed(places) if is_other else places))


def _rightward(kinds: Sequence[str]) -> list[bool]:
    """Which signs are read from left to right: letters of other scripts with all that stands between them or between
    them and digits, and digits with the points between them."""
    strong = [kind in _LETTERS or kind in _DIGITS for kind in kinds]
    found = list(strong)
    before = None
    for at, is_strong in enumerate(strong):
        if not is_strong:
            continue
        if before is not None and before < at - 1:
            between = kinds[before + 1 : at]
            has_letters = kinds[before] in _LETTERS or kinds[at] in _LETTERS
            is_in_number = len(between) == 1 and between[0] in _IN_NUMBERS
            if is_in_number or (has_letters and _OWN.isdisjoint(between)):
                found[before + 1 : at] = [True] * len(between)
        before = at
    return found


def _meant(bracket: re.Match[str]) -> str:
    """A bracket as it was meant, where the words around it tell: drawn is the mirror of it, or not, as programs
    differ."""
    words, at = bracket.string, bracket.start()
    is_free_before = at == 0 or words[at - 1] == " "
    is_free_after = at + 1 == len(words) or not words[at + 1].isalnum()
    if is_free_before == is_free_after:
        return bracket[0]
    wrong = _CLOSING if is_free_before else _OPENING
    return bracket[0].translate(_MIRRORED) if bracket[0] in wrong else bracket[0]
