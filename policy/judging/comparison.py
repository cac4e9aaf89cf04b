"""Two readings side by side: the sentences that changed, who is whose counterpart, and what each side states."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policy.facts import Sentence, marks, marks_of
from policy.facts.brands import is_named_throughout
from policy.facts.marks import Identity
from policy.judging.conventions import says_the_same
from policy.judging.counterparts import counterparts
from policy.judging.parts import StatedFact
from policy.judging.sides import Side, sides, veiled
from policy.judging.slips import CONTENT_LETTERS
from policy.knowledge.lexicon import hits
from policy.knowledge.tokens import words_of
from policy.model.changes import Direction, FactType, Kind
from policy.model.readings import Reading
from policy.model.targets import DocumentType

__all__ = ["Comparison", "Edit", "Pair", "Side", "StatedFact"]

_CJK_SIGNS_A_WORD = 2
_THAI, _THAI_SIGNS_A_WORD = "th", 4

_DIGIT = re.compile(r"\d")
_MAIL_HOST = re.compile(r"@(?:[\w-]+\.)*?([\w-]+)\.\w+\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """A changed sentence beside its counterpart; None: it has none on that side."""

    before: Sentence | None
    after: Sentence | None


@dataclass(frozen=True, slots=True)
class Edit(Pair):
    """A pair that has both: a sentence, and what became of it."""

    before: Sentence
    after: Sentence


class Comparison:
    """What the rules look at."""

    def __init__(self, before: Reading, after: Reading, family: DocumentType | None, brands: tuple[str, ...]) -> None:
        self.before, self.after = sides(before, after)
        self.family = family
        self.brands = brands
        self._came: dict[FactType, tuple[StatedFact, ...]] = {}
        self._went: dict[FactType, tuple[StatedFact, ...]] = {}
        self._new_words: dict[tuple[str, str | None], bool] = {}

    @cached_property
    def gone(self) -> tuple[Sentence, ...]:
        """Sentences whose words the later document no longer holds."""
        return tuple(sentence for sentence in self._gone if id(sentence) not in self._mended)

    @cached_property
    def come(self) -> tuple[Sentence, ...]:
        """Sentences whose words the earlier document did not hold."""
        return tuple(sentence for sentence in self._come if id(sentence) not in self._mended)

    @cached_property
    def _gone(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.before.own if not self._says(self.after, sentence))

    @cached_property
    def _come(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.after.own if not self._says(self.before, sentence))

    @cached_property
    def is_veiled(self) -> bool:
        """One side hides its addresses from robots: then what differs in them is our sight, not the contact."""
        return self.before.hides_mailboxes != self.after.hides_mailboxes

    def _says(self, side: Side, sentence: Sentence) -> bool:
        return side.says(sentence) or (self.is_veiled and veiled(sentence) in side.veiled_keys)

    @cached_property
    def _mended(self) -> frozenset[int]:
        """Sentences that differ from their counterpart only in how it is written: they state the same."""
        return frozenset(
            id(sentence)
            for pair in self.aligned
            if isinstance(pair, Edit) and says_the_same(pair.before, pair.after)
            for sentence in (pair.before, pair.after)
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The changed sentences, aligned, but for those that only are written otherwise."""
        return tuple(pair for pair in self.aligned if id(pair.before or pair.after) not in self._mended)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The pairs that have both sentences, in order."""
        return tuple(pair for pair in self.pairs if isinstance(pair, Edit))

    @cached_property
    def aligned(self) -> tuple[Pair, ...]:
        """The changed sentences, aligned; in the order of the later document, removals last."""
        come, gone = {id(sentence) for sentence in self._come}, {id(sentence) for sentence in self._gone}
        olds = [one for one in self.before.own if id(one) in gone or not self.after.holds(one.key)]
        news = [one for one in self.after.own if id(one) in come or not self.before.holds(one.key)]
        found = counterparts(olds, news)
        partner = {new: olds[old] for old, new in found}
        taken = {id(sentence) for sentence in partner.values()}
        paired = [
            Edit(partner[new], sentence) if new in partner else Pair(None, sentence)
            for new, sentence in enumerate(news)
            if id(sentence) in come or (new in partner and id(partner[new]) in gone)
        ]
        return (*paired, *(Pair(sentence, None) for sentence in self._gone if id(sentence) not in taken))

    def speaking(self, kind: Kind) -> Sequence[Pair]:
        """The pairs of which either sentence uses a phrase of that theme, in order."""
        return self._by_theme.get(kind.value, ())

    def stating(self, type_: FactType) -> Sequence[Pair]:
        """The pairs of which either sentence states a fact of that type, in order."""
        return self._by_fact.get(type_, ())

    def edits_on(self, kind: Kind) -> Iterator[Edit]:
        """Those of them that have both sentences."""
        return (pair for pair in self.speaking(kind) if isinstance(pair, Edit))

    @cached_property
    def _by_theme(self) -> dict[str, list[Pair]]:
        found: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            said = (hits(one.phrase.language, one.text) for one in (pair.before, pair.after) if one is not None)
            for id_ in dict.fromkeys(hit.id for some in said for hit in some if hit.table == "theme"):
                found.setdefault(id_, []).append(pair)
        return found

    @cached_property
    def _by_fact(self) -> dict[FactType, list[Pair]]:
        found: dict[FactType, list[Pair]] = {}
        for pair in self.pairs:
            said = (marks(one.phrase) for one in (pair.before, pair.after) if one is not None)
            for type_ in dict.fromkeys(mark.type for some in said for mark in some):
                found.setdefault(type_, []).append(pair)
        return found

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Words of the publisher's own names: brands, titles, hosts of its mailboxes."""
        own: set[str] = set()
        for name in (*self.brands, self.before.reading.title, self.after.reading.title):
            own.update(words_of(name))
        for side in (self.before, self.after):
            own.update(host.casefold() for host in _MAIL_HOST.findall(side.text))
        return frozenset(own)

    def speaks_of_itself_as(self, name: str) -> bool:
        """A company that very many sentences of both documents name is the publisher, or its house."""
        return all(
            is_named_throughout(name, [sentence.text for sentence in side.sentences])
            for side in (self.before, self.after)
        )

    def counterpart(self, sentence: Sentence) -> Sentence | None:
        """The sentence on the other side that this one was made of, or became; None: there is none."""
        return self._counterparts.get(id(sentence))

    @cached_property
    def _counterparts(self) -> dict[int, Sentence]:
        found = {}
        for pair in self.edits:
            found[id(pair.before)] = pair.after
            found[id(pair.after)] = pair.before
        return found

    def came(self, type_: FactType) -> tuple[StatedFact, ...]:
        """Facts of that type the earlier document stated nowhere, one statement each."""
        if type_ not in self._came:
            self._came[type_] = tuple(_news(self._stated_anew.get(type_, ()), self.before))
        return self._came[type_]

    def went(self, type_: FactType) -> tuple[StatedFact, ...]:
        """Facts of that type the later document states nowhere, one statement each."""
        if type_ not in self._went:
            self._went[type_] = tuple(_news(self._no_longer_stated.get(type_, ()), self.after))
        return self._went[type_]

    def both_ways(self, type_: FactType) -> Iterator[tuple[bool, Direction, tuple[StatedFact, ...]]]:
        """What came, then what went: whether it is new, which way a list of such facts changes by it, and the facts."""
        yield True, Direction.ADDED, self.came(type_)
        yield False, Direction.REMOVED, self.went(type_)

    @cached_property
    def _stated_anew(self) -> Mapping[FactType, Sequence[StatedFact]]:
        return _by_type(self.come)

    @cached_property
    def _no_longer_stated(self) -> Mapping[FactType, Sequence[StatedFact]]:
        return _by_type(self.gone)

    def exchanged(self, type_: FactType, role: str) -> tuple[tuple[StatedFact, StatedFact], ...]:
        """Facts of that type and role where another stood in the same sentence, whatever is said elsewhere."""
        found: list[tuple[StatedFact, StatedFact]] = []
        for pair in self.stating(type_):
            if not isinstance(pair, Edit):
                continue
            old, new = (_of(sentence, type_, role) for sentence in (pair.before, pair.after))
            left = [one for one in old if one.mark.value not in {other.mark.value for other in new}]
            fresh = [one for one in new if one.mark.value not in {other.mark.value for other in old}]
            found.extend(zip(left, fresh, strict=False))
        return tuple(found)

    def words_around(self, sentence: Sentence, *, is_new: bool) -> frozenset[str]:
        """Words of the sentences that went from the section of a new one, or came into that of one that went: where a
        statement is split, merged or turned round, its words wander there."""
        return self._wandering[is_new].get(sentence.section.path, frozenset())

    @cached_property
    def _wandering(self) -> tuple[dict[tuple[str, ...], frozenset[str]], dict[tuple[str, ...], frozenset[str]]]:
        found: tuple[dict[tuple[str, ...], set[str]], dict[tuple[str, ...], set[str]]] = ({}, {})
        for into, changed in zip(found, (self.come, self.gone), strict=True):
            for one in changed:
                into.setdefault(one.section.path, set()).update(one.key)
        come, gone = ({path: frozenset(words) for path, words in one.items()} for one in found)
        return come, gone

    def new_words(self, sentence: Sentence) -> tuple[str, ...]:
        """Content words of a later sentence that the earlier document used in no form."""
        language = sentence.phrase.language
        is_plain = language == "en"  # other letters there are a menu of languages
        fresh = [word for word in dict.fromkeys(sentence.key) if self._is_new(word, language)]
        longer = [word for word in fresh if len(word) >= CONTENT_LETTERS and word.isascii() >= is_plain]
        signs = [word for word in fresh if len(word) == 1 and ord(word) > 0x3000]  # CJK
        runs = self._new_runs(sentence.key) if language == _THAI else ()
        return (*longer, *signs[::_CJK_SIGNS_A_WORD], *runs)

    def _new_runs(self, signs: tuple[str, ...]) -> tuple[str, ...]:
        """Of a script with few signs that sets no words apart: runs as long as a word that the earlier document lacks,
        none of which overlap."""
        found: list[str] = []
        at = 0
        while at + _THAI_SIGNS_A_WORD <= len(signs):
            run = "".join(signs[at : at + _THAI_SIGNS_A_WORD])
            is_new = run not in self.before.letters
            if is_new:
                found.append(run)
            at += _THAI_SIGNS_A_WORD if is_new else 1
        return tuple(dict.fromkeys(found))

    def _is_new(self, word: str, language: str | None) -> bool:
        """Whether the earlier document used the word in no form; numbers and identifiers ("_ga_8k0t") are no words."""
        found = self._new_words.get((word, language))
        if found is None:
            found = not (_DIGIT.search(word) or self.before.has_word(word) or self.before.has_form(word, language))
            self._new_words[word, language] = found
        return found


def _of(sentence: Sentence, type_: FactType, role: str) -> list[StatedFact]:
    return [StatedFact(sentence, mark) for mark in marks_of(sentence.phrase, type_) if mark.role == role]


def _by_type(changed: Iterable[Sentence]) -> Mapping[FactType, Sequence[StatedFact]]:
    """What the sentences state, in order. Whatever is stated anew will be kept, too: so all is found at once."""
    found = defaultdict[FactType, list[StatedFact]](list)
    for sentence in changed:
        for mark in marks(sentence.phrase):
            found[mark.type].append(StatedFact(sentence, mark))
    return found


def _news(stated: Iterable[StatedFact], other: Side) -> Iterator[StatedFact]:
    told: set[Identity] = set()
    for statement in stated:
        identity = statement.mark.identity
        if identity not in told and not other.states(statement):
            told.add(identity)
            yield statement
