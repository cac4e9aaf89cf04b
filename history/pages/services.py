"""Who is watched: all services, and one with its documents."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from history import plain
from history.answers import Absent, Answer, Json, Page, Visit
from history.paging import Pager
from policy.model.looks import State
from policy.model.shelf import ChangeFilter, DocumentCard

CALM = (State.NEW, State.OK, State.CHANGED, State.PAUSED)
_PAGE_SIZE = 100  # services on a page
_CHANGES_SHOWN = 20  # of a service, the latest


@dataclass(frozen=True, slots=True)
class Shelf:
    """One service with its documents."""

    service: str
    name: str
    cards: tuple[DocumentCard, ...]

    @property
    def changes(self) -> int:
        return sum(card.changes for card in self.cards)

    @property
    def troubled(self) -> tuple[DocumentCard, ...]:
        """Documents that are not read as they should be."""
        return tuple(card for card in self.cards if card.state not in CALM)

    @property
    def last_checked(self) -> datetime | None:
        """None: nothing of it was looked at yet."""
        return max((card.last_checked for card in self.cards if card.last_checked), default=None)


def every(visit: Visit) -> Answer:
    """All services by name, a hundred a page."""
    shelves, pager = _page(visit, "services")
    if not pager.exists:
        return Absent(visit.speech.say("Page {page} of the services", page=visit.query.get("page", "")))
    documents = sum(len(shelf.cards) for shelf in shelves)
    troubled = sum(len(shelf.troubled) for shelf in shelves)
    shown = shelves[pager.offset : pager.offset + pager.size]
    return Page("services.html", {"shelves": shown, "pager": pager, "documents": documents, "troubled": troubled})


def every_json(visit: Visit) -> Answer:
    shelves, pager = _page(visit, "services.json")
    if not pager.exists:
        return Absent(visit.speech.say("Page {page} of the services", page=visit.query.get("page", "")))
    shown = shelves[pager.offset : pager.offset + pager.size]
    documents = [plain.document(card) for shelf in shown for card in shelf.cards]
    return Json({"total": pager.total, "page": pager.number, "pages": pager.pages, "documents": documents})


def _page(visit: Visit, path: str) -> tuple[list[Shelf], Pager]:
    """All services, and where among them the visitor stands."""
    shelves = _shelves(visit)
    return shelves, Pager(visit.page(), _PAGE_SIZE, len(shelves), visit.href(path), {})


def one(visit: Visit) -> Answer:
    """A service: its documents and its latest changes."""
    shelf = _shelf(visit)
    if shelf is None:
        return Absent(visit.speech.say("This service"))
    filtered = ChangeFilter(service=shelf.service)
    changes = visit.library.changes(filtered, _CHANGES_SHOWN)
    return Page("service.html", {"shelf": shelf, "changes": changes, "total": visit.library.count_changes(filtered)})


def one_json(visit: Visit) -> Answer:
    shelf = _shelf(visit)
    if shelf is None:
        return Absent(visit.speech.say("This service"))
    changes = visit.library.changes(ChangeFilter(service=shelf.service), _CHANGES_SHOWN)
    return Json(
        {
            "service": shelf.service,
            "name": shelf.name,
            "documents": [plain.document(card) for card in shelf.cards],
            "changes": [plain.change(change) for change in changes],
        }
    )


def _shelf(visit: Visit) -> Shelf | None:
    wanted = visit.name("service")
    cards = tuple(card for card in visit.catalogue.documents() if card.target.service == wanted)
    return Shelf(wanted, cards[0].target.service_name, cards) if cards else None


def _shelves(visit: Visit) -> list[Shelf]:
    cards = sorted(visit.catalogue.documents(), key=lambda card: (card.target.service, card.target.id))
    shelves = []
    for service, run in groupby(cards, key=lambda card: card.target.service):
        members = tuple(run)
        shelves.append(Shelf(service, members[0].target.service_name, members))
    return sorted(shelves, key=lambda shelf: (shelf.name.casefold(), shelf.service))
