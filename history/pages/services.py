"""Who is watched: all services, and one with its documents."""

from dataclasses import dataclass

from history import plain
from history.answers import Absent, Answer, Html, Json, Visit
from history.named import paged, service, shows
from history.paging import Pager
from history.shelves import Shelf, shelves, standings
from policy.model.shelf import ChangeFilter

_PAGE_SIZE = 100  # services on a page
_CHANGES_SHOWN = 20  # of a service, the latest


@dataclass(frozen=True, slots=True)
class _Listed:
    """All services, and where among them the visitor stands."""

    shelves: list[Shelf]
    pager: Pager


def _listed(visit: Visit) -> _Listed | Absent:
    found = shelves(visit.catalogue.documents())
    pager = paged(visit, len(found), _PAGE_SIZE, visit.href("services"), {})
    return pager if isinstance(pager, Absent) else _Listed(found, pager)


@shows(_listed)
def every(_: Visit, listed: _Listed) -> Answer:
    """All services by name, a hundred a page."""
    counted = standings(card for shelf in listed.shelves for card in shelf.cards)
    shown = listed.pager.shown(listed.shelves)
    return Html("services.html", {"shelves": shown, "pager": listed.pager, "standings": counted})


@shows(_listed)
def every_json(_: Visit, listed: _Listed) -> Answer:
    documents = [plain.document(card) for shelf in listed.pager.shown(listed.shelves) for card in shelf.cards]
    return Json(plain.paged(listed.pager) | {"documents": documents})


@shows(service)
def one(visit: Visit, shelf: Shelf) -> Answer:
    """A service: its documents and its latest changes."""
    filtered = ChangeFilter(service=shelf.service)
    changes = visit.library.changes(filtered, _CHANGES_SHOWN)
    return Html("service.html", {"shelf": shelf, "changes": changes, "total": visit.library.count_changes(filtered)})


@shows(service)
def one_json(visit: Visit, shelf: Shelf) -> Answer:
    changes = visit.library.changes(ChangeFilter(service=shelf.service), _CHANGES_SHOWN)
    return Json(
        {
            "service": shelf.service,
            "name": shelf.name,
            "documents": [plain.document(card) for card in shelf.cards],
            "changes": [plain.change(change) for change in changes],
        }
    )
