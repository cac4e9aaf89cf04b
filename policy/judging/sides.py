"""One of two readings that are compared: its sentences, and what it states anywhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from policy.facts import Mark, Sentence, marks_of, sentences
from policy.facts.memory import terms_of
from policy.knowledge.stems import stem
from policy.knowledge.tokens import words_of
from policy.model.changes import FactType, Polarity
from policy.model.readings import Reading

_TELLING = 4  # words from which a sentence found inside a longer one is the same sentence, re-wrapped
_HIDDEN = "email-hidden"
_MAILBOX = re.compile(r"[\w.+%-]*\[email\s?protected\]|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)

Identity = tuple[FactType, str, Polarity]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact where it stands."""

    sentence: Sentence
    mark: Mark


@dataclass
class Side:
    """One reading, taken apart."""

    reading: Reading
    sentences: tuple[Sentence, ...] = field(init=False)
    _known: dict[FactType, tuple[set[tuple[str, Identity]], Iterator[Sentence]]] = field(
        init=False, default_factory=dict
    )
    _counts: dict[FactType, Counter[tuple[str, Identity]]] = field(init=False, default_factory=dict)
    _stems: dict[str | None, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.sentences = sentences(self.reading)

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset(sentence.key for sentence in self.sentences)

    @cached_property
    def hides_mailboxes(self) -> bool:
        """The page hides some addresses from robots: "[email protected]"."""
        return any(
            mark.role == _HIDDEN
            for sentence in self.sentences
            if "protected" in sentence.text.casefold()  # a cheap look: most sentences hold no address
            for mark in marks_of(sentence.phrase, FactType.CONTACT)
        )

    @cached_property
    def veiled_keys(self) -> frozenset[tuple[str, ...]]:
        """The sentences with every address struck out."""
        return frozenset(veiled(sentence) for sentence in self.sentences)

    @cached_property
    def letters(self) -> str:
        """All words without any space, so that a sentence is found however it is wrapped, glued or torn."""
        return "".join("".join(sentence.key) for sentence in self.sentences)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word for key in self.keys for word in key)

    def stems(self, language: str | None) -> frozenset[str]:
        """Its words without what the grammar of that language adds."""
        if language not in self._stems:
            self._stems[language] = frozenset(stem(word, language) for word in self.vocabulary)
        return self._stems[language]

    @cached_property
    def text(self) -> str:
        """Everything as printed, one sentence a line."""
        return "\n".join(sentence.text for sentence in self.sentences)

    def states(self, statement: Statement) -> bool:
        """Whether the document states this fact anywhere; on a page in several languages, in that of the statement."""
        mark = statement.mark
        known, rest = self._known.setdefault(mark.type, (set(), iter(self.sentences)))
        wanted = self.version_of(statement.sentence), mark.identity
        while wanted not in known:  # no further than it must: most types are never asked for
            sentence = next(rest, None)
            if sentence is None:
                return False
            known.update((self.version_of(sentence), one.identity) for one in marks_of(sentence.phrase, mark.type))
        return True

    def names(self, type_: FactType) -> bool:
        """Whether the document states any fact of that type."""
        return any(marks_of(sentence.phrase, type_) for sentence in self.sentences)

    def count(self, statement: Statement) -> int:
        """How often the document states that fact, in the language version of the statement."""
        type_ = statement.mark.type
        if type_ not in self._counts:
            self._counts[type_] = Counter(
                (self.version_of(sentence), mark.identity)
                for sentence in self.sentences
                for mark in marks_of(sentence.phrase, type_)
            )
        return self._counts[type_][self.version_of(statement.sentence), statement.mark.identity]

    def version_of(self, sentence: Sentence) -> str:
        """The language version a sentence belongs to; "": the page has but one."""
        return (sentence.phrase.language or "") if len(self.reading.languages) > 1 else ""

    @cached_property
    def themes(self) -> dict[str, frozenset[str]]:
        """Every phrase of every theme the document uses anywhere."""
        found: dict[str, set[str]] = {}
        for sentence in self.sentences:
            for table, kind, term in terms_of(sentence.phrase):
                if table == "theme":
                    found.setdefault(kind, set()).add(term)
        return {kind: frozenset(phrases) for kind, phrases in found.items()}

    def phrases(self, table: str) -> frozenset[str]:
        """Every phrase of that table the document uses anywhere; of themes, data, purposes and recipients."""
        return frozenset(
            term for sentence in self.sentences for listed, _, term in terms_of(sentence.phrase) if listed == table
        )

    def says(self, sentence: Sentence) -> bool:
        """Whether the document holds these words, at any place."""
        key = sentence.key
        if not key or key in self.keys:
            return True
        return len(key) >= _TELLING and "".join(key) in self.letters


def veiled(sentence: Sentence) -> tuple[str, ...]:
    """Its words, every address struck out."""
    return words_of(_MAILBOX.sub(" mailbox ", sentence.text))
