"""Facts gathered: each once, with the sentence that says it first."""

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from policy.facts import brand, fact_of, found_in, marks, memory
from policy.facts.brands import names_in
from policy.facts.marks import Mark
from policy.facts.memory import Note
from policy.facts.sentences import Phrase, Sentence, sections, sentences
from policy.model.changes import Fact, FactType, Polarity
from policy.model.readings import Reading
from policy.model.statements import Stated, Statement

_Key = tuple[FactType, str, Polarity, str]  # what makes two facts one statement
_POLICY = Path(__file__).parents[1]
_EYES = ("facts", "knowledge", "language.py")  # of policy: all that decides which facts are found in a reading


def stated(number: int, reading: Reading, brands: tuple[str, ...]) -> Stated:
    """Everything the version of that number states, and what is known of its sentences, for the version after it."""
    told = sentences(reading)
    firsts: dict[_Key, tuple[Sentence, Mark]] = {}
    keys = []
    for sentence, mark in found_in(told, brands):
        key = (mark.type, mark.value.casefold(), mark.polarity, mark.role)
        keys.append(key)
        if key not in firsts:
            firsts[key] = sentence, mark
    times = Counter(keys)
    found = [Statement(fact_of(one, mark), one.text, times[key]) for key, (one, mark) in firsts.items()]
    names_company = any(mark.type is FactType.CONTROLLER for _, mark in firsts.values())
    publisher = None if names_company else brand(told)

    def note(phrase: Phrase) -> Note:
        return Note(phrase, marks(phrase), None if names_company else names_in(phrase))

    notes = memory.written(sections(reading), note, named=not names_company)
    if publisher is not None:
        found += _statements(told, (publisher,))
    return Stated(number, eyes(), tuple(found), notes)


def recall(reading: Reading, notes: str) -> None:
    """What the sentences of this reading state is known again, from the notes that this edition wrote of it: to find it
    again in a reading that has most of them costs nothing. Without notes, it is found as if nothing were known."""
    if notes:
        memory.recall(sections(reading), notes)


def statements(reading: Reading, facts: Iterable[Fact]) -> tuple[Statement, ...]:
    """What these facts of the reading say, in its order."""
    return _statements(sentences(reading), facts)


def _statements(told: Iterable[Sentence], facts: Iterable[Fact]) -> tuple[Statement, ...]:
    places = defaultdict[str, list[Sentence]](list)
    for sentence in told:
        places[sentence.section.id].append(sentence)
    found: dict[tuple[str, ...], tuple[Fact, int]] = {}
    for fact in facts:
        key = (fact.type, fact.value.casefold(), fact.polarity, fact.role)
        first, times = found.get(key, (fact, 0))
        found[key] = first, times + 1
    return tuple(Statement(fact, _said(places[fact.quote.section_id], fact), times) for fact, times in found.values())


def _said(section: list[Sentence], fact: Fact) -> str:
    """The sentence the fact stands in; its own words where there is none."""
    at = bisect_right(section, fact.quote.start, key=lambda sentence: sentence.start) - 1
    return section[at].text if at >= 0 else fact.quote.text


@cache
def eyes() -> str:
    """The edition of the extractors and of what they know; another one may find other facts in the same words."""
    digest = hashlib.sha256()
    for name in _EYES:
        place = _POLICY / name
        for file in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if file.suffix in (".py", ".toml"):
                digest.update(file.relative_to(_POLICY).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
