"""The reader's wishes in an address, as a filter of changes."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from policy.model.changes import Kind, Severity
from policy.model.shelf import ChangeFilter
from policy.model.targets import DocumentType

T = TypeVar("T")

FIELDS = ("severity", "kind", "service", "type", "language", "since", "until")


class FilterError(ValueError):
    """A wish nobody can fulfil; the message says which values would do."""


def chosen(query: Mapping[str, str]) -> dict[str, str]:
    """The wishes that were stated, in a fixed order, so that one view has one address."""
    stated = {name: query.get(name, "").strip() for name in FIELDS}
    return {name: value for name, value in stated.items() if value}


def wanted(query: Mapping[str, str]) -> ChangeFilter:
    """The changes to list; raises FilterError."""
    wishes = chosen(query)
    minimum = _read(wishes, "severity", _severity, "one of info, minor, major, critical")
    until = _read(wishes, "until", _midnight, "a day such as 2026-05-31")
    return ChangeFilter(
        service=_read(wishes, "service", _slug, "the short name of a service, as in its address"),
        document_type=_read(wishes, "type", DocumentType, f"one of {', '.join(DocumentType)}"),
        kind=_read(wishes, "kind", Kind, "a kind of change such as contact-change"),
        minimum=Severity.INFO if minimum is None else minimum,
        language=_read(wishes, "language", _language, "a language code such as en"),
        since=_read(wishes, "since", _midnight, "a day such as 2026-05-01"),
        until=None if until is None else until + timedelta(days=1),
    )


def _read(wishes: Mapping[str, str], name: str, reader: Callable[[str], T], expected: str) -> T | None:
    value = wishes.get(name)
    if value is None:
        return None
    try:
        return reader(value)
    except (ValueError, KeyError, OverflowError) as error:
        raise FilterError(f"“{name}” must be {expected}.") from error


def _severity(value: str) -> Severity:
    return Severity[value.upper()]


def _slug(value: str) -> str:
    if not value.isprintable() or len(value) > 200:
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
