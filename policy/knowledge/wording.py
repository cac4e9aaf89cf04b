"""Wording that no list of terms can tell: patterns and small words by what they are there for, in all languages."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from policy.knowledge.sources import HOME, Table, loaded, only, refusal, words

_FOLDER = HOME / "wordings"
_TABLES = frozenset({"pattern", "words"})
_BEGINS = r"\b"
_EQUALS = " = "
_Wordings = dict[str, Mapping[str, tuple[str, ...]]]


def pattern(name: str) -> str:
    """A regular expression that matches what any language says for this, as one group that captures nothing of itself.

    It is matched against folded text unless the file says otherwise."""
    return _any_of([one for listed in _wordings("pattern")[name].values() for one in listed])


def patterns(name: str) -> dict[str, str]:
    """The same of each language by its code."""
    return {language: _any_of(listed) for language, listed in _wordings("pattern")[name].items()}


@cache
def turn(name: str, language: str | None) -> re.Pattern[str] | None:
    """The same of one language, compiled when it is first asked for: a document speaks one or two of them. None: none
    are known in it."""
    one = _turns(name).get(language or "")
    return None if one is None else re.compile(one)


@cache
def _turns(name: str) -> dict[str, str]:
    return patterns(name)


def small_words(name: str) -> frozenset[str]:
    """The words of all languages."""
    return frozenset(word for listed in _wordings("words")[name].values() for word in listed)


def words_by_language(name: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each language by its code."""
    return _wordings("words")[name]


@cache
def equals(name: str) -> dict[str, dict[str, str]]:
    """What each language writes in several ways: each way with the one that stands for all, from "one = other"."""
    found = {}
    for language, listed in _wordings("words")[name].items():
        ways = [one.partition(_EQUALS) for one in listed]
        found[language] = {way: meant for way, _, meant in ways}
    return found


@cache
def _wordings(table: str) -> _Wordings:
    return read_wordings(_FOLDER)[table]


def read_wordings(folder: Path) -> dict[str, _Wordings]:
    """The two tables of the files there, each by name and language; KnowledgeError says where one is wrong."""
    found: dict[str, _Wordings] = {table: {} for table in _TABLES}
    for path in sorted(folder.glob("*.toml")):
        source = loaded(path)
        only(path, source, _TABLES, "")
        for table in _TABLES & source.keys():
            for name, listed in _listed(path, source, table).items():
                if name in found[table]:
                    raise refusal(path, f"[{table}.{name}]", f"another file has [{table}.{name}] already; keep one")
                found[table][name] = listed
    return found


def _listed(path: Path, source: Table, table: str) -> _Wordings:
    section = source[table]
    if not isinstance(section, dict):
        raise refusal(path, table, f"{table} must be tables such as [{table}.name]")
    found: _Wordings = {}
    for name, by_language in section.items():
        header = f"[{table}.{name}]"
        if not isinstance(by_language, dict) or not by_language:
            raise refusal(path, header, f'{header} needs at least one language, such as en = ["…"]')
        found[name] = {language: words(path, by_language, language, header) for language in by_language}
    return found


def _any_of(alternatives: Sequence[str]) -> str:
    """One of them; whether a word begins is looked at once for all that must begin with one."""
    begun = "|".join(one.removeprefix(_BEGINS) for one in alternatives if one.startswith(_BEGINS))
    others = "|".join(one for one in alternatives if not one.startswith(_BEGINS))
    together = f"{_BEGINS}(?:{begun})" if begun else ""
    return f"(?:{'|'.join(filter(None, (others, together)))})"
