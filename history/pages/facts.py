"""What documents state, across all of them: who names this recipient, every period, every contact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from history import plain
from history.addresses import Addresses, address
from history.answers import Absent, Answer, Json, Page, Visit
from history.csv import Cell, Table
from history.evidence import place
from history.filtering import FACT_FIELDS, chosen, facts_wanted
from history.paging import Pager
from policy.facts import facts
from policy.facts.statements import eyes, recall, statements
from policy.factwords import type_label
from policy.model.changes import FactType, Polarity
from policy.model.looks import Version
from policy.model.statements import FactFilter, Saying, Statement, Value
from policy.model.targets import DocumentType, Target

_T = TypeVar("_T")
_SIZE = 50  # statements, or values, on a page
_ROWS = 250  # of one table; `page` gives the others
_HEAD = ("type", "value", "role", "polarity", "condition", "times", "service", "service_name", "document_type")
_REST = ("document", "version", "section", "sentence", "rule", "address")


def every(visit: Visit) -> Answer:
    """The sorts of facts, with how many statements of each there are."""
    return Page("facts.html", {"counted": _counted(visit)})


def every_json(visit: Visit) -> Answer:
    return Json({"types": [{"type": type_, "statements": number} for type_, number in _counted(visit)]})


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which statements somebody wants to see, and their words for it."""

    filter: FactFilter
    wishes: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Listed(_Asked):
    """The same, and where in the list of what was found they stand."""

    pager: Pager


def of_type(visit: Visit) -> Answer:
    """Statements of one sort, by what they say, with the sentence each stands in."""
    return _sayings(visit, lambda listed, found: Page("facts_of_type.html", _shown(visit, listed) | {"sayings": found}))


def of_type_json(visit: Visit) -> Answer:
    return _sayings(
        visit, lambda listed, found: Json(plain.paged(listed.pager) | {"statements": [*map(plain.saying, found)]})
    )


def values(visit: Visit) -> Answer:
    """What is stated of one sort, each thing once, with how many documents say so."""

    def page(listed: _Listed, found: tuple[Value, ...]) -> Page:
        kept = {name: wish for name, wish in listed.wishes.items() if name not in ("q", "value", "role")}
        base = visit.href("facts", listed.filter.type)
        links = [(one, address(base, kept, value=one.value, role=one.role)) for one in found]
        return Page("facts_values.html", _shown(visit, listed) | {"values": links})

    return _values(visit, page)


def values_json(visit: Visit) -> Answer:
    return _values(
        visit, lambda listed, found: Json(plain.paged(listed.pager) | {"values": [*map(plain.value, found)]})
    )


def of_type_csv(visit: Visit) -> Answer:
    """The statements as a table, two hundred and fifty rows a page."""
    return _table(visit, visit.library.sayings, lambda found: _rows(visit, found))


def values_csv(visit: Visit) -> Answer:
    """Each thing stated, likewise."""
    sort, head = visit.name("sort"), ("type", "value", "role", "affirmed", "denied")

    def rows(found: tuple[Value, ...]) -> Table:
        return Table("values", head, tuple((sort, one.value, one.role, one.affirmed, one.denied) for one in found))

    return _table(visit, visit.library.fact_values, rows)


def of_version(visit: Visit) -> Answer:
    """What our extractors, as they are today, find in one version."""
    card = visit.library.document(visit.name("target"))
    version = visit.library.version(visit.name("target"), visit.number("number"))
    if card is None or version is None:
        return Absent(visit.speech.say("This version"))
    found = _found(visit, card.target, version)
    sorts = [(type_, [one for one in found if one.fact.type is type_]) for type_ in FactType]
    language = version.reading.languages[0] if version.reading.languages else ""
    shown = {"card": card, "version": version, "language_of_text": language}
    return Page("facts_of_version.html", shown | {"sorts": [sort for sort in sorts if sort[1]], "total": len(found)})


def of_version_json(visit: Visit) -> Answer:
    card = visit.library.document(visit.name("target"))
    version = visit.library.version(visit.name("target"), visit.number("number"))
    if card is None or version is None:
        return Absent(visit.speech.say("This version"))
    stated = [plain.statement(one) for one in _found(visit, card.target, version)]
    return Json({"target_id": card.target.id, "version": version.number, "statements": stated})


def _found(visit: Visit, target: Target, version: Version) -> tuple[Statement, ...]:
    """As they were found when the version came, if the extractors are still the same; otherwise found again, but for
    the sentences that it shares with the version in force."""
    known = visit.library.stated(target.id)
    if known is not None and known.eyes == eyes():
        if known.version == version.number:
            return known.statements
        standing = visit.library.version(target.id, known.version)
        if standing is not None:
            recall(standing.reading, known.notes)
    reading = version.reading
    return statements(reading, facts(reading, (target.service_name, *target.brands)))


def _counted(visit: Visit) -> list[tuple[FactType, int]]:
    counts = visit.library.fact_counts()
    return [(type_, counts[type_]) for type_ in FactType if counts.get(type_)]


def _asked(visit: Visit) -> _Asked | Absent:
    try:
        type_ = FactType(visit.name("sort"))
    except ValueError:
        return Absent(visit.speech.say("This sort of fact"))
    return _Asked(facts_wanted(type_, visit.query), chosen(visit.query, FACT_FIELDS))


def _sayings(visit: Visit, shape: Callable[[_Listed, tuple[Saying, ...]], Answer]) -> Answer:
    return _listed(visit, "", visit.library.count_sayings, visit.library.sayings, shape)


def _values(visit: Visit, shape: Callable[[_Listed, tuple[Value, ...]], Answer]) -> Answer:
    return _listed(visit, "values", visit.library.count_fact_values, visit.library.fact_values, shape)


def _listed(
    visit: Visit,
    view: str,
    count: Callable[[FactFilter], int],
    find: Callable[[FactFilter, int, int], tuple[_T, ...]],
    shape: Callable[[_Listed, tuple[_T, ...]], Answer],
) -> Answer:
    """What stands on the page asked for of one view, in the shape it is wanted in."""
    asked = _asked(visit)
    if not isinstance(asked, _Asked):
        return asked
    here = visit.href("facts", asked.filter.type, view) if view else visit.href("facts", asked.filter.type)
    pager = Pager(visit.page(), _SIZE, count(asked.filter), here, asked.wishes)
    if not pager.exists:
        return _no_page(visit)
    found = find(asked.filter, pager.size, pager.offset)
    return shape(_Listed(asked.filter, asked.wishes, pager), found)


def _table(
    visit: Visit,
    find: Callable[[FactFilter, int, int], tuple[_T, ...]],
    shape: Callable[[tuple[_T, ...]], Table],
) -> Answer:
    asked = _asked(visit)
    if not isinstance(asked, _Asked):
        return asked
    number = visit.page()
    return shape(find(asked.filter, _ROWS, (number - 1) * _ROWS)) if number else _no_page(visit)


def _no_page(visit: Visit) -> Absent:
    return Absent(visit.speech.say("Page {page} of these facts", page=visit.query.get("page", "")))


def _shown(visit: Visit, listed: _Listed) -> dict[str, object]:
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


def _rows(visit: Visit, found: tuple[Saying, ...]) -> Table:
    return Table("facts", _HEAD + _REST, tuple(_row(one, visit) for one in found))


def _row(saying: Saying, visit: Visit) -> tuple[Cell, ...]:
    fact, target = saying.statement.fact, saying.target
    page = Addresses(visit.site.prefix)(target.id, "versions", saying.version)
    return (
        *(fact.type, fact.value, fact.role, fact.polarity, fact.condition, saying.statement.times),
        *(target.service, target.service_name, target.document_type, target.id, saying.version),
        *(" › ".join(fact.quote.section), saying.statement.sentence, fact.rule),
        f"{visit.site.origin}{page}#{place(saying.statement)}",
    )
