"""The reader's wishes in an address, as a filter of changes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from policy.model.changes import FactType, Kind, Polarity, Severity
from policy.model.shelf import ChangeFilter
from policy.model.statements import FactFilter
from policy.model.targets import DocumentType
from policy.speech import Speech

T = TypeVar("T")
_LONGEST_VALUE = 1_000  # characters

FIELDS = ("severity", "kind", "service", "type", "language", "since", "until")
FACT_FIELDS = ("q", "value", "role", "polarity", "service", "type")


_EXPECTED = {
    "severity": "one of info, minor, major, critical",
    "service": "the short name of a service, as in its address",
    "type": "one of {types}",
    "kind": "a kind of change such as contact-change",
    "language": "a language code such as en",
    "since": "a day such as 2026-05-01",
    "until": "a day such as 2026-05-31",
    "q": "at most 200 characters",
    "value": "a value as the lists of facts link to it",
    "role": "a role as the lists of facts link to it",
    "polarity": "one of positive, negative",
}


class FilterError(ValueError):
    """A wish nobody can fulfil; `name` is its field."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}={value!r}")
        self.name = name

    def words(self, speech: Speech) -> str:
        """Which values would do."""
        expected = speech.say(_EXPECTED[self.name], types=", ".join(DocumentType))
        return speech.say("“{name}” must be {expected}.", name=self.name, expected=expected)


def chosen(query: Mapping[str, str], fields: Sequence[str] = FIELDS) -> dict[str, str]:
    """The wishes that were stated, in a fixed order, so that one view has one address."""
    stated = {name: query.get(name, "").strip() for name in fields}
    return {name: value for name, value in stated.items() if value}


def wanted(query: Mapping[str, str]) -> ChangeFilter:
    """The changes to list; raises FilterError."""
    wishes = chosen(query)
    minimum = _read(wishes, "severity", _severity)
    until = _read(wishes, "until", _midnight)
    return ChangeFilter(
        service=_read(wishes, "service", _slug),
        document_type=_read(wishes, "type", DocumentType),
        kind=_read(wishes, "kind", Kind),
        minimum=Severity.INFO if minimum is None else minimum,
        language=_read(wishes, "language", _language),
        since=_read(wishes, "since", _midnight),
        until=None if until is None else until + timedelta(days=1),
    )


def facts_wanted(type_: FactType, query: Mapping[str, str]) -> FactFilter:
    """The statements to list; raises FilterError."""
    wishes = chosen(query, FACT_FIELDS)
    return FactFilter(
        type_,
        value=_read(wishes, "value", _value),
        words=_read(wishes, "q", _slug) or "",
        role=_read(wishes, "role", _slug),
        polarity=_read(wishes, "polarity", Polarity),
        service=_read(wishes, "service", _slug),
        document_type=_read(wishes, "type", DocumentType),
    )


def _read(wishes: Mapping[str, str], name: str, reader: Callable[[str], T]) -> T | None:
    value = wishes.get(name)
    if value is None:
        return None
    try:
        return reader(value)
    except (ValueError, KeyError, OverflowError) as error:
        raise FilterError(name, value) from error


def _severity(value: str) -> Severity:
    return Severity[value.upper()]


def _slug(value: str) -> str:
    if not value.isprintable() or len(value) > 200:
        raise ValueError(value)
    return value


def _value(value: str) -> str:
    if len(value) > _LONGEST_VALUE:
        raise ValueError(value)
    return value


def _language(value: str) -> str:
    if not (value.isascii() and value.isalpha() and 2 <= len(value) <= 3):
        raise ValueError(value)
    return value.lower()


def _midnight(value: str) -> datetime:
    day = date.fromisoformat(value)
    if not 1990 <= day.year <= 9998:  # within what every database and `until` plus a day can hold
        raise ValueError(value)
    return datetime.combine(day, time(), UTC)
