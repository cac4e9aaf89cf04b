"""Facts gathered: each once, with the sentence that says it first."""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cache
from pathlib import Path

from policy.facts import apart, fact_of, marks
from policy.facts.apart import SectionApart, sections, sentences
from policy.facts.brands import is_the_publisher, speaker
from policy.facts.engaged import nobody
from policy.facts.known import names_of, terms_of
from policy.facts.marks import Mark
from policy.facts.notes import Names, Note, Notes, noted
from policy.facts.sentences import Sentence, Words
from policy.model.changes import Fact, FactType
from policy.model.readings import Reading
from policy.model.statements import Stated, Statement

_Key = tuple[str, str, str, str]  # type, value, polarity and role: what makes two facts one statement
_THIRD_PARTY = FactType.THIRD_PARTY.value
_POLICY = Path(__file__).parents[1]
_EYES = ("facts", "knowledge", "language.py")  # of policy: all that decides which facts are found in a reading


def stated(number: int, reading: Reading, brands: tuple[str, ...]) -> Stated:
    """Everything the version of that number states, and what is known of its sentences, for the version after it. A
    section of which that was recalled is not even taken apart."""
    told = [(section, section.notes or _noted(section)) for section in sections(reading)]
    firsts, times = _gathered(told, frozenset(name.casefold() for name in brands))
    none = nobody(((mark.value, mark.rule) for _, mark in firsts.values()), reading)
    found = [
        Statement(fact_of(words, mark), words.text, times[key])
        for key, (words, mark) in firsts.items()
        if (mark.value, mark.rule) not in none
    ]
    # Where no company is named, whoever is most often said to act is the publisher.
    is_named = all(mark.type is not FactType.CONTROLLER for _, mark in firsts.values())
    told = [(section, notes.with_names(_names(section, notes) if is_named else None)) for section, notes in told]
    publisher = speaker(_said_names(told)) if is_named else None
    if publisher is not None:
        fact, words = publisher
        found = [one for one in found if not is_the_publisher(one.fact, fact)]
        found.append(Statement(fact, words.text, 1))
    return Stated(number, eyes(), tuple(found), "\n".join([notes.line() for _, notes in told]))


def _gathered(
    told: Iterable[tuple[SectionApart, Notes]], own: Set[str]
) -> tuple[dict[_Key, tuple[Words, Mark]], dict[_Key, int]]:
    """Each thing stated, where it is stated first, and how often; but for own brands as third parties."""
    firsts: dict[_Key, tuple[Words, Mark]] = {}
    times: dict[_Key, int] = {}
    for section, notes in told:
        for which, (kind, (often, mention)) in enumerate(zip(notes.kinds, notes.mentions(), strict=True)):
            type_, value, polarity, role = kind
            key = type_, value.casefold(), polarity, role
            if type_ == _THIRD_PARTY and key[1] in own:
                continue
            times[key] = times.get(key, 0) + often
            if key not in firsts:
                start, length, first, last = mention
                firsts[key] = section.words(start, length), notes.mark(which, first, last)
    return firsts, times


def _noted(section: SectionApart) -> Notes:
    notes = [
        Note(sentence.start, len(sentence.text), marks(sentence.phrase), terms_of(sentence.phrase))
        for sentence in section.sentences
    ]
    return noted(section.digest, notes, names=None)


def _names(section: SectionApart, notes: Notes) -> Names:
    return notes.names or tuple([names_of(sentence.phrase) for sentence in section.sentences])


def _said_names(told: Iterable[tuple[SectionApart, Notes]]) -> Iterator[tuple[tuple[str, ...], Words]]:
    for section, notes in told:
        if notes.names and any(notes.names):
            for names, row in zip(notes.names, notes.rows, strict=True):
                if names:
                    yield names, section.words(row.start, row.length)


def recall(reading: Reading, notes: str) -> None:
    """What the sentences of this reading state is known again, from the notes that this edition wrote of it: to find it
    again in a reading that has most of them costs nothing. Without notes, it is found as if nothing were known."""
    if notes:
        apart.recall(reading, notes)


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
