"""What documents state, across all of them: who names this recipient, every period, every contact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from history import plain
from history.addresses import Addresses, address
from history.answers import Absent, Answer, Html, Json, Visit
from history.csv import Cell, Spreadsheet
from history.evidence import place
from history.filtering import FACT_FIELDS, chosen, facts_wanted
from history.named import VersionOf, no_page, paged, shows, version
from history.paging import Pager
from policy.facts import facts
from policy.facts.statements import eyes, recall, statements
from policy.factwords import type_label
from policy.model.changes import FactType, Polarity
from policy.model.statements import FactFilter, Saying, Statement, Value
from policy.model.targets import DocumentType

_T = TypeVar("_T")
_SIZE = 50  # statements, or values, on a page
_ROWS = 250  # of one table; `page` gives the others
_HEAD = ("type", "value", "role", "polarity", "condition", "times", "service", "service_name", "document_type")
_REST = ("document", "version", "section", "sentence", "rule", "address")


def every(visit: Visit) -> Answer:
    """The sorts of facts, with how many statements of each there are."""
    return Html("facts.html", {"counted": _counted(visit)})


def every_json(visit: Visit) -> Answer:
    return Json({"types": [{"type": type_, "statements": number} for type_, number in _counted(visit)]})


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which statements somebody wants to see, and their words for it."""

    filter: FactFilter
    wishes: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Listed(_Asked, Generic[_T]):
    """What was found of them, and where in the list of all that is so they stand."""

    pager: Pager
    found: tuple[_T, ...]


@dataclass(frozen=True, slots=True)
class _Rows(_Asked):
    """One table of them, from that row on."""

    offset: int


def _asked(visit: Visit) -> _Asked | Absent:
    try:
        type_ = FactType(visit.name("sort"))
    except ValueError:
        return Absent(visit.speech.say("This sort of fact"))
    return _Asked(facts_wanted(type_, visit.query), chosen(visit.query, FACT_FIELDS))


def _sayings(visit: Visit) -> _Listed[Saying] | Absent:
    return _listed(visit, (), visit.library.count_sayings, visit.library.sayings)


def _values(visit: Visit) -> _Listed[Value] | Absent:
    return _listed(visit, ("values",), visit.library.count_fact_values, visit.library.fact_values)


def _listed(
    visit: Visit,
    view: tuple[str, ...],
    count: Callable[[FactFilter], int],
    find: Callable[[FactFilter, int, int], tuple[_T, ...]],
) -> _Listed[_T] | Absent:
    """What stands on the page asked for of one view."""
    asked = _asked(visit)
    if isinstance(asked, Absent):
        return asked
    here = visit.href("facts", asked.filter.type, *view)
    pager = paged(visit, count(asked.filter), _SIZE, here, asked.wishes)
    if isinstance(pager, Absent):
        return pager
    return _Listed(asked.filter, asked.wishes, pager, find(asked.filter, pager.size, pager.offset))


def _rows(visit: Visit) -> _Rows | Absent:
    asked, number = _asked(visit), visit.page()
    if isinstance(asked, Absent):
        return asked
    return _Rows(asked.filter, asked.wishes, (number - 1) * _ROWS) if number else no_page(visit)


@shows(_sayings)
def of_type(visit: Visit, listed: _Listed[Saying]) -> Answer:
    """Statements of one sort, by what they say, with the sentence each stands in."""
    return Html("facts_of_type.html", _shown(visit, listed) | {"sayings": listed.found})


@shows(_sayings)
def of_type_json(_: Visit, listed: _Listed[Saying]) -> Answer:
    return Json(plain.paged(listed.pager) | {"statements": [plain.saying(one) for one in listed.found]})


@shows(_rows)
def of_type_csv(visit: Visit, asked: _Rows) -> Answer:
    """The statements as a table, two hundred and fifty rows a page."""
    found = visit.library.sayings(asked.filter, _ROWS, asked.offset)
    return Spreadsheet("facts", _HEAD + _REST, tuple(_row(one, visit) for one in found))


@shows(_values)
def values(visit: Visit, listed: _Listed[Value]) -> Answer:
    """What is stated of one sort, each thing once, with how many documents say so."""
    kept = {name: wish for name, wish in listed.wishes.items() if name not in ("q", "value", "role")}
    base = visit.href("facts", listed.filter.type)
    links = [(one, address(base, kept, value=one.value, role=one.role)) for one in listed.found]
    return Html("facts_values.html", _shown(visit, listed) | {"values": links})


@shows(_values)
def values_json(_: Visit, listed: _Listed[Value]) -> Answer:
    return Json(plain.paged(listed.pager) | {"values": [plain.value(one) for one in listed.found]})


@shows(_rows)
def values_csv(visit: Visit, asked: _Rows) -> Answer:
    """Each thing stated, likewise."""
    found, sort = visit.library.fact_values(asked.filter, _ROWS, asked.offset), asked.filter.type
    head = ("type", "value", "role", "affirmed", "denied")
    return Spreadsheet("values", head, tuple((sort, one.value, one.role, one.affirmed, one.denied) for one in found))


@shows(version)
def of_version(visit: Visit, kept: VersionOf) -> Answer:
    """What our extractors, as they are today, find in one version."""
    found = _found(visit, kept)
    sorts = [(type_, [one for one in found if one.fact.type is type_]) for type_ in FactType]
    languages = kept.version.reading.languages
    shown = {"card": kept.card, "version": kept.version, "language_of_text": languages[0] if languages else ""}
    return Html("facts_of_version.html", shown | {"sorts": [sort for sort in sorts if sort[1]], "total": len(found)})


@shows(version)
def of_version_json(visit: Visit, kept: VersionOf) -> Answer:
    stated = [plain.statement(one) for one in _found(visit, kept)]
    return Json({"target_id": kept.card.target.id, "version": kept.version.number, "statements": stated})


def _found(visit: Visit, kept: VersionOf) -> tuple[Statement, ...]:
    """As they were found when the version came, if the extractors are still the same; otherwise found again, but for
    the sentences that it shares with the version in force."""
    target, reading = kept.card.target, kept.version.reading
    known = visit.library.stated(target.id)
    if known is not None and known.eyes == eyes():
        if known.version == kept.version.number:
            return known.statements
        standing = visit.library.version(target.id, known.version)
        if standing is not None:
            recall(standing.reading, known.notes)
    return statements(reading, facts(reading, (target.service_name, *target.brands)))


def _counted(visit: Visit) -> list[tuple[FactType, int]]:
    counts = visit.library.fact_counts()
    return [(type_, counts[type_]) for type_ in FactType if counts.get(type_)]


def _shown(visit: Visit, listed: _Listed[_T]) -> dict[str, object]:
    type_, wishes = listed.filter.type, listed.wishes
    names = {card.target.service: card.target.service_name for card in visit.catalogue.documents()}
    return {
        "type": type_,
        "label": type_label(type_, visit.speech.language),
        "pager": listed.pager,
        "wishes": {name: wishes.get(name, "") for name in FACT_FIELDS},
        "is_filtered": bool(wishes),
        "service_name": names.get(wishes.get("service", ""), wishes.get("service", "")),
        "document_types": tuple(DocumentType),
        "polarities": tuple(Polarity),
        "by_statement": address(visit.href("facts", type_), wishes),
        "by_value": address(visit.href("facts", type_, "values"), wishes),
        "as_json": address(visit.href("facts", f"{type_}.json"), wishes),
        "as_csv": address(visit.href("facts", f"{type_}.csv"), wishes),
    }


def _row(saying: Saying, visit: Visit) -> tuple[Cell, ...]:
    fact, target = saying.statement.fact, saying.target
    page = Addresses(visit.site.prefix)(target.id, "versions", saying.version)
    return (
        *(fact.type, fact.value, fact.role, fact.polarity, fact.condition, saying.statement.times),
        *(target.service, target.service_name, target.document_type, target.id, saying.version),
        *(" › ".join(fact.quote.section), saying.statement.sentence, fact.rule),
        f"{visit.site.origin}{page}#{place(saying.statement)}",
    )
