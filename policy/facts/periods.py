"""How long data is kept: periods as ISO 8601 durations, and criteria without a number."""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from policy.facts.ages import ages
from policy.facts.cues import cues_in, cues_of, is_spoken_of
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.facts.topics import topic_of
from policy.knowledge.lexicon import hits, lexicon
from policy.knowledge.slots import in_signs, slots
from policy.knowledge.tokens import Token, folded, is_sign, pieces, tokens
from policy.knowledge.wording import small_words, turn
from policy.model.changes import FactType, Kind
from policy.model.readings import CELL

_OF_REQUESTS = frozenset({Kind.RIGHTS_PROCEDURE})
_KEEPING = frozenset({"retain", "erase"})
_MONTHS_A_YEAR = 12
_HALF_A_YEAR = 6  # months
_MONTH = frozenset("月월")
_LONGEST_YEARS = 150  # 2015年 is a date
_TEN, _HUNDRED = 10, 100
_LONGEST_NUMBER = 9  # words: quatre-vingt-dix has three, and signs where no words are set apart: เก้าสิบ
_LONGEST_UNIT = 5  # tokens: か月間, สัปดาห์
_LONGEST_WORD = 2  # the same where words are set apart: month’s
_REPEATED = re.compile(r"^(\d+)$")


def periods(phrase: Phrase) -> Iterator[Mark]:
    """Every period, with what it is the length of: keeping data, answering a request, or something else."""
    if slots().openings.isdisjoint(pieces(phrase.text)):
        return
    found = tuple(_durations(_in_figures(tokens(phrase.text), phrase.language), _units(phrase.language)))
    if not found:
        return
    role, object_ = _measured(phrase), kept(phrase)
    lives = [(mark.start, mark.end) for mark in ages(phrase)]
    for value, start, end in found:
        if not any(start < last and first < end for first, last in lives):
            yield Mark(FactType.RETENTION, value, start, end, "slot/period", role=role, object=object_)


def kept(phrase: Phrase) -> str:
    """The data that is kept: what the sentence names, or else its heading; ids of the taxonomy, between commas."""
    for words in (phrase.text, phrase.heading):
        named = [hit.id for hit in hits(phrase.language, words) if hit.table == "data"]
        if named:
            return ", ".join(dict.fromkeys(named))
    return ""


def _measured(phrase: Phrase) -> str:
    if lexicon(phrase.language) is None:
        return "keeping"  # what most periods of a policy are, where no word tells
    cues = cues_of(phrase).keys()
    if "change" in cues and any(
        hit.table == "clause" and hit.id == "notice-in-advance" for hit in hits(phrase.language, phrase.text)
    ):
        return "notice"
    if "deadline" in cues and "retain" not in cues and not _is_of_erasing(phrase):
        return "answer"
    if cues & _KEEPING:
        return "keeping"
    around = (cues_in(phrase.language, words).keys() for words in (phrase.lead, phrase.heading))
    if any(_KEEPING & cues for cues in around) or _comes_to_an_end(phrase):
        return "keeping"
    return "row" if CELL in phrase.text else "other"


def _comes_to_an_end(phrase: Phrase) -> bool:
    """In words that are none of a vocabulary's: "after a year all is gone", or any under a heading that asks how
    long."""
    end = turn("ends", phrase.language)
    is_gone = bool(end and end.search(folded(phrase.text)))
    return is_gone or topic_of(phrase.language or "", phrase.heading) == "keeping"


def _is_of_erasing(phrase: Phrase) -> bool:
    """ "Erased within 30 days", and nobody asks or is answered."""
    cues = cues_of(phrase)
    is_asked = any(hit.phrase not in _BY_WHEN for hit in cues.get("deadline", ()))
    return "erase" in cues and not is_asked and not is_spoken_of(_OF_REQUESTS, phrase.language, phrase.text)


def _in_figures(found: tuple[Token, ...], language: str | None) -> tuple[Token, ...]:
    """Figures for the numbers that only this language calls so, unless they are part of a longer one: Turkish "on" is
    ten, and "on iki" twelve."""
    own = slots().numbers_of.get(language or "", {})
    if own.keys().isdisjoint(token.word for token in found):
        return found
    numbers = slots().numbers
    joined = [f"{one.word} {behind.word}" in numbers for one, behind in pairwise(found)]
    parts = zip((False, *joined), (*joined, False), strict=True)  # ends a longer one, begins one
    return tuple(
        token._replace(word=str(own[token.word])) if token.word in own and not any(part) else token
        for token, part in zip(found, parts, strict=True)
    )


def _units(language: str | None) -> Mapping[str, str]:
    """What each word of time counts in that language: Ukrainian "години" are hours, Bulgarian ones years."""
    own = slots().units_of.get(language or "")
    return ChainMap(own, slots().units) if own else slots().units


def _durations(found: tuple[Token, ...], units: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Each period, and where its words begin and end."""
    words = slots()
    for at, token in enumerate(found):
        if token.word not in words.openings:
            continue
        span, last = _longest(found, at, words.spans)
        if span is not None:
            yield span, token.start, last.end
        elif at > 0 and (counted := _counted(found, at, units)) is not None:
            yield counted


def _counted(found: tuple[Token, ...], at: int, units: Mapping[str, str]) -> tuple[str, int, int] | None:
    """A number before the unit that begins there: "24 months", "two (2) years", "3 x 24 jam"; None: it is no period."""
    unit, last = _longest(found, at, units)
    if unit is None:
        return None
    number, unit, first = _numbered(found, at, unit)
    if number == 0 or (unit == "Y" and number > _LONGEST_YEARS):
        return None
    if first > 0 and found[first - 1].word in _MONTH:
        return None  # 3月5日 is a date
    times, first = _times(found, first)
    return _folded(number * times, unit), found[first].start, last.end


def _numbered(found: tuple[Token, ...], at: int, unit: str) -> tuple[int, str, int]:
    """How often the unit at that place counts, in which unit, and where its words begin; 0: it is no period."""
    first = at - 1
    while first > 0 and found[first].word in "()":
        first -= 1
    number, first = _whole(found, first)
    if number is None and first > 0 and found[first].word in slots().counted:
        number, first = _whole(found, first - 1)
    return _unnumbered(found, at, unit) if number is None else (number, unit, first)


def _longest(found: tuple[Token, ...], at: int, known: Mapping[str, str]) -> tuple[str | None, Token]:
    """What is known to begin there, and its last token: where every sign is one, the longest that fits."""
    most = _LONGEST_UNIT if is_sign(found[at].word[0]) else _LONGEST_WORD
    for length in range(min(most, len(found) - at), 0, -1):
        value = known.get("".join(token.word for token in found[at : at + length]))
        if value is not None:
            return value, found[at + length - 1]
    return None, found[at]


def _unnumbered(found: tuple[Token, ...], at: int, unit: str) -> tuple[int, str, int]:
    """The same without a number: "within a month" once, "half a year" six months."""
    article, before = at - 1, at - 2
    if before >= 0 and f"{found[before].word} {found[article].word}" in _ONCE:
        return 1, unit, article
    behind = found[at + 1].word if at + 1 < len(found) else ""
    is_counted = not _ONCE.isdisjoint((f"{found[article].word} … {behind}", f"… {behind}"))  # "a year after"
    if is_counted or found[article].word in _ONCE:
        return 1, unit, at
    first = article if found[article].word in _HALF else before
    if unit == "Y" and first >= 0 and found[first].word in _HALF:
        return _HALF_A_YEAR, "M", first
    return 0, unit, at


def _times(found: tuple[Token, ...], first: int) -> tuple[int, int]:
    """How many times the period counts ("3 x 24 hours"), and where its words begin: "5 (five)" at the figure."""
    if first > 1 and found[first - 1].word in _BY:
        times = _number(found, first - 2)
        return (times, first - 2) if times else (1, first)
    if first > 1 and found[first - 1].word == "(" and _number(found, first - 2) is not None:
        return 1, first - 2
    return 1, first


_BY = small_words("times")
_BY_WHEN = small_words("by-when")
_ONCE = small_words("once")
_HALF = small_words("half")
_AND = small_words("between-hundreds-and-tens")


def _number(found: tuple[Token, ...], at: int) -> int | None:
    word = found[at].word
    if _REPEATED.match(word) and len(word) <= 4:  # no period has five digits
        return int(word)
    return slots().numbers.get(word)


def _tens(found: tuple[Token, ...], last: int) -> tuple[int | None, int]:
    """The whole number whose last word stands there, and where it begins: "twenty-four", "quatre-vingt-dix", 三十六;
    None: it is none."""
    if _is_sign(found[last]):
        return _signs(found, last)
    numbers = slots().numbers
    for length in range(_LONGEST_NUMBER, 1, -1) if found[last].word in _endings() else ():
        first = last + 1 - length
        known = numbers.get(" ".join(token.word for token in found[first : last + 1])) if first >= 0 else None
        if known is not None:
            return known, first
    number = _number(found, last)
    before = numbers.get(found[last - 1].word, 0) if last > 0 else 0
    if number is not None and number < _TEN < before < _HUNDRED and before % _TEN == 0:
        return before + number, last - 1
    return number, last


@cache
def _endings() -> frozenset[str]:
    """Words that end a number of several words."""
    return frozenset(words[-1] for number in slots().numbers if len(words := number.split()) > 1)


def _whole(found: tuple[Token, ...], last: int) -> tuple[int | None, int]:
    """The same with the hundreds before it: "one hundred and eighty", "cent vingt"."""
    number, first = _tens(found, last)
    if number is None:
        return None, first
    at = first
    if number < _HUNDRED:
        at -= 2 if first > 1 and found[first - 1].word in _AND else 1
        if at < 0 or slots().numbers.get(found[at].word) != _HUNDRED:
            return number, first
        number += _HUNDRED
    is_word = found[at].word in slots().numbers
    times = _number(found, at - 1) if is_word and at > 0 else None
    if times is not None and times < _TEN:
        return number + (times - 1) * _HUNDRED, at - 1
    return number, at


def _is_sign(token: Token) -> bool:
    """A numeral of Chinese and Japanese, each of which is a token."""
    return len(token.word) == 1 and token.word in slots().numbers


def _signs(found: tuple[Token, ...], last: int) -> tuple[int, int]:
    first = last
    while first > 0 and _is_sign(found[first - 1]):
        first -= 1
    return in_signs(token.word for token in found[first : last + 1]), first


def _folded(number: int, unit: str) -> str:
    """Twelve months are a year: 24 months and two years are the same period."""
    if unit == "H":
        return f"PT{number}H"
    if unit == "Y":
        return f"P{number * _MONTHS_A_YEAR}M"
    return f"P{number}{unit}"
