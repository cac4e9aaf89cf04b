"""What the vocabulary of a language finds in a sentence."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from policy.knowledge.sources import HOME
from policy.knowledge.taxonomy import taxonomy
from policy.knowledge.tokens import bounds, pieces
from policy.knowledge.trie import Trie
from policy.knowledge.vocabulary import DECOY, Term, Vocabulary, read_vocabulary
from policy.remembering import remembered

_NEAR = {"ms": "id"}  # Malay is read with the Indonesian vocabulary: most terms are the same words
_DECOYED = ("data.", "purpose.", "recipient.")  # whose terms compete with decoys
_FOLDER = HOME / "lexicons"


class Hit(NamedTuple):
    """A term found in a sentence, with its place there; a tuple, for they are many."""

    table: str
    id: str
    phrase: str
    is_weak: bool
    start: int
    end: int


_Span: TypeAlias = tuple[int, int, Term]
_PLACE = itemgetter(4, 5, 0, 1)  # of a hit, then its table and id


class Lexicon:
    """One language's terms, ready to be found."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.language = vocabulary.language
        self.terms: tuple[Term, ...] = ()
        self._other = {one: other for pair in vocabulary.contractions for one, other in (pair, pair[::-1])}
        self._contracted = re.compile(rf"\b(?:{'|'.join(map(re.escape, self._other))})\b") if self._other else None
        self._trie: Trie[tuple[tuple[str, ...], Term]] = Trie(vocabulary.star, vocabulary.suffixes, vocabulary.prefixes)
        self.learn(vocabulary.terms)

    def learn(self, terms: tuple[Term, ...]) -> None:
        """It knows these terms, too."""
        self.terms += terms
        for term in terms:
            for phrase in self._spellings(term.phrase):
                self._trie.add(phrase, (_groups(term), term))

    def _spellings(self, phrase: str) -> tuple[str, ...]:
        """As it is listed, and with its small words drawn together or written out: "you have", "you've"."""
        if self._contracted is None:
            return (phrase,)
        other = self._contracted.sub(lambda match: self._other[match[0]], phrase)
        return (phrase,) if other == phrase else (phrase, other)

    def hits(self, sentence: str) -> tuple[Hit, ...]:
        """What the sentence names, in its order: of one table's terms the longest, and none inside a decoy."""
        spans = self._trie.scan(pieces(sentence))
        if not spans:
            return ()
        by_table: dict[str, list[_Span]] = {}
        for first, end, (groups, term) in spans:
            for group in groups:
                if group in by_table:
                    by_table[group].append((first, end, term))
                else:
                    by_table[group] = [(first, end, term)]
        ends = bounds(sentence)
        hits = [
            Hit._make((*term[:4], ends[2 * first], ends[2 * end - 1]))
            for rivals in by_table.values()
            for first, end, term in (_longest(rivals) if len(rivals) > 1 else rivals)
            if term.table != DECOY
        ]
        hits.sort(key=_PLACE)
        return tuple(hits)


def _groups(term: Term) -> tuple[str, ...]:
    """The groups in which it has rivals."""
    if term.table == DECOY:
        return _group(term.rivals) if term.rivals else _DECOYED
    return _group(f"{term.table}.{term.rivals}")


@cache
def _group(name: str) -> tuple[str, ...]:
    return (name,)


def _longest(spans: list[_Span]) -> list[_Span]:
    """Of overlapping spans the longest at each start, and none nested in a kept one."""
    kept: list[_Span] = []
    reach = -1
    start = -1
    for first, end, term in sorted(spans, key=lambda span: (span[0], -span[1], span[2].table != DECOY, span[2].id)):
        if end <= reach and not (first == start and end == reach and kept[-1][2].table != DECOY):
            continue
        if any(span[0] == first and span[1] == end and span[2].id == term.id for span in kept[-3:]):
            continue
        kept.append((first, end, term))
        start, reach = first, end
    return kept


def spoken_languages() -> tuple[str, ...]:
    """The languages with a vocabulary."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def lexicon(language: str | None) -> Lexicon | None:
    """The vocabulary of a language with the loanwords every policy uses; None: we have none."""
    language = _NEAR.get(language or "", language)
    if language is None or language not in spoken_languages():
        return None
    with _nothing_collected():
        found = Lexicon(read_vocabulary(_FOLDER / f"{language}.toml", taxonomy()))
        if language != "en":
            own = {(term.table, term.phrase) for term in found.terms}
            found.learn(tuple(term for term in _loanwords() if (term.table, term.phrase) not in own))
    return found


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Thousands of objects are made that all stay: to look for garbage among them takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _loanwords() -> tuple[Term, ...]:
    """English terms that every language's policies print as they are."""
    english = lexicon("en")
    return tuple(term for term in english.terms if term.phrase in taxonomy().loanwords) if english else ()


@remembered()
def hits(language: str | None, sentence: str) -> tuple[Hit, ...]:
    """What a sentence names in that language; nothing for a language without vocabulary. Remembered per sentence, so
    that one which did not change costs nothing."""
    vocabulary = lexicon(language)
    return vocabulary.hits(sentence) if vocabulary else ()
