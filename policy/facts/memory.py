"""What is known of sentences already: found by this process before, or written down with an earlier version."""

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Mapping, Set
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase, Sentence
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.tokens import DIGIT
from policy.model.changes import FactType, Polarity
from policy.model.readings import CELL

_Section = tuple[Sentence, ...]
_Terms = tuple[tuple[str, str, str], ...]
_LISTED = frozenset({"theme", "data", "purpose", "recipient"})  # tables of which judging asks a whole document
_SENTENCES = 20_000  # remembered; what is forgotten is found again
FIGURE, CELLS = "0-9", "|"  # signs of a sentence that are no ids
_NO_CUES: Mapping[str, tuple[Hit, ...]] = MappingProxyType({})
_TYPES: Mapping[object, FactType] = {type_.value: type_ for type_ in FactType}
_DIGEST = 32  # signs of it
_SIGNS = ("-", "+")  # without names, and with them
_POLARITIES: Mapping[object, Polarity] = {polarity.value: polarity for polarity in Polarity}
_POLARITY = Mark._fields.index("polarity")


class Known:
    """What is known of one sentence; of what is None, nobody asked."""

    __slots__ = ("marks", "names", "terms", "whole")

    def __init__(self) -> None:
        self.whole: tuple[Mark, ...] | None = None  # all marks, those of one type beside one another
        self.marks: dict[FactType, tuple[Mark, ...]] = {}  # of single types, as long as nobody asked for all
        self.terms: _Terms | None = None  # of what is listed: table, id and phrase
        self.names: tuple[str, ...] | None = None  # said to act, or to own the service


@lru_cache(maxsize=_SENTENCES)
def known(phrase: Phrase) -> Known:  # noqa: ARG001 – what it is remembered by
    """What is known of the sentence; whoever finds more adds it."""
    return Known()


def terms_of(phrase: Phrase) -> _Terms:
    """Table, id and phrase of every theme, kind of data, purpose and recipient that the sentence names."""
    memory = known(phrase)
    if memory.terms is None:
        found = hits(phrase.language, phrase.text)
        memory.terms = tuple([(hit.table, hit.id, hit.phrase) for hit in found if hit.table in _LISTED])
    return memory.terms


def cues_of(phrase: Phrase) -> Mapping[str, tuple[Hit, ...]]:
    """The cues of the sentence's own words by their ids, each in order."""
    return cues_in(phrase.language, phrase.text)


def signs_of(phrase: Phrase) -> set[str]:
    """What extractors look for: the tables of the terms a sentence names, the ids of its cues, figures and cells."""
    text = phrase.text
    signs = {hit.id if hit.table == "cue" else hit.table for hit in hits(phrase.language, text)}
    if DIGIT.search(text):
        signs.add(FIGURE)
    if CELL in text:
        signs.add(CELLS)
    return signs


@lru_cache(maxsize=_SENTENCES)
def cues_in(language: str | None, words: str) -> Mapping[str, tuple[Hit, ...]]:
    """The same of any words: what introduces a sentence, or its heading."""
    found: dict[str, tuple[Hit, ...]] = {}
    for hit in hits(language, words):
        if hit.table == "cue":
            found[hit.id] = (*found[hit.id], hit) if hit.id in found else (hit,)
    return found or _NO_CUES


def in_order(cues: Mapping[str, tuple[Hit, ...]], ids: Set[str]) -> list[Hit]:
    """Those of the cues that have one of these ids, by their places."""
    found = [hit for id_ in ids & cues.keys() for hit in cues[id_]]
    return sorted(found, key=lambda hit: (hit.start, hit.end, hit.id))


def is_spoken_of(kinds: Container[str], language: str | None, *words: str) -> bool:
    """Whether any of these words use a phrase of the theme of such a kind of change."""
    return any(hit.table == "theme" and hit.id in kinds for some in words for hit in hits(language, some))


class Note(NamedTuple):
    """What is to be known again of one sentence; without its names, they are found again when somebody asks."""

    phrase: Phrase
    marks: tuple[Mark, ...]
    names: tuple[str, ...] | None


def written(sections: Iterable[_Section], note: Callable[[Phrase], Note], *, named: bool) -> str:
    """The notes of each section in a line of its own, to be recalled by the same edition of the extractors; `named`
    says whether they have names. That of a section just recalled is not written again."""
    return "\n".join(
        [_recalled.line(section, named=named) or _line(section, note, named=named) for section in sections]
    )


def recall(sections: Iterable[_Section], notes: str) -> None:
    """What was written of these very sections is known again; notes of any others are of no use."""
    lines = {line[:_DIGEST]: line for line in notes.split("\n")}
    found = {}
    for section in sections:
        line = lines.get(_digest(section))
        if line is None:
            continue
        found[id(section)] = section, line
        for sentence, (marks, terms, names) in zip(section, json.loads(line[_DIGEST + 1 :]), strict=True):
            memory = known(sentence.phrase)
            memory.whole = tuple(map(_mark, marks))
            memory.terms = tuple(map(tuple, terms))
            memory.names = None if names is None else tuple(names)
    _recalled.sections = found


class _Recalled:
    """The sections last recalled, told apart as objects, with the lines they were recalled from."""

    sections: Mapping[int, tuple[_Section, str]] = MappingProxyType({})

    def line(self, section: _Section, *, named: bool) -> str | None:
        """What `_line` would give; None: it has to be asked."""
        kept, line = self.sections.get(id(section), (None, ""))
        return line if kept is section and line[_DIGEST] == _SIGNS[named] else None


_recalled = _Recalled()


def _line(section: _Section, note: Callable[[Phrase], Note], *, named: bool) -> str:
    notes = [note(sentence.phrase) for sentence in section]
    rows = [([_row(mark) for mark in one.marks], terms_of(one.phrase), one.names) for one in notes]
    return f"{_digest(section)}{_SIGNS[named]}{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))}"


def _digest(section: _Section) -> str:
    """Of the words with their languages and lead-ins, and of the heading, which governs them all."""
    phrases = [sentence.phrase for sentence in section]
    told = [f"{one.language}\0{one.is_heading}\0{one.lead}\0{one.text}" for one in phrases]
    heading = phrases[0].heading or phrases[0].text if phrases else ""
    return hashlib.sha256("\0".join([heading, *told]).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def _row(mark: Mark) -> list[object]:
    row: list[object] = list(mark)
    while row[-1] == "":
        row.pop()
    return row


def _mark(row: list[object]) -> Mark:
    row[0], row[_POLARITY] = _TYPES[row[0]], _POLARITIES[row[_POLARITY]]
    return Mark._make(row + [""] * (len(Mark._fields) - len(row)))
