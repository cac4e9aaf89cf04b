"""What is known of sentences already: found by this process before, or written down with an earlier version."""

from collections.abc import Iterable
from itertools import repeat

from policy.facts.brands import names_in
from policy.facts.extractors import found_in, found_of
from policy.facts.marks import Mark
from policy.facts.notes import Notes, Terms
from policy.facts.sentences import Phrase, Sentence
from policy.knowledge.lexicon import hits
from policy.model.changes import FactType
from policy.remembering import remembered

_LISTED = frozenset({"theme", "data", "purpose", "recipient"})  # tables of which judging asks a whole document


class _Known:
    """What is known of one sentence; of what is None, nobody asked. Whoever asks adds to it, here and nowhere else."""

    __slots__ = ("marks", "names", "terms", "whole")

    def __init__(self) -> None:
        self.whole: tuple[Mark, ...] | None = None  # all marks, those of one type beside one another
        self.marks: dict[FactType, tuple[Mark, ...]] = {}  # of single types
        self.terms: Terms | None = None
        self.names: tuple[str, ...] | None = None


@remembered()
def _known(phrase: Phrase) -> _Known:  # noqa: ARG001 – by which it is remembered
    return _Known()


def marks(phrase: Phrase) -> tuple[Mark, ...]:
    """All facts of one sentence, type by type; a sentence that did not change costs nothing."""
    memory = _known(phrase)
    if memory.whole is None:
        memory.whole = found_in(phrase)
    return memory.whole


def marks_of(phrase: Phrase, type_: FactType) -> tuple[Mark, ...]:
    """The facts of one type in one sentence."""
    memory = _known(phrase)
    found = memory.marks.get(type_)
    if found is None:
        whole = memory.whole
        found = found_of(phrase, type_) if whole is None else tuple([mark for mark in whole if mark.type is type_])
        memory.marks[type_] = found
    return found


def marks_at_hand(phrase: Phrase) -> tuple[Mark, ...] | None:
    """All facts of one sentence, where they need not be looked for; None: they would have to be."""
    return _known(phrase).whole


def terms_of(phrase: Phrase) -> Terms:
    """Table, id and phrase of every theme, kind of data, purpose and recipient that the sentence names."""
    memory = _known(phrase)
    if memory.terms is None:
        found = hits(phrase.language, phrase.text)
        memory.terms = tuple([(hit.table, hit.id, hit.phrase) for hit in found if hit.table in _LISTED])
    return memory.terms


def names_of(phrase: Phrase) -> tuple[str, ...]:
    """The names the sentence says to act, or to own the service."""
    memory = _known(phrase)
    if memory.names is None:
        memory.names = names_in(phrase.text)
    return memory.names


def remember(section: Iterable[Sentence], notes: Notes) -> None:
    """What was written of the sentences of a section is known."""
    names: Iterable[tuple[str, ...] | None] = notes.names or repeat(None, len(notes.steps))
    for sentence, row, some in zip(section, notes.rows, names, strict=True):
        memory = _known(sentence.phrase)
        if memory.whole is None:
            memory.whole = notes.marks_of(row)
            memory.terms = tuple([notes.terms[which] for which in row.terms])
            memory.names = some
