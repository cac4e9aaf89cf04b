"""One document: where it stands, its versions, and the proof that it was looked at."""

from dataclasses import dataclass

from history import plain
from history.answers import Absent, Answer, Html, Json, Visit
from history.csv import Cell, Spreadsheet
from history.named import document, no_page, paged, shows
from history.paging import steps
from history.rendering import machine
from history.timeline import gaps, months, timeline
from policy.model.shelf import Change, ChangeFilter, DocumentCard, LookCard, VersionCard

_LOOKS_DRAWN = 400  # of the log, for the picture and the counts: a year of daily looks and some
_LOOKS_LISTED = 10  # on the page of a document
_MOVES_LISTED = 10
_LOOKS_PAGE = 100  # looks on a page of the log
_ROWS = 1_000  # of one table
_SEEN = ("number", "cause", "title", "languages", "first_seen", "confirmed_at", "returned_to", "text_sha256")
_LED = ("verdict", "severity", "findings")  # of the change that led to it
_VERSIONS_DRAWN = 200  # in the timeline, the latest
_VERSIONS_PAGE = 100  # of the list


@shows(document)
def one(visit: Visit, card: DocumentCard) -> Answer:
    """The document's page; of many versions, a page of them."""
    versions = visit.library.versions(card.target.id)
    pager = paged(visit, len(versions), _VERSIONS_PAGE, visit.href(card.target.id), {})
    if isinstance(pager, Absent):
        return pager
    told = max(_VERSIONS_DRAWN, pager.offset + pager.size)  # never more than there are versions as new
    changes = visit.library.changes(ChangeFilter(target_id=card.target.id), told)
    looks = visit.library.looks(card.target.id, _LOOKS_DRAWN)
    found = gaps(looks)
    drawn = versions[:_VERSIONS_DRAWN][::-1]
    until = card.last_checked or (looks[0].at if looks else card.since)
    return Html(
        "document.html",
        {
            "card": card,
            "versions": versions,
            "listed": pager.shown(versions),
            "pager": pager,
            "changes": {change.after.number: change for change in changes},
            "looks": looks[:_LOOKS_LISTED],
            "counted": len(looks),
            "moves": visit.library.moves(card.target.id, _MOVES_LISTED),
            "months": months(looks),
            "gaps": found[::-1],
            "timeline": timeline(drawn, changes, found, until) if drawn else None,
        },
    )


@shows(document)
def one_json(visit: Visit, card: DocumentCard) -> Answer:
    versions, told = _told(visit, card)
    history = [plain.version_card(version) for version in versions]
    moves = [plain.move(move) for move in visit.library.moves(card.target.id, _ROWS)]
    rest = {"history": history, "told": [plain.change(change) for change in told], "moves": moves}
    return Json({**plain.document(card), **rest})


@shows(document)
def one_csv(visit: Visit, card: DocumentCard) -> Answer:
    """The versions as a table, newest first, each with what the change that led to it weighs."""
    versions, told = _told(visit, card)
    changes = {change.after.number: change for change in told}
    return Spreadsheet(
        "versions", _SEEN + _LED, tuple(_row(version, changes.get(version.number)) for version in versions)
    )


def _told(visit: Visit, card: DocumentCard) -> tuple[tuple[VersionCard, ...], tuple[Change, ...]]:
    """Every version and every change of a document, newest first."""
    versions = visit.library.versions(card.target.id)
    return versions, visit.library.changes(ChangeFilter(target_id=card.target.id), max(len(versions), 1))


def _row(version: VersionCard, change: Change | None) -> tuple[Cell, ...]:
    severity = change.severity.name.lower() if change else None
    return (
        *(version.number, version.cause, version.title, " ".join(version.languages)),
        *(machine(version.first_seen), machine(version.confirmed_at), version.returned_to, version.text_sha256),
        *(change.verdict.word if change else None, severity, len(change.findings) if change else None),
    )


@dataclass(frozen=True, slots=True)
class _Log:
    """One page of the looks at a document; `number` is the page's."""

    card: DocumentCard
    number: int

    def looks(self, visit: Visit, size: int, more: int = 0) -> tuple[LookCard, ...]:
        """Of pages of that size, and so many of the next page."""
        return visit.library.looks(self.card.target.id, size + more, (self.number - 1) * size)


def _log(visit: Visit) -> _Log | Absent:
    card, number = document(visit), visit.page()
    if isinstance(card, Absent):
        return card
    return _Log(card, number) if number else no_page(visit)


@shows(_log)
def log(visit: Visit, asked: _Log) -> Answer:
    """Every look at the document, newest first."""
    number, looks = asked.number, asked.looks(visit, _LOOKS_PAGE, more=1)
    if number > 1 and not looks:
        return no_page(visit)
    beside = steps(number, visit.href(asked.card.target.id, "looks"), {}, has_more=len(looks) > _LOOKS_PAGE)
    return Html("looks.html", {"card": asked.card, "looks": looks[:_LOOKS_PAGE], **beside})


@shows(_log)
def log_json(visit: Visit, asked: _Log) -> Answer:
    looks = [plain.look(look) for look in asked.looks(visit, _LOOKS_PAGE)]
    return Json({"target_id": asked.card.target.id, "page": asked.number, "looks": looks})


@shows(_log)
def log_csv(visit: Visit, asked: _Log) -> Answer:
    """The looks as a table, newest first, a thousand rows a page."""
    looks = asked.looks(visit, _ROWS)
    head = ("at", "event", "url", "status", "detail", "version")
    return Spreadsheet(
        "looks",
        head,
        tuple((machine(look.at), look.event, look.url, look.status, look.detail, look.version) for look in looks),
    )
