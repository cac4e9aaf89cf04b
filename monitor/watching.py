"""The operator's own watch rules, as written in the settings or in a file of their own."""

import re
from collections.abc import Sequence
from pathlib import Path

from monitor.tables import SettingsError, Table, one_of, opened
from policy.judging.watching import pattern_fault, term_fault
from policy.model.severity import Severity
from policy.model.targets import WatchRule

_PRIMARY = re.compile(r"[a-z]{2,3}")
_LONGEST = 80  # of a name, which stands in subjects and on pages


def load(path: Path) -> tuple[WatchRule, ...]:
    """The [[watch]] tables of a TOML file, whatever else is in it. Raises SettingsError with every mistake in them."""
    mistakes: list[str] = []
    table = opened(path, mistakes)
    rules = watch_rules(table.tables("watch"))
    if not mistakes and not rules:
        mistakes.append(f"{path}: watch is missing: write a line [[watch]] with name, and terms or pattern below")
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return rules


def watch_rules(tables: Sequence[Table]) -> tuple[WatchRule, ...]:
    """The rules in their order; a wrong one is left out and reported."""
    found: dict[str, WatchRule] = {}
    for table in tables:
        known = len(table.mistakes)
        rule = _rule(table)
        if rule.name in found:
            table.wrong("name", "another rule has this name: give one of them another")
        if len(table.mistakes) == known:
            found[rule.name] = rule
    return tuple(found.values())


def _rule(table: Table) -> WatchRule:
    if not table.has("name"):
        table.wrong("name", "give the rule a name; findings and digests show it")
    known = len(table.mistakes)
    terms = table.texts("terms", _term)
    if table.has("terms") and not terms and len(table.mistakes) == known:
        table.wrong("terms", "write at least one word or phrase")
    rule = WatchRule(
        name=table.read("name", "", _name),
        severity=Severity[table.read("severity", "major", one_of(one.word for one in Severity)).upper()],
        terms=terms,
        pattern=table.read("pattern", "", _pattern),
        languages=table.texts("languages", _language),
    )
    if table.has("terms") == table.has("pattern"):
        remedy = "write either terms = [\"…\"] or pattern = '…'"
        table.wrong("pattern" if table.has("pattern") else "terms", remedy)
    table.close()
    return rule


def _name(text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > _LONGEST:
        raise ValueError(f"write one line of at most {_LONGEST} characters")
    return text


def _term(text: str) -> str:
    fault = term_fault(text)
    if fault is not None:
        raise ValueError(f'{text!r}: {fault}. Write words, such as "class action*"')
    return text


def _pattern(text: str) -> str:
    if not text:
        raise ValueError("an empty pattern finds everything; write one, or terms")
    fault = pattern_fault(text)
    if fault is not None:
        raise ValueError(f"RE2 refuses it: {fault}. See https://github.com/google/re2/wiki/Syntax")
    return text


def _language(text: str) -> str:
    if not _PRIMARY.fullmatch(text):
        raise ValueError(f'{text!r}: write the language alone, such as "en" or "id"')
    return text
