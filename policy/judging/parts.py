"""Sections as judging asks about them: what each says and states, found out once, and for both sides of a comparison
where both have it word for word."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from policy.facts import Mark, Sentence, marks_of
from policy.facts.memory import known, terms_of
from policy.model.changes import FactType, Polarity

_HIDDEN = "email-hidden"
Identity = tuple[FactType, str, Polarity]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact where it stands."""

    sentence: Sentence
    mark: Mark


class Part:
    """The sentences of one section. `is_mixed` says that its page has several languages."""

    def __init__(self, sentences: tuple[Sentence, ...], *, is_mixed: bool) -> None:
        self.sentences = sentences
        self.is_mixed = is_mixed
        self._statements: dict[FactType, tuple[Statement, ...]] = {}
        self._counts: dict[FactType, Counter[tuple[str, Identity]]] = {}

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset([sentence.key for sentence in self.sentences])

    @cached_property
    def letters(self) -> str:
        """All words without any space."""
        return "".join([word for sentence in self.sentences for word in sentence.key])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset([word for key in self.keys for word in key])

    @cached_property
    def text(self) -> str:
        """Everything as printed, one sentence a line."""
        return "\n".join([sentence.text for sentence in self.sentences])

    @cached_property
    def hides_mailboxes(self) -> bool:
        """It hides some addresses from robots: "[email protected]"."""
        if "protected" not in self.text.casefold():  # a cheap look: most sections hold none
            return False
        hidden = (one.sentence for one in self.statements(FactType.CONTACT) if one.mark.role == _HIDDEN)
        return any("protected" in sentence.text.casefold() for sentence in hidden)

    @cached_property
    def terms(self) -> frozenset[tuple[str, str, str]]:
        """Table, id and phrase of every theme, kind of data, purpose and recipient that is named."""
        return frozenset([term for sentence in self.sentences for term in terms_of(sentence.phrase)])

    @cached_property
    def phrases(self) -> frozenset[tuple[str, str]]:
        """The same without what the phrase stands for."""
        return frozenset([(table, phrase) for table, _, phrase in self.terms])

    def statements(self, type_: FactType) -> tuple[Statement, ...]:
        """Every fact of that type, in order."""
        if self._is_read:
            return self._by_type.get(type_, ())
        if type_ not in self._statements:
            self._statements[type_] = tuple(
                [Statement(sentence, mark) for sentence in self.sentences for mark in marks_of(sentence.phrase, type_)]
            )
        return self._statements[type_]

    def counts(self, type_: FactType) -> Mapping[tuple[str, Identity], int]:
        """How often each fact of that type is stated, by language version."""
        if type_ not in self._counts:
            stated = self.statements(type_)
            self._counts[type_] = Counter([(self.version_of(one.sentence), one.mark.identity) for one in stated])
        return self._counts[type_]

    def version_of(self, sentence: Sentence) -> str:
        """The language version a sentence belongs to; "": the page has but one."""
        return (sentence.phrase.language or "") if self.is_mixed else ""

    @cached_property
    def _is_read(self) -> bool:
        """All facts of every sentence are known already, of whatever type."""
        return all(known(sentence.phrase).whole is not None for sentence in self.sentences)

    @cached_property
    def _by_type(self) -> Mapping[FactType, tuple[Statement, ...]]:
        found = defaultdict[FactType, list[Statement]](list)
        for sentence in self.sentences:
            for mark in known(sentence.phrase).whole or ():
                found[mark.type].append(Statement(sentence, mark))
        return {type_: tuple(stated) for type_, stated in found.items()}
