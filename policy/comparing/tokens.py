"""Texts as words, and words as single characters, so that algorithms on strings work on words."""

import re
from collections.abc import Hashable, Iterable

# Scripts written without spaces between words: each character is a token of its own.
_LONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Marks and vowel signs that belong to the letter before them, though Unicode does not call them letters.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0980-\u09e3\u0a00-\u0dff"
_WORD = f"(?:[^\\W{_LONE}]|[{_MARKS}])+"
# RFC 5321 §4.5.3.1 bounds the parts of an address; without bounds every word would be read again for each "@" sought.
_MAIL = rf"[^\W{_LONE}][\w.+-]{{0,63}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}"
_TOKEN = re.compile(
    rf"{_MAIL}|\d+(?:[.,:/]\d+)+|{_WORD}(?:['’\u00ad]{_WORD})*|\s+|.",
    re.DOTALL,
)
_FIRST, _LAST = 0xF0000, 0x10FFFD  # private use planes: 131,000 characters that are no letters


def tokens(text: str) -> list[str]:
    """Words, numbers, addresses, runs of white space and single signs; joined, they give back the text."""
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """The tokens that say something: no white space, no signs."""
    return [token for token in _TOKEN.findall(text) if token[0].isalnum() or (len(token) > 1 and not token.isspace())]


class Alphabet:
    """One private character for each distinct thing met; the same thing, the same character."""

    SIZE = _LAST - _FIRST

    def __init__(self) -> None:
        self._index: dict[Hashable, int] = {}

    def spell(self, things: Iterable[Hashable]) -> str:
        """The things as a string. Whoever needs to spell back keeps to SIZE; past it newcomers share one character,
        which only makes a likeness coarser."""
        index, last = self._index, self.SIZE
        places = [index.setdefault(thing, len(index)) for thing in things]
        if len(index) > last:
            places = [min(place, last) for place in places]
        return "".join(map(chr, map(_FIRST.__add__, places)))
