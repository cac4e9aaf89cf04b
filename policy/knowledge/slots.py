"""The words dates, periods and addresses are printed with, in all languages together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from policy.knowledge.sources import HOME, Table, loaded, refusal, words
from policy.knowledge.tokens import bare, folded, pieces

_TEN = 10


@dataclass(frozen=True, slots=True)
class Slots:
    """Folded words and what they mean."""

    months: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]  # ISO 8601 designators: H, D, W, M, Y
    spans: dict[str, str]  # words that are a whole period, such as שנתיים; ISO 8601
    units_of: dict[str, dict[str, str]]  # units of one language that are other words, or other units, in others
    numbers_of: dict[str, dict[str, int]]  # the same of numbers
    openings: frozenset[str]  # of the units and spans: the word, or the first sign where each is a token of its own
    counted: frozenset[str]  # what may stand between a number and its unit: "30 working days"
    eras: dict[str, int]  # words before a year of another count, and the year before its first
    roles: dict[str, str]  # openings of words that tell what a date is for
    streets: frozenset[str]


@cache
def slots() -> Slots:
    """The project's own words."""
    return read_slots(HOME / "slots.toml")


def read_slots(path: Path) -> Slots:
    """The words in that file; KnowledgeError says where it is wrong."""
    source = loaded(path)
    months = _by_word(path, source, "months")
    units, spans = (_by_word(path, source, table) for table in ("units", "spans"))
    units_of, numbers_of = (_by_language(path, source, table) for table in ("units_of", "numbers_of"))
    return Slots(
        months={word: int(number) for word, number in months.items()},
        numbers=_numbers(path, source),
        units=units,
        spans={"".join(pieces(word)): span for word, span in spans.items()},
        units_of=units_of,
        numbers_of={
            language: {word: int(number) for word, number in own.items()} for language, own in numbers_of.items()
        },
        openings=frozenset(pieces(unit)[0] for unit in (*units, *chain.from_iterable(units_of.values()), *spans)),
        counted=frozenset(folded(word) for word in _lists(path, source, "counting").get("between", ())),
        eras={word: int(year) for word, year in _by_word(path, source, "eras").items()},
        roles=_by_word(path, source, "roles"),
        streets=frozenset(folded(word) for word in _lists(path, source, "address").get("street", ())),
    )


def in_signs(numerals: Iterable[str]) -> int:
    """The number that numerals of Chinese and Japanese are, one after another: 三百六十五."""
    total = units = 0
    for sign in numerals:
        value = slots().numbers[sign]
        if value >= _TEN:
            total, units = total + max(units, 1) * value, 0
        else:
            units = value
    return total + units


def _numbers(path: Path, source: Table) -> dict[str, int]:
    """The listed numbers, and those that languages make of a ten and a one."""
    numbers = {" ".join(pieces(word)): int(number) for word, number in _by_word(path, source, "numbers").items()}
    compounds = source.get("compounds", {})
    if not isinstance(compounds, dict):
        raise refusal(path, "compounds", "[compounds.<language>] has form, tens and ones")
    for language, compound in compounds.items():
        for word, number in _compounds(path, language, compound):
            if numbers.setdefault(word, number) != number:
                raise refusal(path, f"[compounds.{language}", f"{word!r} already means {numbers[word]}")
    return numbers


def _compounds(path: Path, language: str, compound: object) -> Iterator[tuple[str, int]]:
    header = f"[compounds.{language}]"
    table = compound if isinstance(compound, dict) else {}
    form = str(table.get("form", ""))
    if "{ten}" not in form or "{one}" not in form:
        raise refusal(path, "[compounds", f"{header} needs form, a text with {{ten}} and {{one}}")
    for ten, tens in _by_word(path, table, "tens").items():
        for one, ones in _by_word(path, table, "ones").items():
            yield " ".join(pieces(form.replace("{ten}", ten).replace("{one}", one))), int(tens) + int(ones)


def _lists(path: Path, source: Table, table: str) -> dict[str, tuple[str, ...]]:
    section = source.get(table)
    if not isinstance(section, dict):
        raise refusal(path, f"[{table}]", f"[{table}] is missing")
    return {key: words(path, section, key, f"[{table}]") for key in section}


def _by_language(path: Path, source: Table, table: str) -> dict[str, dict[str, str]]:
    """What words mean in one language alone, by its code."""
    owned = source.get(table)
    if not isinstance(owned, dict):
        raise refusal(path, f"[{table}", f"[{table}.<language>] is missing")
    return {language: _by_word(path, owned, language) for language in owned}


def _by_word(path: Path, source: Table, table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, listed in _lists(path, source, table).items():
        for word in listed:
            if found.get(bare(word), key) != key:
                raise refusal(path, f'"{word}"', f"{word!r} already means {found[bare(word)]}", after=f"[{table}]")
            found[bare(word)] = key
    return found
