"""Recent changes of everything that is watched, filtered as the reader likes."""

from dataclasses import dataclass

from history import plain
from history.answers import Absent, Answer, Json, Page, Unclear, Visit
from history.csv import Cell, Table
from history.filtering import FIELDS, FilterError, chosen, wanted
from history.paging import Pager, address
from history.rendering import Addresses, machine
from history.settings import SiteSettings
from policy.model.changes import Finding, Kind, Severity
from policy.model.shelf import Change, ChangeFilter
from policy.model.targets import DocumentType
from policy.words import document_type_label, kind_label, language_label, severity_label

_ROWS = 1_000  # changes in one table; a filter by date gives the others
_HEAD = (
    "confirmed_at",
    "service",
    "service_name",
    "document_type",
    "verdict",
    "severity",
    "kind",
    "direction",
    "what",
    "section",
    "before",
    "after",
    "address",
)
SERVICE_CHOICES = 150  # more than these are typed, not picked


@dataclass(frozen=True, slots=True)
class Wish:
    """A stated filter, in words, and the address of the same view without it."""

    words: str
    without: str


def recent(visit: Visit) -> Answer:
    """The change list."""
    try:
        filtered = wanted(visit.query)
    except FilterError as error:
        return Unclear(str(error))
    pager = _pager(visit, filtered, "/")
    if not pager.exists:
        return Absent(f"Page {visit.query.get('page', '')} of the changes")
    names = {card.target.service: card.target.service_name for card in visit.catalogue.documents()}
    wishes = chosen(visit.query)
    return Page(
        "changes.html",
        {
            "changes": visit.library.changes(filtered, pager.size, pager.offset),
            "pager": pager,
            "wishes": {name: wishes.get(name, "") for name in FIELDS},
            "stated": _stated(visit, wishes, names),
            "services": sorted(names.items(), key=lambda pair: pair[1].casefold()),
            "services_are_many": len(names) > SERVICE_CHOICES,
            "watched": bool(names),
            "kinds": sorted(Kind, key=kind_label),
            "severities": sorted(Severity, reverse=True),
            "document_types": tuple(DocumentType),
            "feed": address(Addresses(visit.site.prefix)("feed.atom"), wishes),
            "as_json": address(Addresses(visit.site.prefix)("changes.json"), wishes),
            "as_csv": address(Addresses(visit.site.prefix)("changes.csv"), wishes),
        },
    )


def recent_json(visit: Visit) -> Answer:
    try:
        filtered = wanted(visit.query)
    except FilterError as error:
        return Unclear(str(error))
    pager = _pager(visit, filtered, "/changes.json")
    if not pager.exists:
        return Absent(f"Page {visit.query.get('page', '')} of the changes")
    changes: tuple[Change, ...] = visit.library.changes(filtered, pager.size, pager.offset)
    return Json(
        {
            "total": pager.total,
            "page": pager.number,
            "pages": pager.pages,
            "changes": [plain.change(change) for change in changes],
        }
    )


def recent_csv(visit: Visit) -> Answer:
    """The changes as a table, a row for every finding; a change without findings has one row."""
    try:
        filtered = wanted(visit.query)
    except FilterError as error:
        return Unclear(str(error))
    changes = visit.library.changes(filtered, _ROWS)
    rows = [(change, finding) for change in changes for finding in change.findings or (None,)]
    return Table("changes", _HEAD, tuple(_row(change, finding, visit.site) for change, finding in rows))


def _row(change: Change, finding: Finding | None, site: SiteSettings) -> tuple[Cell, ...]:
    target = change.target
    said: tuple[Cell, ...] = ("", "", "", "", "", "", "")
    if finding:
        before, after = (quote.text if quote else "" for quote in (finding.before, finding.after))
        section = " › ".join(finding.section)
        said = (finding.severity.word, finding.kind, finding.direction, finding.what, section, before, after)
    link = site.origin + Addresses(site.prefix)(target.id, "changes", change.after.number)
    confirmed = machine(change.after.confirmed_at)
    return (confirmed, target.service, target.service_name, target.document_type, change.verdict.word, *said, link)


def _pager(visit: Visit, filtered: ChangeFilter, path: str) -> Pager:
    total = visit.library.count_changes(filtered)
    return Pager(visit.page(), visit.site.page_size, total, visit.site.prefix + path, chosen(visit.query))


def _stated(visit: Visit, wishes: dict[str, str], names: dict[str, str]) -> tuple[Wish, ...]:
    home = visit.site.prefix + "/"
    return tuple(
        Wish(_words(name, value, names), address(home, wishes, **{name: ""})) for name, value in wishes.items()
    )


def _words(name: str, value: str, names: dict[str, str]) -> str:
    match name:
        case "severity":
            return f"{severity_label(Severity[value.upper()])} or more"
        case "kind":
            return kind_label(Kind(value))
        case "service":
            return names.get(value, value)
        case "type":
            return document_type_label(DocumentType(value))
        case "language":
            return f"In {language_label(value)}"
        case "since":
            return f"From {value}"
        case _:
            return f"Until {value}"
