"""One document: where it stands, its versions, and the proof that it was looked at."""

from history import plain
from history.addresses import address
from history.answers import Absent, Answer, Json, Page, Visit
from history.csv import Table
from history.rendering import machine
from history.timeline import gaps, months, timeline
from policy.model.shelf import ChangeFilter

LOOKS_DRAWN = 400  # of the log, for the picture and the counts: a year of daily looks and some
LOOKS_LISTED = 10  # on the page of a document
_LOOKS_PAGE = 100  # looks on a page of the log
_ROWS = 1_000  # of one table
_VERSIONS_DRAWN = 200  # in the timeline, the latest


def one(visit: Visit) -> Answer:
    """The document's page."""
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent(visit.speech.say("This document"))
    versions = visit.library.versions(card.target.id)
    changes = visit.library.changes(ChangeFilter(target_id=card.target.id), max(len(versions), 1))
    looks = visit.library.looks(card.target.id, LOOKS_DRAWN)
    found = gaps(looks)
    drawn = versions[:_VERSIONS_DRAWN][::-1]
    until = card.last_checked or (looks[0].at if looks else card.since)
    return Page(
        "document.html",
        {
            "card": card,
            "versions": versions,
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
    """The newest looks as a table."""
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent(visit.speech.say("This log"))
    looks = visit.library.looks(card.target.id, _ROWS)
    head = ("at", "event", "url", "status", "detail", "version")
    return Table(
        "looks",
        head,
        tuple((machine(look.at), look.event, look.url, look.status, look.detail, look.version) for look in looks),
    )
