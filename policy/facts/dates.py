"""Dates with their role: effective, updated, created, or of a law that is named."""

import re
from collections.abc import Iterator, Set
from functools import cache

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.slots import slots
from policy.knowledge.tokens import Token, folded, is_sign, tokens
from policy.knowledge.wording import small_words
from policy.model.changes import FactType

_ISO = re.compile(r"\b(20\d\d|19\d\d)([-/.])\s?(0?[1-9]|1[0-2])\2\s?(0?[1-9]|[12]\d|3[01])\b")
_NUMERIC = re.compile(r"\b(0?[1-9]|[12]\d|3[01])([./-])\s?(0?[1-9]|[12]\d|3[01])\2\s?(20\d\d|19\d\d)\b")
_BEFORE_A_COMMA = re.compile(r"\b(0?[1-9]|[12]\d|3[01])/(0?[1-9]|[12]\d|3[01]),\s?(20\d\d|19\d\d)\b")
_SHORT = re.compile(r"(?<![\d./-])(0?[1-9]|[12]\d|3[01])([./-])(0?[1-9]|[12]\d|3[01])\2(\d\d)(?![\d./-]*\d)")
_OF_THIS_CENTURY = 2000
_STAMP = re.compile(r"(?<![\w.-])(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w-])")
_BESIDE = 14  # signs between a word that tells a role and a date that only such a word makes one
_VIETNAMESE = re.compile(r"\b(0?[1-9]|[12]\d|3[01]) tháng (1[0-2]|0?[1-9]),?(?: năm)? (20\d\d|19\d\d)\b")
_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er|º|°|o|ª)?$")
_ANY_YEAR = re.compile(  # every date has one: most sentences end here
    rf"(?:19|20|25)\d\d|\d[./-]\d{{1,2}}[./-]\d\d|{'|'.join(slots().eras)}"
)
_FIRST_OF_AN_ERA = "元"
_BUDDHIST, _BEFORE_BUDDHA = range(2400, 2700), 543  # years of Thailand
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SMALL = small_words("of-a-date")
_OF_A_VERSION = small_words("of-a-version")
_MONTH_FIRST = frozenset({"en"})
_OF_THE_DOCUMENT = frozenset({"effective", "updated", "created"})
_ROLE_REACH = 70  # signs between a date and the word that says what it is for


def dates(phrase: Phrase) -> Iterator[Mark]:
    """Every full date in ISO 8601; a month with a year counts as the first of that month."""
    low = folded(phrase.text)
    if not _ANY_YEAR.search(low):
        return
    for value, start, end in _found(phrase, low):
        yield Mark(FactType.DATE, value, start, end, "slot/date", role=_role(low, start, end, phrase))


def _found(phrase: Phrase, low: str) -> Iterator[tuple[str, int, int]]:
    for match in _ISO.finditer(low):
        yield _iso(int(match[1]), int(match[3]), int(match[4])), *match.span()
    for match in _VIETNAMESE.finditer(low):
        yield _iso(int(match[3]), int(match[2]), int(match[1])), *match.span()
    yield from _spaceless(low)
    for match in _NUMERIC.finditer(low):
        yield from _of_figures(phrase, match, int(match[1]), int(match[3]), int(match[4]), is_sloped=match[2] == "/")
    for match in _BEFORE_A_COMMA.finditer(low):
        yield from _of_figures(phrase, match, int(match[1]), int(match[2]), int(match[3]), is_sloped=True)
    yield from _stamped(phrase, low)
    yield from _named(tokens(phrase.text))


def _stamped(phrase: Phrase, low: str) -> Iterator[tuple[str, int, int]]:
    """Dates in few figures, which are numbers of sections, versions and registers where no word beside them tells what
    they are for: "updated: 1.26.11", "version 20190429"."""
    for match in _STAMP.finditer(low):
        if _announcing(low, match.start()):
            yield _iso(int(match[1]), int(match[2]), int(match[3])), *match.span()
    for match in _SHORT.finditer(low):
        if _announcing(low, match.start()) - _OF_A_VERSION:
            year = _OF_THIS_CENTURY + int(match[4])
            yield from _of_figures(phrase, match, int(match[1]), int(match[3]), year, is_sloped=match[2] == "/")


def _announcing(low: str, start: int) -> Set[str]:
    """The last word before a place that tells a role, where it stands close and the role is one of the document's."""
    told = list(_telling().finditer(low, max(0, start - _ROLE_REACH), start))[-1:]
    return {one[0] for one in told if start - one.end() <= _BESIDE and slots().roles[one[0]] in _OF_THE_DOCUMENT}


def _of_figures(
    phrase: Phrase, match: re.Match[str], first: int, second: int, year: int, *, is_sloped: bool
) -> Iterator[tuple[str, int, int]]:
    """A day and a month in the order of the language, or the only one there can be."""
    is_month_first = (phrase.language in _MONTH_FIRST and is_sloped and first <= 12) or second > 12
    day, month = (second, first) if is_month_first else (first, second)
    if month <= 12:  # months
        yield _iso(year, month, day), *match.span()


def _spaceless(low: str) -> Iterator[tuple[str, int, int]]:
    """Dates of scripts that set no words apart, by the common count of years or by one of their own."""
    for match in _east_asian().finditer(low):
        year = slots().eras.get(match[1], 0) + (1 if match[2] == _FIRST_OF_AN_ERA else int(match[2]))
        if len(str(year)) == len("2025"):
            yield _iso(year, int(match[3]), int(match[4])), *match.span()
    for match in _thai().finditer(low):
        year = int(match[3])
        yield (
            _iso(year - _BEFORE_BUDDHA if year in _BUDDHIST else year, slots().months[match[2]], int(match[1])),
            *match.span(),
        )


@cache
def _east_asian() -> re.Pattern[str]:
    eras = "|".join(map(re.escape, slots().eras))
    return re.compile(
        rf"(?:({eras})\s*)?(?<!\d)(\d{{1,4}}|{_FIRST_OF_AN_ERA})\s*[年년]\s*(1[0-2]|0?[1-9])\s*[月월]"
        r"\s*(3[01]|[12]\d|0?[1-9])\s*[日일]"
    )


@cache
def _thai() -> re.Pattern[str]:
    months = "|".join(re.escape(name) for name in slots().months if "\u0e01" <= name[0] <= "\u0e4e")
    return re.compile(
        rf"(?<!\d)(3[01]|[12]\d|0?[1-9])\s*({months})\s*(?:พ\.\s?ศ\.\s*|ค\.\s?ศ\.\s*)?(20\d\d|25\d\d)(?!\d)"
    )


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
        if day and after is not None and before is not None and _YEAR.match(found[before].word):
            yield _iso(int(found[before].word), month, day), found[before].start, found[after].end
            continue
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


def _role(low: str, start: int, end: int, phrase: Phrase) -> str:
    """By the nearest telling word before the date, in the line it stands under too, then after it, then in the heading;
    "": nothing tells."""
    before = f"{folded(phrase.lead)} {low[:start]}"[-_ROLE_REACH:]
    told = list(_telling().finditer(before))
    if told:
        return slots().roles[told[-1].group()]
    after = _telling().search(low[end : end + _ROLE_REACH] + " " + folded(phrase.heading))
    return slots().roles[after.group()] if after else ""


@cache
def _telling() -> re.Pattern[str]:
    """Openings of words that tell a role, the longest first; scripts without spaces have no openings."""
    openings = sorted(slots().roles, key=lambda word: (-len(word), word))
    return re.compile("|".join(word if is_sign(word[0]) else rf"(?<![^\W\d_]){re.escape(word)}" for word in openings))
