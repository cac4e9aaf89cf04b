"""Text as tokens that keep their places: words, the punctuation that separates clauses, and the signs of scripts that
set no words apart one by one: those of China and Japan, and of Thai each letter with the marks it carries."""

import re
from itertools import accumulate
from typing import NamedTuple

from policy.remembering import remembered

# Every replacement is one sign for one sign, so that places in the folded text are places in the printed one.
_FOLDED = {
    "ё": "е",
    "Ё": "е",
    "’": "'",
    "‘": "'",
    "`": "'",
    "\u00a0": " ",
    "İ": "i",
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    # figures of the Arabs, Persians, Hindi and Thai are figures
    **{chr(zero + figure): str(figure) for zero in (0x660, 0x6F0, 0x966, 0xE50) for figure in range(10)},
    "。": ".",
    "、": ",",
    "،": ",",
    "؛": ";",
    "؟": "?",
}
_FOLDS = re.compile(f"[{''.join(_FOLDED)}]")  # looked for in a tenth of the time that `str.translate` takes
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆"
_HANGUL = r"\uac00-\ud7a3"
_MARKS = r"\u0900-\u0963\u0966-\u0d7f"  # vowel signs of India are part of their words
_THAI = r"\u0e01-\u0e4e"
_THAI_SIGN = r"[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*"
# Vowel points of Arabic and Hebrew and the stroke that draws out a word: they stand in words or not, as writers please.
_POINTS = r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
_LETTER = rf"\w{_MARKS}{_POINTS}"
_TOKEN = re.compile(
    r"((?:https?://|www\.)[^\s<>|)\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an address is one word, and names nothing inside
    rf"|[{_CJK}]|{_THAI_SIGN}|\d+(?=[{_HANGUL}])"  # in Korean a unit is glued to its number
    rf"|(?:(?![{_CJK}{_THAI}])[{_LETTER}])+|[,.;:!?()|\u0964])"
)
_PLAIN = re.compile(rf"([{_LETTER}]+|[,.;:!?()|\u0964])")  # the same where there are no addresses and no such signs
_ASCII = re.compile(r"(\w+|[,.;:!?()|])")  # and where there are plain letters alone, in a third of the time
_NO_LETTER = re.compile(rf"[^{_LETTER}]+")
# Letters of Arabic that writers take for one another: alef with and without its hamza, and two that end words.
_LETTERS_ALIKE = {**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه"}
_WAYS = re.compile(f"[{_POINTS}{''.join(_LETTERS_ALIKE)}]")
_NO_LETTERS = bytes(code for code in range(128) if not re.fullmatch(r"\w", chr(code)))
_SPACELESS = re.compile(rf"[{_CJK}{_HANGUL}{_THAI}]")
DIGIT = re.compile(r"\d")
PUNCTUATION = frozenset(",.;:!?()|\u0964")


class Token(NamedTuple):
    """A word in folded form, and where it stands. Thousands are made for each document: a tuple is made in a third of
    the time of a dataclass."""

    word: str
    start: int
    end: int


def is_sign(letter: str) -> bool:
    """Whether it is of a script that glues words or what belongs to them: no word need begin before it, or end."""
    return _SPACELESS.match(letter) is not None


def folded(text: str) -> str:
    """The text in lower case and plain letters, sign for sign as long as before."""
    return text.lower().replace("`", "'") if text.isascii() else _folded(text)


def bare(text: str) -> str:
    """The folded text without vowel points and with one letter for those alike, as its words are found."""
    return _one_way(folded(text))


def _one_way(text: str) -> str:
    return _WAYS.sub(lambda sign: _LETTERS_ALIKE.get(sign[0], ""), text)


@remembered()
def _folded(text: str) -> str:
    return _lowered(text)


def _lowered(text: str) -> str:
    plain = _FOLDS.sub(lambda found: _FOLDED[found[0]], text)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in plain)


def pieces(text: str) -> tuple[str, ...]:
    """Words and clause punctuation in order, without their places: one for one with the tokens, and cheap.

    Words stand in folded form, without vowel points and with one letter for those that writers take for one another, so
    that a term is found however it is written."""
    return _cut(text)[0]


def places(text: str) -> tuple[tuple[int, int], ...]:
    """Where each of the pieces begins and ends."""
    ends = bounds(text)
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def bounds(text: str) -> tuple[int, ...]:
    """The same without pairs: where the first piece begins, where it ends, where the second begins, and so on."""
    return tuple(accumulate(map(len, _cut(text)[1])))


@remembered()
def _cut(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pieces, and they with what stands before each: cut in one native pass, since every text comes here."""
    low = folded(text)
    parts = _pattern(low).split(low)
    return tuple(_in_one_way(parts[1::2], low)), tuple(parts[:-1])


@remembered()
def tokens(text: str) -> tuple[Token, ...]:
    """Words and clause punctuation in order, each with its place."""
    return tuple([Token(word, *place) for word, place in zip(pieces(text), places(text), strict=True)])


@remembered()
def words_of(text: str) -> tuple[str, ...]:
    """The words alone, without punctuation."""
    return tuple([piece for piece in pieces(text) if piece not in PUNCTUATION])


def letters(whole: str) -> str:
    """All words of a text without any space, in a few native passes where none has to be cut out by itself."""
    low = whole.lower() if whole.isascii() else _lowered(whole)
    pattern = _pattern(low)
    if pattern is _TOKEN or _has_ways(low):
        return "".join([word for word in _in_one_way(pattern.findall(low), low) if word not in PUNCTUATION])
    plain = low.encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS).decode("utf-8", "surrogatepass")
    return plain if plain.isascii() else _NO_LETTER.sub("", plain)


def _in_one_way(words: list[str], low: str) -> list[str]:
    """The words of a folded text as they are found; what is nothing but points stays."""
    return [_one_way(word) or word for word in words] if _has_ways(low) else words


def _has_ways(low: str) -> bool:
    """Whether a folded text holds signs that may be written otherwise, or not at all."""
    return not low.isascii() and _WAYS.search(low) is not None


def _pattern(low: str) -> re.Pattern[str]:
    if "@" in low or "://" in low or "www." in low or not (low.isascii() or _SPACELESS.search(low) is None):
        return _TOKEN
    return _ASCII if low.isascii() else _PLAIN
