"""One of two readings that are compared: its sentences, and what it states anywhere."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from policy.facts import Sentence, sections
from policy.judging.parts import Part, StatedFact
from policy.knowledge.stems import stem
from policy.knowledge.tokens import words_of
from policy.model.changes import FactType, Kind
from policy.model.readings import Reading

_TELLING = 4  # words from which a sentence found inside a longer one is the same sentence, re-wrapped
_MAILBOX = re.compile(r"[\w.+%-]*\[email\s?protected\]|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


@dataclass
class Side:
    """One reading, taken apart; its own parts are those that the other side has not word for word."""

    reading: Reading
    parts: tuple[Part, ...]
    own_parts: tuple[Part, ...]
    shared_parts: tuple[Part, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(chain.from_iterable(part.sentences for part in self.parts))

    @cached_property
    def own(self) -> tuple[Sentence, ...]:
        """The sentences that the other side may not say; all others it does."""
        return tuple(chain.from_iterable(part.sentences for part in self.own_parts))

    @cached_property
    def _own_keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset[tuple[str, ...]]().union(*(part.keys for part in self.own_parts))

    def holds(self, key: tuple[str, ...]) -> bool:
        """Whether a sentence has these very words."""
        if key in self._own_keys:
            return True
        return "".join(key) in self.letters and any(part.holds(key) for part in self.shared_parts)

    @cached_property
    def hides_mailboxes(self) -> bool:
        """The page hides some addresses from robots: "[email protected]"."""
        return any(part.hides_mailboxes for part in self.parts)

    @cached_property
    def veiled_keys(self) -> frozenset[tuple[str, ...]]:
        """The sentences with every address struck out."""
        return frozenset(veiled(sentence) for sentence in self.sentences)

    @cached_property
    def letters(self) -> str:
        """All words without any space, so that a sentence is found however it is wrapped, glued or torn."""
        return "".join(part.letters for part in self.parts)

    def has_form(self, word: str, language: str | None) -> bool:
        """Whether the document has the word in any form that the grammar of that language makes of it."""
        left = stem(word, language)  # grammar only takes away: the document holds what is left
        return left in self.letters and any(part.has_stem(left, language) for part in self._asked)

    @cached_property
    def said_names(self) -> tuple[str, ...]:
        """What is said to act, or to own the service, wherever it is."""
        return tuple(chain.from_iterable(part.names for part in self.parts))

    @cached_property
    def text(self) -> str:
        """Everything as printed, one sentence a line."""
        return "\n".join(part.text for part in self.parts if part.sentences)

    def facts(self, type_: FactType) -> tuple[StatedFact, ...]:
        """Every fact of that type, in the order of the document."""
        return tuple(chain.from_iterable(part.facts(type_) for part in self.parts))

    def states(self, fact: StatedFact) -> bool:
        """Whether the document states this fact anywhere; on a page in several languages, in that of the statement."""
        identity, version = fact.mark.identity, self.version_of(fact.sentence)
        return any(part.states(identity, version) for part in self._asked)

    def names(self, type_: FactType) -> bool:
        """Whether the document states any fact of that type."""
        return any(part.facts(type_) for part in self._asked)

    def count(self, fact: StatedFact) -> int:
        """How often the document states that fact, in the language version of the statement."""
        wanted = self.version_of(fact.sentence), fact.mark.identity
        return sum(part.counts(fact.mark.type).get(wanted, 0) for part in self.parts)

    def version_of(self, sentence: Sentence) -> str:
        """The language version a sentence belongs to; "": the page has but one."""
        return (sentence.phrase.language or "") if is_mixed(self.reading) else ""

    def names_theme(self, kind: Kind, phrase: str) -> bool:
        """Whether the document uses that phrase of the theme anywhere."""
        return any(("theme", kind.value, phrase) in part.terms for part in self._asked)

    def uses(self, table: str, phrase: str) -> bool:
        """Whether the document uses that phrase of the table anywhere; of themes, data, purposes and recipients."""
        return any((table, phrase) in part.phrases for part in self._asked)

    def has_word(self, word: str) -> bool:
        return word in self.letters and any(part.has_word(word) for part in self._asked)

    def says(self, sentence: Sentence) -> bool:
        """Whether the document holds these words, at any place."""
        key = sentence.key
        if not key or key in self._own_keys:
            return True
        return "".join(key) in self.letters if len(key) >= _TELLING else self.holds(key)

    @cached_property
    def _asked(self) -> tuple[Part, ...]:
        """All parts, what changed before the rest: what an edited sentence says mostly stands in what it was before."""
        return (*self.own_parts, *self.shared_parts)


def sides(before: Reading, after: Reading) -> tuple[Side, Side]:
    """Both readings taken apart; a section that both have is one part of both."""
    told = [sections(reading) for reading in (before, after)]
    shared = {id(one) for one in told[0]} & {id(one) for one in told[1]}
    made = {id(one): Part(one) for one in told[0]}
    made |= {id(one): Part(one) for one in told[1] if id(one) not in shared}
    one, other = (
        Side(
            reading,
            parts=tuple(made[id(part)] for part in parts),
            own_parts=tuple(made[id(part)] for part in parts if id(part) not in shared),
            shared_parts=tuple(made[id(part)] for part in parts if id(part) in shared),
        )
        for reading, parts in zip((before, after), told, strict=True)
    )
    return one, other


def is_mixed(reading: Reading) -> bool:
    """Whether the page is in several languages."""
    return len(reading.languages) > 1


def veiled(sentence: Sentence) -> tuple[str, ...]:
    """Its words, every address struck out."""
    return words_of(_MAILBOX.sub(" mailbox ", sentence.text))
