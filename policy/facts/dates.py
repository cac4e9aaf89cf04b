"""Dates with their role: effective, updated, created, or of a law that is named."""

import re
from collections.abc import Iterator
from functools import cache

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.slots import slots
from policy.knowledge.tokens import Token, folded, tokens
from policy.knowledge.wording import small_words
from policy.model.changes import FactType

_ISO = re.compile(r"\b(20\d\d|19\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])\b")
_NUMERIC = re.compile(r"\b(0?[1-9]|[12]\d|3[01])([./-])(0?[1-9]|[12]\d|3[01])\2(20\d\d|19\d\d)\b")
_CJK = re.compile(r"(20\d\d|19\d\d)\s*[年년]\s*(1[0-2]|0?[1-9])\s*[月월]\s*(3[01]|[12]\d|0?[1-9])\s*[日일]")
_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er|º|°)?$")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")  # every date has one: most sentences end here
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SMALL = small_words("of-a-date")
_MONTH_FIRST = frozenset({"en"})
_ROLE_REACH = 70  # signs between a date and the word that says what it is for


def dates(phrase: Phrase) -> Iterator[Mark]:
    """Every full date in ISO 8601; a month with a year counts as the first of that month."""
    low = folded(phrase.text)
    if not _ANY_YEAR.search(low):
        return
    for value, start, end in _found(phrase, low):
        yield Mark(FactType.DATE, value, start, end, "slot/date", role=_role(low, start, end, phrase.heading))


def _found(phrase: Phrase, low: str) -> Iterator[tuple[str, int, int]]:
    for match in (*_ISO.finditer(low), *_CJK.finditer(low)):
        yield _iso(int(match[1]), int(match[2]), int(match[3])), *match.span()
    for match in _NUMERIC.finditer(low):
        first, second = int(match[1]), int(match[3])
        is_month_first = (phrase.language in _MONTH_FIRST and match[2] == "/" and first <= 12) or second > 12
        day, month = (second, first) if is_month_first else (first, second)
        if month <= 12:  # months
            yield _iso(int(match[4]), month, day), *match.span()
    yield from _named(tokens(phrase.text))


def _named(found: tuple[Token, ...]) -> Iterator[tuple[str, int, int]]:
    """Dates with the month as a word, the day before or after it."""
    months = slots().months
    for at, token in enumerate(found):
        month = months.get(token.word)
        if month is None:
            continue
        before = _beside(found, at, -1)
        after = _beside(found, at, 1)
        day = _day(found[before].word) if before is not None else None
        if day and before is not None and after is not None and _YEAR.match(found[after].word):
            yield _iso(int(found[after].word), month, day), found[before].start, found[after].end
            continue
        day = _day(found[after].word) if after is not None else None
        last = _beside(found, after, 1) if after is not None else None
        if day and last is not None and _YEAR.match(found[last].word):
            yield _iso(int(found[last].word), month, day), token.start, found[last].end
        elif after is not None and _YEAR.match(found[after].word):
            yield _iso(int(found[after].word), month, 1), token.start, found[after].end


def _beside(found: tuple[Token, ...], at: int, step: int) -> int | None:
    """The next token that is not a comma or a small word of dates; None: there is none."""
    place = at + step
    while 0 <= place < len(found) and found[place].word in _SMALL:
        place += step
    return place if 0 <= place < len(found) else None


def _day(word: str) -> int | None:
    match = _ORDINAL.match(word)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None  # days


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def _role(low: str, start: int, end: int, heading: str) -> str:
    """By the nearest telling word before the date, then after it, then in the heading; "": nothing tells."""
    before = low[max(0, start - _ROLE_REACH) : start]
    told = list(_telling().finditer(before))
    if told:
        return slots().roles[told[-1].group()]
    after = _telling().search(low[end : end + _ROLE_REACH] + " " + folded(heading))
    return slots().roles[after.group()] if after else ""


@cache
def _telling() -> re.Pattern[str]:
    """Openings of words that tell a role, the longest first; scripts without spaces have no openings."""
    openings = sorted(slots().roles, key=lambda word: (-len(word), word))
    return re.compile("|".join(rf"(?<![^\W\d_]){re.escape(word)}" if word[0] < "\u3000" else word for word in openings))
