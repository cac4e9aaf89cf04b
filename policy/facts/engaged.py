"""Companies no list knows, told by where a sentence names them: "payroll is done by Wagewell", "we share it with
Stackhollow and Brightlane", "such as Mailgrove (letters)"."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from policy.facts.brands import is_named_throughout
from policy.facts.controllers import entities
from policy.facts.cues import cues_of
from policy.facts.letters import CAPITALS, LATIN, SMALL
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.facts.thirdparties import SHARING, third_parties
from policy.knowledge.countries import countries_in
from policy.knowledge.lexicon import hits
from policy.knowledge.tokens import words_of
from policy.knowledge.wording import pattern, patterns
from policy.model.changes import FactType
from policy.model.readings import Reading

ENGAGED = "slot/engaged"
_NEAR = 90  # signs before or behind a name in which the words stand that say what it is there for
_CAPITAL, _SMALL = f"[{CAPITALS}]", f"[{SMALL}]"
_WORD = rf"{_CAPITAL}(?:[{LATIN}\d&+'’-]|\.(?=[A-Za-z]))*(?<![’'-])"
_NAME = re.compile(  # letters alone are a law: "GDPR"
    rf"(?<![{LATIN}\d.@/-])(?={_CAPITAL}(?:{_SMALL}|\d)){_WORD}(?: (?:{_WORD}|&))*(?<![’']s)(?<! &)"
)
_HAS_NAME = re.compile(rf"{_CAPITAL}(?:{_SMALL}|\d)")
_FIRST = re.compile(rf"{_WORD} (?={_CAPITAL})")  # the first word of a sentence is written so whatever it is
_SMALL_WORD = re.compile(rf"(?<![{LATIN}\d.@/-]){_SMALL}[{LATIN}'’-]+")
_TASK = re.compile(r" \((?!the\b)[a-zà-ž][^()\"“”„«]{3,50}\)")
_COMMA = ","


class _Turns(NamedTuple):
    """What a language says around such names."""

    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    led: re.Pattern[str] | None  # what has to stand before it, too
    given: re.Pattern[str] | None
    between: re.Pattern[str]
    announced: re.Pattern[str]
    no_name: re.Pattern[str] | None


class _Taken:
    """Places of a sentence; of those that overlap the first is asked for all."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def over(self, start: int, end: int) -> int | None:
        """Where the last place begins that shares a sign with these; None: none does."""
        at = bisect_left(self._starts, end) - 1
        return self._starts[at] if at >= 0 and start < self._ends[at] else None


def engaged(phrase: Phrase) -> Iterator[Mark]:
    """Names of those who are said to do something for the publisher, or to get data from it, in a row or alone."""
    text = phrase.text
    turns = _turns(phrase.language or "")
    if phrase.is_heading or turns is None or not _HAS_NAME.search(text):  # a cheap look: most sentences hold no name
        return
    rows = [row for row in _rows(text, turns) if _is_engaged(phrase, row, turns)]
    if not rows:
        return
    known = _Taken((mark.start, mark.end) for mark in third_parties(phrase))
    firms = {mark.start: mark for mark in entities(phrase)}
    within = _Taken((mark.start, mark.end) for mark in firms.values())
    said = _Taken((hit.start, hit.end) for hit in hits(phrase.language, text) if hit.table not in {"theme", "cue"})
    for row in rows:
        reach = -1
        for name in row:
            start, end = name.span()
            is_address = reach >= 0 and text[reach:start].strip(" .").startswith(_COMMA)  # "Acme GmbH, Some Square"
            place = within.over(start, end)
            reach = end if place is not None or is_address else -1
            if known.over(start, end) is not None:
                continue
            if place is not None:
                firm = firms[place]
                yield Mark(FactType.THIRD_PARTY, firm.value, firm.start, firm.end, ENGAGED, term=firm.value)
            elif not (is_address or _is_none(name[0], turns) or said.over(start, end) is not None):
                yield Mark(FactType.THIRD_PARTY, name[0], start, end, ENGAGED, term=name[0])


def nobody(found: Iterable[tuple[str, str]], reading: Reading) -> frozenset[tuple[str, str]]:
    """Of third parties, each with the rule that found it, those that no list knows and whose names the document has for
    its publisher, or for things."""
    names = {name for name, rule in found if rule == ENGAGED}
    return frozenset((name, ENGAGED) for name in names - strangers(names, reading))


def strangers(names: Collection[str], reading: Reading) -> frozenset[str]:
    """Those of the names by which a document cannot mean its publisher or a word of its own: its title does not begin
    with it, few of its lines hold it, and it is nowhere written small."""
    if not names:
        return frozenset()
    said = [line for section in reading.sections for line in (section.heading, *section.text.split("\n"))]
    whole = "\n".join(said)
    own = frozenset(words_of(reading.title))
    lowered = {name: [f"{word[0].lower()}{word[1:]}" for word in name.split() if word[0].isalpha()] for name in names}
    is_any_small = any(word in whole for words in lowered.values() for word in words)  # a cheap look: hardly one is
    small = frozenset(_SMALL_WORD.findall(whole)) if is_any_small else frozenset()
    return frozenset(
        name
        for name, words in lowered.items()
        if own.isdisjoint(words_of(name)[:1]) and not small.issuperset(words) and not is_named_throughout(name, said)
    )


def _rows(text: str, turns: _Turns) -> Iterator[Sequence[re.Match[str]]]:
    """Names with nothing but what joins names between them."""
    row: list[re.Match[str]] = []
    first = _FIRST.match(text)
    for name in _NAME.finditer(text, first.end() if first else 0):
        if row and not turns.between.fullmatch(text, row[-1].end(), name.start()):
            yield row
            row = []
        row.append(name)
    if row:
        yield row


def _is_engaged(phrase: Phrase, row: Sequence[re.Match[str]], turns: _Turns) -> bool:
    text, start, end = phrase.text, row[0].start(), row[-1].end()
    ahead = text[max(0, start - _NEAR) : start]  # what stands behind is told in a tenth of the time, and asked first
    if turns.behind and turns.behind.match(text, end) and (turns.led is None or turns.led.search(ahead)):
        return True
    if _TASK.match(text, end) and turns.announced.search(ahead):
        return True
    if turns.given and not SHARING.isdisjoint(cues_of(phrase)) and turns.given.search(ahead):
        return True
    return bool(turns.before and turns.before.search(ahead))


def _is_none(name: str, turns: _Turns) -> bool:
    """A law, a place, a noun."""
    words = words_of(name)
    return bool((turns.no_name and turns.no_name.match(name)) or countries_in(words))


@cache
def _turns(language: str) -> _Turns | None:
    joins = patterns("and").get(language)
    if joins is None:
        return None
    return _Turns(
        before=_compiled("engages", language, r"(?:{}) ?$"),
        behind=_compiled("engaged", language, r" ?(?:{})"),
        led=_compiled("led-by", language, r"(?:{}) ?$"),
        given=_compiled("gives-to", language, r"(?:{}) ?$"),
        between=re.compile(rf"\s*(?:[,;/]|[,;]?\s*{joins})\s*"),
        announced=re.compile(rf"(?:\b{pattern('announces')}|\),?|\b{joins}) ?$"),
        no_name=_compiled("no-name", language, "(?:{})"),
    )


def _compiled(name: str, language: str, frame: str) -> re.Pattern[str] | None:
    found = patterns(name).get(language)
    return re.compile(frame.format(found)) if found else None
