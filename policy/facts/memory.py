"""What is known of sentences already: found by this process before, or written down with an earlier version."""

from collections.abc import Container, Iterable, Mapping, Set
from itertools import repeat
from operator import attrgetter
from types import MappingProxyType

from policy.facts.marks import Mark
from policy.facts.notes import Notes, Terms
from policy.facts.sentences import Phrase, Sentence
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.tokens import DIGIT
from policy.model.changes import FactType
from policy.model.readings import CELL
from policy.remembering import remembered

_LISTED = frozenset({"theme", "data", "purpose", "recipient"})  # tables of which judging asks a whole document
FIGURE, CELLS = "0-9", "|"  # signs of a sentence that are no ids
_PLACE = attrgetter("start", "end", "id")
_NO_CUES: Mapping[str, tuple[Hit, ...]] = MappingProxyType({})


class Known:
    """What is known of one sentence; of what is None, nobody asked."""

    __slots__ = ("marks", "names", "terms", "whole")

    def __init__(self) -> None:
        self.whole: tuple[Mark, ...] | None = None  # all marks, those of one type beside one another
        self.marks: dict[FactType, tuple[Mark, ...]] = {}  # of single types
        self.terms: Terms | None = None  # of what is listed: table, id and phrase
        self.names: tuple[str, ...] | None = None  # said to act, or to own the service


@remembered()
def known(phrase: Phrase) -> Known:  # noqa: ARG001 – by which it is remembered
    """What is known of the sentence; whoever finds more adds it, and anybody would find the same."""
    return Known()


def terms_of(phrase: Phrase) -> Terms:
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


@remembered()
def cues_in(language: str | None, words: str) -> Mapping[str, tuple[Hit, ...]]:
    """The same of any words: what introduces a sentence, or its heading."""
    found: dict[str, tuple[Hit, ...]] = {}
    for hit in hits(language, words):
        if hit.table == "cue":
            found[hit.id] = (*found[hit.id], hit) if hit.id in found else (hit,)
    return found or _NO_CUES


def in_order(cues: Mapping[str, tuple[Hit, ...]], ids: Set[str]) -> list[Hit]:
    """Those of the cues that have one of these ids, by their places."""
    found = [hit for id_, some in cues.items() if id_ in ids for hit in some]
    found.sort(key=_PLACE)
    return found


def is_spoken_of(kinds: Container[str], language: str | None, *words: str) -> bool:
    """Whether any of these words use a phrase of the theme of such a kind of change."""
    return any(hit.table == "theme" and hit.id in kinds for some in words for hit in hits(language, some))


def remember(section: Iterable[Sentence], notes: Notes) -> None:
    """What was written of the sentences of a section is known."""
    names: Iterable[tuple[str, ...] | None] = notes.names or repeat(None, len(notes.steps))
    for sentence, row, some in zip(section, notes.rows, names, strict=True):
        memory = known(sentence.phrase)
        if memory.whole is None:
            memory.whole = notes.marks_of(row)
            memory.terms = tuple([notes.terms[which] for which in row.terms])
            memory.names = some
