"""Sections as judging asks about them: what each says and states, found out once, and for both sides of a comparison
where both have it word for word."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from policy.facts import Mark, Sentence, marks_of
from policy.facts.apart import SectionApart
from policy.facts.known import marks_at_hand, names_of, terms_of
from policy.facts.marks import Identity, identity
from policy.knowledge.stems import stem
from policy.knowledge.tokens import letters
from policy.model.changes import FactType

_HIDDEN = "email-hidden"


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact where it stands."""

    sentence: Sentence
    mark: Mark


def by_sentence(stated: Iterable[StatedFact]) -> Iterable[list[StatedFact]]:
    """Facts that stand in one sentence together, in the order of the first of each."""
    groups: dict[int, list[StatedFact]] = {}  # by the object: two sentences of the same words are two
    for one in stated:
        groups.setdefault(id(one.sentence), []).append(one)
    return groups.values()


class Part:
    """One section. `is_mixed` says that its page has several languages."""

    def __init__(self, apart: SectionApart) -> None:
        self.apart = apart
        self.is_mixed = apart.is_mixed
        self._facts: dict[FactType, tuple[StatedFact, ...]] = {}
        self._counts: dict[FactType, Counter[tuple[str, Identity]]] = {}
        self._stems: dict[str | None, frozenset[str]] = {}

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.apart.sentences

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset([sentence.key for sentence in self.sentences])

    @cached_property
    def letters(self) -> str:
        """All words without any space."""
        return letters(f"{self.apart.section.heading}\n{self.apart.text}")

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset([word for key in self.keys for word in key])

    def holds(self, key: tuple[str, ...]) -> bool:
        """Whether a sentence of it has these very words."""
        return self._may_hold("".join(key), "keys") and key in self.keys

    def has_word(self, word: str) -> bool:
        return self._may_hold(word, "vocabulary") and word in self.vocabulary

    def has_stem(self, left: str, language: str | None) -> bool:
        """Whether grammar leaves that of any of its words; it only takes away, so the word holds what is left."""
        if language not in self._stems:
            if left not in self.letters:
                return False
            self._stems[language] = frozenset([stem(word, language) for word in self.vocabulary])
        return left in self._stems[language]

    def _may_hold(self, letters: str, made: str) -> bool:
        """A cheap look that spares most parts the taking apart; vain where what is asked for is made already."""
        return made in self.__dict__ or letters in self.letters

    @cached_property
    def text(self) -> str:
        """Everything as printed, one sentence a line."""
        return "\n".join([sentence.text for sentence in self.sentences])

    @cached_property
    def hides_mailboxes(self) -> bool:
        """It hides some addresses from robots: "[email protected]"."""
        if "protected" not in self.letters:  # a cheap look: most sections hold none
            return False
        hidden = (one.sentence for one in self.facts(FactType.CONTACT) if one.mark.role == _HIDDEN)
        return any("protected" in sentence.text.casefold() for sentence in hidden)

    @cached_property
    def terms(self) -> frozenset[tuple[str, str, str]]:
        """Table, id and phrase of every theme, kind of data, purpose and recipient that is named."""
        notes = self.apart.notes
        if notes is not None:
            return frozenset(notes.terms)
        return frozenset([term for sentence in self.sentences for term in terms_of(sentence.phrase)])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Said to act, or to own the service, as often as they are."""
        notes = self.apart.notes
        if notes is not None and notes.names is not None:
            return tuple(chain.from_iterable(notes.names))
        return tuple([name for sentence in self.sentences for name in names_of(sentence.phrase)])

    @cached_property
    def phrases(self) -> frozenset[tuple[str, str]]:
        """The same without what the phrase stands for."""
        return frozenset([(table, phrase) for table, _, phrase in self.terms])

    def facts(self, type_: FactType) -> tuple[StatedFact, ...]:
        """Every fact of that type, in order."""
        if self._read is not None and type_ not in self._types:
            return ()
        if type_ not in self._facts:
            self._facts[type_] = tuple(
                [StatedFact(sentence, mark) for sentence in self.sentences for mark in marks_of(sentence.phrase, type_)]
            )
        return self._facts[type_]

    def states(self, fact: Identity, version: str) -> bool:
        """Whether it states that fact, in that language version."""
        if self._read is not None and not self.is_mixed:
            return fact in self._read
        return (version, fact) in self.counts(fact[0])

    def counts(self, type_: FactType) -> Mapping[tuple[str, Identity], int]:
        """How often each fact of that type is stated, by language version."""
        if type_ not in self._counts:
            stated = self.facts(type_)
            self._counts[type_] = Counter([(self.version_of(one.sentence), one.mark.identity) for one in stated])
        return self._counts[type_]

    def version_of(self, sentence: Sentence) -> str:
        """The language version a sentence belongs to; "": the page has but one."""
        return (sentence.phrase.language or "") if self.is_mixed else ""

    @cached_property
    def _read(self) -> frozenset[Identity] | None:
        """Every fact of whatever type, where all of every sentence are known already; None: they are not."""
        notes = self.apart.notes
        if notes is not None:
            return notes.identities
        found = [marks_at_hand(sentence.phrase) for sentence in self.sentences]
        if None in found:
            return None
        return frozenset([identity(mark) for marks in found if marks for mark in marks])

    @cached_property
    def _types(self) -> frozenset[FactType]:
        return frozenset([type_ for type_, *_ in self._read or ()])
