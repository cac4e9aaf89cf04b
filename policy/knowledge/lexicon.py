"""The vocabulary of one language, and what it finds in a sentence."""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from policy.knowledge.sources import HOME, Table, loaded, only, refusal, text, words
from policy.knowledge.taxonomy import Taxonomy, taxonomy
from policy.knowledge.tokens import bounds, pieces
from policy.knowledge.trie import Trie, keys_of
from policy.remembering import remembered

_NEAR = {"ms": "id"}  # Malay is read with the Indonesian vocabulary: most terms are the same words
_DECOY = "decoy"
_TABLES = ("data", "purpose", "recipient", "right", "clause", "theme", "cue")
_SHARED = frozenset({"theme", "cue", "clause"})  # one phrase may speak of several of these
_CUES = frozenset(  # what the rules ask for; the themes are the kinds of change, the rest stands in the taxonomy
    {
        "collect", "use", "share", "retain", "sell", "reach", "first-person", "third-party-subject", "negation",
        "exception", "lead-in", "definition", "change", "deadline", "offer", "form", "web-form", "region",
        "erase", "limit", "qualifier", "whole", "breach", "whenever", "veiled", "review",
    }
)  # fmt: skip
_DECOYED = ("data.", "purpose.", "recipient.")  # whose terms compete with decoys
_FOLDER = HOME / "lexicons"


class Term(NamedTuple):
    """A phrase and what it stands for; a weak one counts only beside other terms or a cue."""

    table: str
    id: str
    phrase: str
    is_weak: bool = False
    rivals: str = (
        ""  # of one table's terms with the same, the longest wins; of a decoy, the only ones it stands against
    )


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

    def __init__(
        self,
        language: str,
        terms: tuple[Term, ...],
        star: int,
        suffixes: tuple[str, ...],
        glued: tuple[str, ...] = (),
        contractions: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.language = language
        self.terms: tuple[Term, ...] = ()
        self.star = star
        self.suffixes = suffixes
        self.glued = glued
        self._other = {**contractions, **{short: long for long, short in contractions.items()}}
        self._contracted = re.compile(rf"\b(?:{'|'.join(map(re.escape, self._other))})\b") if self._other else None
        self._trie: Trie[tuple[tuple[str, ...], Term]] = Trie(star, suffixes, glued)
        self.learn(terms)

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
            if term.table != _DECOY
        ]
        hits.sort(key=_PLACE)
        return tuple(hits)


def _groups(term: Term) -> tuple[str, ...]:
    """The groups in which it has rivals."""
    if term.table == _DECOY:
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
    for first, end, term in sorted(spans, key=lambda span: (span[0], -span[1], span[2].table != _DECOY, span[2].id)):
        if end <= reach and not (first == start and end == reach and kept[-1][2].table != _DECOY):
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
    known = taxonomy()
    with _nothing_collected():
        found = read_lexicon(_FOLDER / f"{language}.toml", known)
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


def read_lexicon(path: Path, known: Taxonomy) -> Lexicon:
    """The vocabulary in that file; KnowledgeError says where it is wrong."""
    source = loaded(path)
    language = text(path, source, "language", "")
    star = source.get("star", 6)
    if language != path.stem or not isinstance(star, int):
        raise refusal(path, "language", f'language must be "{path.stem}", as the file is called, and star a number')
    terms = [Term(_DECOY, "", phrase) for phrase in words(path, source, "decoys", "")]
    only(path, source, ("language", "star", "suffixes", "prefixes", "contractions", "decoys", *_TABLES), "")
    for table in _TABLES:
        terms.extend(_terms(path, source, table, known))
    _check_phrases(path, terms)
    suffixes, prefixes = (words(path, source, key, "") for key in ("suffixes", "prefixes"))
    return Lexicon(language, tuple(terms), star, suffixes, prefixes, _contractions(path, source))


def _contractions(path: Path, source: Table) -> dict[str, str]:
    """Small words, and how they are drawn together."""
    found = source.get("contractions", {})
    header = "[contractions]"
    if not isinstance(found, dict):
        raise refusal(path, "contractions", f'write {header}, and "you have" = "you\'ve" below')
    return {long: text(path, found, long, header) for long in found}


def _terms(path: Path, source: Table, table: str, known: Taxonomy) -> list[Term]:
    sections = source.get(table, {})
    terms: list[Term] = []
    owners: dict[str, str] = {}
    for id_, section in sections.items() if isinstance(sections, dict) else ():
        header = f"[{table}.{id_}]"
        _check_name(path, table, id_, known)
        if not isinstance(section, dict):
            raise refusal(path, id_, f'{id_} is no table: write {header}, and terms = ["…"] below', after=f"[{table}")
        only(path, section, ("terms", "weak", "decoys"), header)
        rivals = _rivals(table, id_, known)
        against = f"{table}.{rivals}"
        terms.extend(Term(_DECOY, "", phrase, rivals=against) for phrase in words(path, section, "decoys", header))
        for key in ("terms", "weak"):
            for phrase in words(path, section, key, header):
                if phrase in owners and table not in _SHARED:
                    message = f"{phrase!r} already stands under [{table}.{owners[phrase]}]; keep one"
                    raise refusal(path, f'"{phrase}"', message, after=header)
                owners[phrase] = id_
                terms.append(Term(table, id_, phrase, key == "weak", rivals))
    return terms


def _check_name(path: Path, table: str, id_: str, known: Taxonomy) -> None:
    if table == "cue":
        if id_ not in _CUES:
            message = f"no rule asks for the cue {id_!r}; known are {', '.join(sorted(_CUES))}"
            raise refusal(path, f"[cue.{id_}]", message)
    elif id_ not in known.ids(table):
        raise refusal(path, f"[{table}.{id_}]", f"taxonomy.toml has no {table} {id_!r}; add it there or mend the name")


def _rivals(table: str, id_: str, known: Taxonomy) -> str:
    """Clauses of one sort compete: "without prior notice" is no prior notice. Themes, cues and rights stand side by
    side: "correct and delete your data" names two."""
    if table == "clause":
        return known.entries[table][id_].group
    return id_ if table in _SHARED or table == "right" else ""


def _check_phrases(path: Path, terms: list[Term]) -> None:
    for term in terms:
        if term.phrase[0].isalnum() and "~" not in term.phrase and " *" not in term.phrase:
            continue  # no gap in it
        keys = keys_of(term.phrase)
        if not keys or keys[0] == "~" or keys[-1] == "~":
            message = f"{term.phrase!r} must begin and end with a word: a gap stands between two"
            raise refusal(path, f'"{term.phrase}"', message)
