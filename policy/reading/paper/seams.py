"""Words that a PDF draws side by side without a space: its program moved its pen further instead, by less than PDFium
takes for one."""

import re
from collections.abc import Callable, Set
from itertools import pairwise
from statistics import median

_WORD = re.compile(r"[^\W\d_]+")
_SEAM = re.compile(r"[,;:](?=[^\W\d_])|[a-zß-ÿ](?=[A-ZÀ-Þ])")  # after which no word goes on
_SHORTEST = 3  # letters of two words in one
_LONGEST = 40
_SPACE = 0.12  # of the size of the words: no letters of one word are further apart, and few words are nearer
_AROUND = 3  # places before and after one
_TORN = 0.8  # of the words of a line, at least, are one letter each where a heading is spaced out
_FEWEST = 6  # such words
_WORD_GAP = 1.5  # of the usual gap between them: wider ones are between words

Gap = Callable[[int, int], float]  # between two characters of a line, in sizes of its words


def words_of(page: str) -> frozenset[str]:
    """The words of a page, by which others may be known to be several in one."""
    return frozenset(_WORD.findall(page.casefold()))


def has_seams(page: str) -> bool:
    """Whether letters stand side by side that are not those of one word."""
    return _SEAM.search(page) is not None


def spaced(row: str, known: Set[str], gap: Gap) -> str:
    """The line, with spaces where its letters stand so far apart that they belong to two words."""
    places = sorted(place for place in _places(row, known) if _is_gap(place, row, gap))
    return " ".join(row[begin:end] for begin, end in zip((0, *places), (*places, len(row)), strict=True))


def is_torn(row: str) -> bool:
    """Whether the letters of a line are spaced out so far that they came as words."""
    if row[1:2] != " ":
        return False
    words = row.split()
    return len(words) >= _FEWEST and sum(len(word) == 1 for word in words) >= _TORN * len(words)


def mended(row: str, gap: Gap) -> str:
    """A torn line, with spaces only where its letters stand further apart than most."""
    letters = [at for at, sign in enumerate(row) if not sign.isspace()]
    gaps = [gap(before, after) for before, after in pairwise(letters)]
    widest = _WORD_GAP * median(gaps)
    return row[letters[0]] + "".join(
        (" " if width > widest else "") + row[at] for at, width in zip(letters[1:], gaps, strict=True)
    )


def _places(row: str, known: Set[str]) -> set[int]:
    """Where two words may meet: at a seam, or within what begins or ends with a word of the page."""
    found = {seam.end() for seam in _SEAM.finditer(row)}
    for word in _WORD.finditer(row.casefold()) if known else ():
        token, first = word[0], word.start()
        if _SHORTEST <= len(token) <= _LONGEST:
            found.update(first + at for at in range(1, len(token)) if token[:at] in known or token[at:] in known)
    return found


def _is_gap(place: int, row: str, gap: Gap) -> bool:
    """Whether it is wider than a space is more than the letters around it are apart: some headings are spaced out."""
    width = gap(place - 1, place)
    if width <= _SPACE:
        return False
    around = [at for at in range(max(place - _AROUND, 1), min(place + _AROUND + 1, len(row))) if at != place]
    usual = [gap(at - 1, at) for at in around if not row[at - 1 : at + 1].count(" ")]
    return width > _SPACE + max(median(usual) if usual else 0.0, 0.0)
