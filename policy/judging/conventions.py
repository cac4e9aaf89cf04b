"""One sentence in two conventions of writing: contractions, spellings, small words and schemes of addresses."""

import re
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from policy.facts import Sentence
from policy.knowledge.slots import slots
from policy.knowledge.tokens import folded, is_sign, words_of
from policy.knowledge.wording import equals, words_by_language

_SPELT = 5  # letters of a word from which another letter in it is a slip; shorter words are other words
_WORD_OR_STOP = re.compile(r"\w+|[,;:]")
_TWICE = 2  # a contraction is spelt out before what it is spelt out to agrees with anything
_CUT = 4  # and from which a letter too few or too many is


def says_the_same(before: Sentence, after: Sentence) -> bool:
    """Whether both are one sentence but for letters inside words and what a language writes in several ways."""
    if _are_spelt_alike(before.key, after.key):
        return True
    language = before.phrase.language if before.phrase.language == after.phrase.language else None
    old, new = (_in_one_convention(one.text, language) for one in (before, after))
    return _are_spelt_alike(words_of(old), words_of(new)) or _are_in_another_order(old, new, language)


def _are_in_another_order(before: str, after: str, language: str | None) -> bool:
    """The same words but for one row, of which the same parts stand in another order."""
    old, new = (_WORD_OR_STOP.findall(one) for one in (before, after))
    if sorted(filter(str.isalnum, old)) != sorted(filter(str.isalnum, new)):
        return False
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    rows = [_parts(one[first : len(one) - last], language) for one in (old, new)]
    return len(rows[0]) > 1 and rows[0] == rows[1]


def _shared(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (old, new) in enumerate(zip(one, other, strict=False)) if old != new), len(one))


def _parts(row: list[str], language: str | None) -> list[list[str]]:
    """What commas and small words join, in the order of the alphabet."""
    joins, articles = (words_by_language(name).get(language or "", ()) for name in ("rows-joined-by", "before-a-noun"))
    parts: list[list[str]] = [[]]
    for word in row:
        if word == "," or word in joins:
            parts.append([])
        elif word not in articles:
            parts[-1].append(word)
    return sorted(filter(None, parts))


def _are_spelt_alike(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """The same words but for a letter or two in some: a spelling, not another word."""
    if len(before) != len(after):
        return abs(len(before) - len(after)) == 1 and _once(before) == _once(after)
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return all(
        min(len(old), len(new)) >= (_SPELT if len(old) == len(new) else _CUT)
        and old.isalpha()
        and new.isalpha()
        and OSA.distance(old, new) <= 1
        for old, new in differing
    )


def _once(words: tuple[str, ...]) -> list[str]:
    """Every sign of a script that sets no words apart once where it is written twice in a row: a slip of the hand. A
    numeral twice is another number."""
    twice = (one == other and is_sign(one) and one not in slots().numbers for one, other in pairwise(("", *words)))
    return [word for word, is_twice in zip(words, twice, strict=True) if not is_twice]


def _in_one_convention(text: str, language: str | None) -> str:
    low = folded(text).replace("http://", "https://")  # the page is the same, and better guarded on its way
    table = equals("same-saying").get(language or "")
    if not language or not table:
        return low
    for _ in range(_TWICE):
        low = _pattern(language).sub(lambda found: table[found[0]], low)
    return low


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(equals("same-saying")[language], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
