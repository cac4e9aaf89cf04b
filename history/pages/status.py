"""Whether everything is read as it should be: every document with its last good look, the unread first, then those that
moved or keep alternating."""

from dataclasses import dataclass

from history import plain
from history.answers import Absent, Answer, Html, Json, Visit
from history.csv import Spreadsheet
from history.named import paged, shows
from history.paging import Pager
from history.rendering import machine
from history.shelves import UNREAD, UNSTEADY, Standings, standings
from policy.model.shelf import DocumentCard

_PAGE_SIZE = 100  # documents on a page


@dataclass(frozen=True, slots=True)
class _Listed:
    """All documents, and where among them the visitor stands."""

    cards: list[DocumentCard]
    pager: Pager

    @property
    def standings(self) -> Standings:
        return standings(self.cards)


def _listed(visit: Visit) -> _Listed | Absent:
    cards = _cards(visit)
    pager = paged(visit, len(cards), _PAGE_SIZE, visit.href("status"), {})
    return pager if isinstance(pager, Absent) else _Listed(cards, pager)


@shows(_listed)
def every(_: Visit, listed: _Listed) -> Answer:
    """The state of watching, a hundred documents a page."""
    last = max((card.last_checked for card in listed.cards if card.last_checked), default=None)
    shown = {
        "cards": listed.pager.shown(listed.cards),
        "pager": listed.pager,
        "standings": listed.standings,
        "last": last,
    }
    return Html("status.html", shown)


@shows(_listed)
def every_json(_: Visit, listed: _Listed) -> Answer:
    documents = [plain.document(card) for card in listed.pager.shown(listed.cards)]
    counted = {"troubled": listed.standings.unread, "unsteady": listed.standings.unsteady}
    return Json(plain.paged(listed.pager) | counted | {"documents": documents})


def every_csv(visit: Visit) -> Answer:
    head = ("document", "service_name", "document_type", "state", "since", "cause", "last_checked", "last_good")
    rest = ("next_check_at", "versions", "changes", "urls")
    return Spreadsheet("status", head + rest, tuple(_row(card) for card in _cards(visit)))


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


def _cards(visit: Visit) -> list[DocumentCard]:
    """What is not read first, then what is unsteady; among them the longest unread."""
    return sorted(visit.catalogue.documents(), key=lambda card: (_rank(card), _read(card), card.target.id))


def _rank(card: DocumentCard) -> int:
    return 0 if card.state in UNREAD else 1 if card.state in UNSTEADY else 2


def _read(card: DocumentCard) -> str:
    return machine(card.last_good) if card.last_good else ""
