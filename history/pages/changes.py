"""Recent changes of everything that is watched, filtered as the reader likes."""

from dataclasses import dataclass, replace

from history import plain
from history.addresses import Addresses, address
from history.answers import Absent, Answer, Html, Json, Visit
from history.csv import Cell, Spreadsheet
from history.filtering import FIELDS, chosen, wanted
from history.named import paged, shows
from history.paging import Pager
from history.rendering import machine
from history.settings import SiteSettings
from policy.model.changes import Finding, Kind, Severity
from policy.model.shelf import Change, ChangeFilter
from policy.model.targets import DocumentType
from policy.speech import Speech
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
_VIEWS = (Severity.INFO, Severity.MAJOR, Severity.CRITICAL)
_SERVICE_CHOICES = 150  # more than these are typed, not picked


@dataclass(frozen=True, slots=True)
class Wish:
    """A stated filter, in words, and the address of the same view without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class View:
    """The same list from another severity on: how many there are, and where."""

    words: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class _Listed:
    """The changes asked for, and where in the list of them the visitor stands."""

    filter: ChangeFilter
    pager: Pager

    def changes(self, visit: Visit) -> tuple[Change, ...]:
        return visit.library.changes(self.filter, self.pager.size, self.pager.offset)


def _listed(visit: Visit) -> _Listed | Absent:
    filtered = wanted(visit.query)
    total = visit.library.count_changes(filtered)
    pager = paged(visit, total, visit.site.page_size, visit.href(""), chosen(visit.query))
    return pager if isinstance(pager, Absent) else _Listed(filtered, pager)


@shows(_listed)
def recent(visit: Visit, listed: _Listed) -> Answer:
    """The change list."""
    names = {card.target.service: card.target.service_name for card in visit.catalogue.documents()}
    wishes = chosen(visit.query)
    return Html(
        "changes.html",
        {
            "changes": listed.changes(visit),
            "pager": listed.pager,
            "wishes": {name: wishes.get(name, "") for name in FIELDS},
            "stated": _stated(visit, wishes, names),
            "views": tuple(_view(visit, listed.filter, minimum) for minimum in _VIEWS),
            "services": sorted(names.items(), key=lambda pair: pair[1].casefold()),
            "services_are_many": len(names) > _SERVICE_CHOICES,
            "watched": bool(names),
            "kinds": sorted(Kind, key=lambda kind: kind_label(kind, visit.speech.language)),
            "severities": sorted(Severity, reverse=True),
            "document_types": tuple(DocumentType),
            "languages": _languages(visit),
            "feed": address(visit.href("feed.atom"), wishes),
            "as_json": address(visit.href("changes.json"), wishes),
            "as_csv": address(visit.href("changes.csv"), wishes),
        },
    )


@shows(_listed)
def recent_json(visit: Visit, listed: _Listed) -> Answer:
    return Json(plain.paged(listed.pager) | {"changes": [plain.change(one) for one in listed.changes(visit)]})


def recent_csv(visit: Visit) -> Answer:
    """The changes as a table, a row for every finding; a change without findings has one row."""
    filtered = wanted(visit.query)
    changes = visit.library.changes(filtered, _ROWS)
    rows = [(change, finding) for change in changes for finding in change.findings or (None,)]
    return Spreadsheet("changes", _HEAD, tuple(_row(change, finding, visit.site) for change, finding in rows))


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


def _view(visit: Visit, filtered: ChangeFilter, minimum: Severity) -> View:
    words = {Severity.INFO: visit.speech.say("All changes"), Severity.CRITICAL: _named(minimum, visit.speech)}
    severity = "" if minimum is Severity.INFO else minimum.word
    return View(
        words=words.get(minimum) or visit.speech.say("{severity} or more", severity=_named(minimum, visit.speech)),
        count=visit.library.count_changes(replace(filtered, minimum=minimum)),
        address=address(visit.href(""), chosen(visit.query), severity=severity),
        is_here=filtered.minimum is minimum,
    )


def _named(severity: Severity, speech: Speech) -> str:
    return severity_label(severity, speech.language)


def _languages(visit: Visit) -> list[str]:
    """The languages documents are written in, as far as we have a name for them, in the order of the names."""
    latest = (card.latest for card in visit.catalogue.documents())
    codes = {code.partition("-")[0] for card in latest if card for code in card.languages}
    known = (code for code in codes if language_label(code) != code)
    return sorted(known, key=lambda code: language_label(code, visit.speech.language))


def _stated(visit: Visit, wishes: dict[str, str], names: dict[str, str]) -> tuple[Wish, ...]:
    home, speech = visit.href(""), visit.speech
    return tuple(
        Wish(_words(name, value, names, speech), address(home, wishes, **{name: ""})) for name, value in wishes.items()
    )


def _words(name: str, value: str, names: dict[str, str], speech: Speech) -> str:
    match name:
        case "severity":
            return speech.say("{severity} or more", severity=_named(Severity[value.upper()], speech))
        case "kind":
            return kind_label(Kind(value), speech.language)
        case "service":
            return names.get(value, value)
        case "type":
            return document_type_label(DocumentType(value), speech.language)
        case "language":
            return speech.say("In {language}", language=language_label(value, speech.language))
        case "since":
            return speech.say("From {day}", day=value)
        case _:
            return speech.say("Until {day}", day=value)
