"""Two readings side by side: the sentences that changed, who is whose counterpart, and what each side states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from policy.comparing.pairing import alike_pairs
from policy.facts import Mark, Sentence, marks, sentences
from policy.knowledge.lexicon import hits
from policy.model.changes import FactType, Polarity
from policy.model.readings import BlockKind, Reading
from policy.model.targets import DocumentType

_LIKE = 0.4  # share of common words from which a sentence is the other one reworded
_TELLING = 4  # words from which a sentence found inside a longer one is the same sentence, re-wrapped
_CONTENT_LETTERS = 4  # shorter words are mostly grammar
_CJK_SIGNS_A_WORD = 2

Identity = tuple[FactType, str, Polarity]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact where it stands."""

    sentence: Sentence
    mark: Mark


@dataclass(frozen=True, slots=True)
class Pair:
    """A changed sentence beside its counterpart; None: it has none on that side."""

    before: Sentence | None
    after: Sentence | None


@dataclass
class Side:
    """One reading, taken apart."""

    reading: Reading
    sentences: tuple[Sentence, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = sentences(self.reading)

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset(sentence.key for sentence in self.sentences)

    @cached_property
    def running(self) -> str:
        """All words in one line, so that a sentence is found however it is wrapped."""
        return " " + " ".join(" ".join(sentence.key) for sentence in self.sentences) + " "

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word for key in self.keys for word in key)

    @cached_property
    def text(self) -> str:
        """Everything as printed, one sentence a line."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @cached_property
    def known(self) -> frozenset[Identity]:
        """Every fact the document states anywhere."""
        return frozenset(mark.identity for sentence in self.sentences for mark in marks(sentence.phrase))

    @cached_property
    def themes(self) -> dict[str, frozenset[str]]:
        """Every phrase of every theme the document uses anywhere."""
        found: dict[str, set[str]] = {}
        for sentence in self.sentences:
            for hit in hits(sentence.phrase.language, sentence.text):
                if hit.table == "theme":
                    found.setdefault(hit.id, set()).add(hit.phrase)
        return {kind: frozenset(phrases) for kind, phrases in found.items()}

    def says(self, sentence: Sentence) -> bool:
        """Whether the document holds these words, at any place."""
        key = sentence.key
        return not key or key in self.keys or (len(key) >= _TELLING and f" {' '.join(key)} " in self.running)


class Comparison:
    """What the rules look at."""

    def __init__(self, before: Reading, after: Reading, family: DocumentType | None, brands: tuple[str, ...]) -> None:
        self.before = Side(before)
        self.after = Side(after)
        self.family = family
        self.brands = brands

    @cached_property
    def gone(self) -> tuple[Sentence, ...]:
        """Sentences whose words the later document no longer holds."""
        return tuple(sentence for sentence in self.before.sentences if not self.after.says(sentence))

    @cached_property
    def come(self) -> tuple[Sentence, ...]:
        """Sentences whose words the earlier document did not hold."""
        return tuple(sentence for sentence in self.after.sentences if not self.before.says(sentence))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The changed sentences, aligned; in the order of the later document, removals last."""
        found = alike_pairs(
            [" ".join(sentence.key) for sentence in self.gone],
            [" ".join(sentence.key) for sentence in self.come],
            _LIKE,
            lambda old, new: (self.gone[old].kind is BlockKind.HEADING) == (self.come[new].kind is BlockKind.HEADING),
        )
        partner = {new: old for old, new in found}
        taken = set(partner.values())
        paired = [
            Pair(self.gone[partner[new]] if new in partner else None, sentence)
            for new, sentence in enumerate(self.come)
        ]
        return (*paired, *(Pair(sentence, None) for old, sentence in enumerate(self.gone) if old not in taken))

    def counterpart(self, sentence: Sentence) -> Sentence | None:
        """The sentence on the other side that this one was made of, or became; None: there is none."""
        return self._counterparts.get(id(sentence))

    @cached_property
    def _counterparts(self) -> dict[int, Sentence]:
        found = {}
        for pair in self.pairs:
            if pair.before is not None and pair.after is not None:
                found[id(pair.before)] = pair.after
                found[id(pair.after)] = pair.before
        return found

    def came(self, type_: FactType) -> tuple[Statement, ...]:
        """Facts of that type the earlier document stated nowhere, one statement each."""
        return tuple(_news(self.come, self.before, type_))

    def went(self, type_: FactType) -> tuple[Statement, ...]:
        """Facts of that type the later document states nowhere, one statement each."""
        return tuple(_news(self.gone, self.after, type_))

    def new_words(self, sentence: Sentence) -> tuple[str, ...]:
        """Content words of a later sentence that the earlier document never used."""
        known = self.before.vocabulary
        fresh = [word for word in dict.fromkeys(sentence.key) if word not in known and not word.isdigit()]
        longer = [word for word in fresh if len(word) >= _CONTENT_LETTERS]
        signs = [word for word in fresh if len(word) == 1 and ord(word) > 0x3000]  # CJK
        return (*longer, *signs[::_CJK_SIGNS_A_WORD])


def _news(changed: tuple[Sentence, ...], other: Side, type_: FactType) -> Iterator[Statement]:
    told: set[Identity] = set()
    for sentence in changed:
        for mark in marks(sentence.phrase):
            if mark.type is type_ and mark.identity not in other.known and mark.identity not in told:
                told.add(mark.identity)
                yield Statement(sentence, mark)
