"""The vocabulary of one language as its file has it: terms, decoys, and how words of that language are formed."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policy.knowledge.sources import Table, loaded, only, refusal, text, words
from policy.knowledge.taxonomy import Taxonomy
from policy.knowledge.trie import keys_of

DECOY = "decoy"
_TABLES = ("data", "purpose", "recipient", "right", "clause", "theme", "cue")
_SHARED = frozenset({"theme", "cue", "clause"})  # one phrase may speak of several of these
_CUES = frozenset(  # what the rules ask for; the themes are the kinds of change, the rest stands in the taxonomy
    {
        "collect", "use", "share", "retain", "sell", "reach", "first-person", "third-party-subject", "negation",
        "exception", "lead-in", "definition", "change", "deadline", "offer", "form", "web-form", "region",
        "erase", "limit", "qualifier", "whole", "breach", "whenever", "veiled", "review",
    }
)  # fmt: skip


class Term(NamedTuple):
    """A phrase and what it stands for; a weak one counts only beside other terms or a cue."""

    table: str
    id: str
    phrase: str
    is_weak: bool = False
    rivals: str = ""  # of one table's terms with the same, the longest wins; of a decoy, all it stands against


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a language, and what may stand around the letters of each."""

    language: str
    terms: tuple[Term, ...]
    star: int  # letters that a "*" stands for at most
    suffixes: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()  # written together with the word
    contractions: tuple[tuple[str, str], ...] = ()  # small words, and how they are drawn together


def read_vocabulary(path: Path, known: Taxonomy) -> Vocabulary:
    """What the file says, where it speaks of what the taxonomy knows; KnowledgeError says where it is wrong."""
    source = loaded(path)
    language = text(path, source, "language", "")
    star = source.get("star", 6)
    if language != path.stem or not isinstance(star, int):
        raise refusal(path, "language", f'language must be "{path.stem}", as the file is called, and star a number')
    terms = [Term(DECOY, "", phrase) for phrase in words(path, source, "decoys", "")]
    only(path, source, ("language", "star", "suffixes", "prefixes", "contractions", "decoys", *_TABLES), "")
    for table in _TABLES:
        terms.extend(_terms(path, source, table, known))
    _check_phrases(path, terms)
    suffixes, prefixes = (words(path, source, key, "") for key in ("suffixes", "prefixes"))
    return Vocabulary(language, tuple(terms), star, suffixes, prefixes, _contractions(path, source))


def _contractions(path: Path, source: Table) -> tuple[tuple[str, str], ...]:
    """Small words, and how they are drawn together."""
    found = source.get("contractions", {})
    header = "[contractions]"
    if not isinstance(found, dict):
        raise refusal(path, "contractions", f'write {header}, and "you have" = "you\'ve" below')
    return tuple((long, text(path, found, long, header)) for long in found)


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
        terms.extend(Term(DECOY, "", phrase, rivals=against) for phrase in words(path, section, "decoys", header))
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
