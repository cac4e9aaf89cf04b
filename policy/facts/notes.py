"""What is known of the sentences of one section, written in a line of its own, to be known again of a later version."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from policy.facts.marks import Identity, Mark
from policy.model.changes import FactType, Polarity
from policy.model.readings import Section

Terms: TypeAlias = tuple[tuple[str, str, str], ...]
Names: TypeAlias = tuple[tuple[str, ...], ...]
NoteSteps: TypeAlias = tuple[int, int, Sequence[int], Sequence[int]]
_DIGEST = 32  # signs of it
_ROLE = Mark._fields.index("role") - 2  # of a mark at no place
_TYPES: Mapping[str, FactType] = {type_.value: type_ for type_ in FactType}
_POLARITIES: Mapping[str, Polarity] = {polarity.value: polarity for polarity in Polarity}
# Nothing in notes holds itself: to look whether it does takes a quarter of the time.
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

Mention: TypeAlias = tuple[int, int, int, int]  # a sentence's start and length, and where a mark begins and ends in it
MarkPlace: TypeAlias = tuple[int, int, int]  # which of the section's marks, and where it begins and ends in a sentence


class Note(NamedTuple):
    """What is known of one sentence."""

    start: int  # in the section's text; -1: it is the heading
    length: int
    marks: tuple[Mark, ...]
    terms: Terms


class SentenceRow(NamedTuple):
    """What is known of one sentence, by places among what is known of the section."""

    start: int  # in the section's text; -1: it is the heading
    length: int
    marks: Sequence[MarkPlace]
    terms: Sequence[int]


@dataclass(frozen=True, slots=True)
class Notes:
    """What a section states. Marks stand here as they are written, once each and at no place: hardly any is asked
    for."""

    digest: str  # of all that they depend on
    marks: Sequence[Sequence[str]]
    terms: Terms  # once each
    steps: Sequence[NoteSteps]  # one a sentence
    names: Names | None  # said to act, or to own the service, sentence by sentence; None: they are found when asked for
    _line: str = field(default="", compare=False)  # that this was read from; empty: from none

    @property
    def identities(self) -> frozenset[Identity]:
        """Of everything it states."""
        return frozenset([(_TYPES[mark[0]], mark[1], _POLARITIES[mark[3]]) for mark in self.marks])

    @property
    def kinds(self) -> list[tuple[str, str, str, str]]:
        """Type, value, polarity and role of each of the marks."""
        return [(mark[0], mark[1], mark[3], mark[_ROLE] if len(mark) > _ROLE else "") for mark in self.marks]

    def mark(self, which: int, start: int, end: int) -> Mark:
        """One of the marks, at its place in a sentence."""
        type_, value, rule, polarity, *rest = self.marks[which]
        return Mark(_TYPES[type_], value, start, end, rule, _POLARITIES[polarity], *rest)

    @property
    def rows(self) -> Iterator[SentenceRow]:
        """What is known of each sentence."""
        end = marks = terms = 0
        for gap, length, numbers, backs in self.steps:
            places, found = [], []
            triples = iter(numbers)
            for back, first, size in zip(triples, triples, triples, strict=True):
                places.append((marks - back, first, first + size))
                marks += not back
            for back in backs:
                found.append(terms - back)
                terms += not back
            yield SentenceRow(end + gap, length, places, found)
            end += gap + length

    def mentions(self) -> list[tuple[int, Mention]]:
        """Of each mark, in order, how often it is made, and where first."""
        found: list[Mention] = []
        times: list[int] = []
        end = 0
        for gap, length, numbers, _ in self.steps:
            for at in range(0, len(numbers), 3):
                back = numbers[at]
                if back:
                    times[-back] += 1
                else:
                    first, size = numbers[at + 1 : at + 3]
                    found.append((end + gap, length, first, first + size))
                    times.append(1)
            end += gap + length
        return list(zip(times, found, strict=True))

    def marks_of(self, row: SentenceRow) -> tuple[Mark, ...]:
        """Those of a sentence, in order."""
        return tuple([self.mark(*place) for place in row.marks])

    def with_names(self, names: Names | None) -> "Notes":
        return self if (names is None) == (self.names is None) else replace(self, names=names, _line="")

    def line(self) -> str:
        if self._line:
            return self._line
        names = None if self.names is None else [[at, *some] for at, some in enumerate(self.names) if some]
        told = (self.marks, self.terms, self.steps, names)
        return self.digest + _WRITE(told)


def noted(digest: str, notes: Sequence[Note], names: Names | None) -> Notes:
    """The notes of a section, from those of its sentences."""
    marks: dict[tuple[str, ...], int] = {}
    terms: dict[tuple[str, str, str], int] = {}
    rows = []
    for note in notes:
        places = [(marks.setdefault(_bare(mark), len(marks)), mark.start, mark.end) for mark in note.marks]
        rows.append(
            SentenceRow(note.start, note.length, places, [terms.setdefault(term, len(terms)) for term in note.terms])
        )
    return Notes(digest, tuple(marks), tuple(terms), tuple(_steps(rows)), names)


def read_line(line: str) -> Notes:
    """The notes that were written in that line."""
    marks, terms, steps, names = json.loads(line[_DIGEST:])
    if names is not None:
        known = {at: tuple(some) for at, *some in names}
        names = tuple([known.get(at, ()) for at in range(len(steps))])
    phrases = tuple(map(tuple, terms))
    return Notes(digest_of_line(line), marks, phrases, steps, names, line)


def _steps(rows: Iterable[SentenceRow]) -> Iterator[NoteSteps]:
    """The rows, each number from where the one before it ends: so they repeat, and take a quarter less room when they
    are packed."""
    end = marks = terms = 0
    for row in rows:
        places: list[int] = []
        for which, first, last in row.marks:
            places += (marks - which, first, last - first)
            marks = max(marks, which + 1)
        found = []
        for term in row.terms:
            found.append(terms - term)
            terms = max(terms, term + 1)
        yield row.start - end, row.length, places, found
        end = row.start + row.length


def digest_of_line(line: str) -> str:
    return line[:_DIGEST]


def digest_of(section: Section, language: str | None, *, is_mixed: bool) -> str:
    """Of all that the facts and sentences of a section depend on: its words, their kind and language."""
    told = [f"{block.kind}\0{block.text}" for block in section.blocks]
    whole = "\0".join([f"{language}\0{is_mixed}\0{section.heading}", *told])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def _bare(mark: Mark) -> tuple[str, ...]:
    """The mark at no place, without what is empty at its end."""
    type_, value, _start, _end, rule, polarity, *rest = mark
    row = (type_.value, value, rule, polarity.value, *rest)
    size = len(row)
    while row[size - 1] == "":
        size -= 1
    return row[:size]
