"""One document: where it stands, its versions, and the proof that it was looked at."""

from history import plain
from history.addresses import address
from history.answers import Absent, Answer, Json, Page, Visit
from history.csv import Cell, Table
from history.paging import Pager
from history.rendering import machine
from history.timeline import gaps, months, timeline
from policy.model.shelf import Change, ChangeFilter, VersionCard

LOOKS_DRAWN = 400  # of the log, for the picture and the counts: a year of daily looks and some
LOOKS_LISTED = 10  # on the page of a document
_LOOKS_PAGE = 100  # looks on a page of the log
_ROWS = 1_000  # of one table
_SEEN = ("number", "cause", "title", "languages", "first_seen", "confirmed_at", "returned_to", "text_sha256")
_LED = ("verdict", "severity", "findings")  # of the change that led to it
_VERSIONS_DRAWN = 200  # in the timeline, the latest
_VERSIONS_PAGE = 100  # of the list


def one(visit: Visit) -> Answer:
    """The document's page; of many versions, a page of them."""
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent(visit.speech.say("This document"))
    versions = visit.library.versions(card.target.id)
    pager = Pager(visit.page(), _VERSIONS_PAGE, len(versions), visit.href(card.target.id), {})
    if not pager.exists:
        return Absent(visit.speech.say("Page {page} of the versions", page=visit.query.get("page", "")))
    told = max(_VERSIONS_DRAWN, pager.offset + pager.size)  # never more than there are versions as new
    changes = visit.library.changes(ChangeFilter(target_id=card.target.id), told)
    looks = visit.library.looks(card.target.id, LOOKS_DRAWN)
    found = gaps(looks)
    drawn = versions[:_VERSIONS_DRAWN][::-1]
    until = card.last_checked or (looks[0].at if looks else card.since)
    return Page(
        "document.html",
        {
            "card": card,
            "versions": versions,
            "listed": versions[pager.offset : pager.offset + pager.size],
            "pager": pager,
            "changes": {change.after.number: change for change in changes},
            "looks": looks[:LOOKS_LISTED],
            "counted": len(looks),
            "months": months(looks),
            "gaps": found[::-1],
            "timeline": timeline(drawn, changes, found, until) if drawn else None,
        },
    )


def one_json(visit: Visit) -> Answer:
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent(visit.speech.say("This document"))
    versions = visit.library.versions(card.target.id)
    changes = visit.library.changes(ChangeFilter(target_id=card.target.id), max(len(versions), 1))
    return Json(
        {
            **plain.document(card),
            "history": [plain.version_card(version) for version in versions],
            "told": [plain.change(change) for change in changes],
        }
    )


def one_csv(visit: Visit) -> Answer:
    """The versions as a table, newest first, each with what the change that led to it weighs."""
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent(visit.speech.say("This document"))
    versions = visit.library.versions(card.target.id)
    told = visit.library.changes(ChangeFilter(target_id=card.target.id), max(len(versions), 1))
    changes = {change.after.number: change for change in told}
    return Table("versions", _SEEN + _LED, tuple(_row(version, changes.get(version.number)) for version in versions))


def _row(version: VersionCard, change: Change | None) -> tuple[Cell, ...]:
    severity = change.severity.name.lower() if change else None
    return (
        *(version.number, version.cause, version.title, " ".join(version.languages)),
        *(machine(version.first_seen), machine(version.confirmed_at), version.returned_to, version.text_sha256),
        *(change.verdict.word if change else None, severity, len(change.findings) if change else None),
    )


def log(visit: Visit) -> Answer:
    """Every look at the document, newest first."""
    card = visit.library.document(visit.name("target"))
    number = visit.page()
    if card is None or not number:
        return Absent(visit.speech.say("This log"))
    looks = visit.library.looks(card.target.id, _LOOKS_PAGE + 1, (number - 1) * _LOOKS_PAGE)
    if number > 1 and not looks:
        return Absent(visit.speech.say("Page {page} of this log", page=number))
    here = visit.href(card.target.id, "looks")
    return Page(
        "looks.html",
        {
            "card": card,
            "looks": looks[:_LOOKS_PAGE],
            "number": number,
            "newer": address(here, {}, page=str(number - 1) if number > 2 else "") if number > 1 else None,
            "older": address(here, {}, page=str(number + 1)) if len(looks) > _LOOKS_PAGE else None,
        },
    )


def log_json(visit: Visit) -> Answer:
    card = visit.library.document(visit.name("target"))
    number = visit.page()
    if card is None or not number:
        return Absent(visit.speech.say("This log"))
    looks = visit.library.looks(card.target.id, _LOOKS_PAGE, (number - 1) * _LOOKS_PAGE)
    return Json({"target_id": card.target.id, "page": number, "looks": [plain.look(look) for look in looks]})


def log_csv(visit: Visit) -> Answer:
    """The looks as a table, newest first, a thousand rows a page."""
    card = visit.library.document(visit.name("target"))
    number = visit.page()
    if card is None or not number:
        return Absent(visit.speech.say("This log"))
    looks = visit.library.looks(card.target.id, _ROWS, (number - 1) * _ROWS)
    head = ("at", "event", "url", "status", "detail", "version")
    return Table(
        "looks",
        head,
        tuple((machine(look.at), look.event, look.url, look.status, look.detail, look.version) for look in looks),
    )
