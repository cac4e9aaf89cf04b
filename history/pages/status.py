"""Whether everything is read as it should be: every document with its last good look, the troubled first."""

from history import plain
from history.answers import Absent, Answer, Json, Page, Visit
from history.csv import Table
from history.pages.services import CALM
from history.paging import Pager
from history.rendering import machine
from policy.model.shelf import DocumentCard

_PAGE_SIZE = 100  # documents on a page


def every(visit: Visit) -> Answer:
    """The state of watching, a hundred documents a page."""
    cards, pager = _page(visit, "status")
    if not pager.exists:
        return Absent(visit.speech.say("Page {page} of the documents", page=visit.query.get("page", "")))
    troubled = sum(card.state not in CALM for card in cards)
    last = max((card.last_checked for card in cards if card.last_checked), default=None)
    shown = cards[pager.offset : pager.offset + pager.size]
    return Page("status.html", {"cards": shown, "pager": pager, "troubled": troubled, "last": last})


def every_json(visit: Visit) -> Answer:
    cards, pager = _page(visit, "status.json")
    if not pager.exists:
        return Absent(visit.speech.say("Page {page} of the documents", page=visit.query.get("page", "")))
    shown = cards[pager.offset : pager.offset + pager.size]
    troubled = sum(card.state not in CALM for card in cards)
    return Json(plain.paged(pager) | {"troubled": troubled, "documents": [plain.document(card) for card in shown]})


def every_csv(visit: Visit) -> Answer:
    cards, _ = _page(visit, "status.csv")
    head = ("document", "service_name", "document_type", "state", "since", "cause", "last_checked", "last_good")
    rest = ("next_check_at", "versions", "changes", "urls")
    return Table("status", head + rest, tuple(_row(card) for card in cards))


def _row(card: DocumentCard) -> tuple[str | int | None, ...]:
    target = card.target
    checked, good, following = (
        machine(at) if at else None for at in (card.last_checked, card.last_good, card.next_check_at)
    )
    stands = (card.state, machine(card.since), card.cause, checked, good, following)
    return (
        target.id,
        target.service_name,
        target.document_type,
        *stands,
        card.versions,
        card.changes,
        *target.urls[:1],
    )


def _page(visit: Visit, path: str) -> tuple[list[DocumentCard], Pager]:
    """All documents, the troubled first and among them the longest unread, and where among them the visitor stands."""
    cards = sorted(visit.catalogue.documents(), key=lambda card: (card.state in CALM, _read(card), card.target.id))
    return cards, Pager(visit.page(), _PAGE_SIZE, len(cards), visit.href(path), {})


def _read(card: DocumentCard) -> str:
    return machine(card.last_good) if card.last_good else ""
