"""What an address names, and what is answered where it names nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from history.answers import Absent, Answer, Unclear, View, Visit
from history.paging import Pager
from history.shelves import Shelf
from policy.model.looks import Version
from policy.model.shelf import Change, DocumentCard

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class VersionOf:
    """A version and the document it is of."""

    card: DocumentCard
    version: Version


def shows(find: Callable[[Visit], _T | Absent | Unclear]) -> Callable[[Callable[[Visit, _T], Answer]], View]:
    """Makes a view of what shows a thing found: where *find* finds none, what it says instead is the answer."""

    def showing(form: Callable[[Visit, _T], Answer]) -> View:
        @wraps(form)
        def view(visit: Visit) -> Answer:
            found = find(visit)
            return found if isinstance(found, Absent | Unclear) else form(visit, found)

        return view

    return showing


def paged(visit: Visit, total: int, size: int, path: str, query: Mapping[str, str]) -> Pager | Absent:
    """Where the visitor stands in a list of so many, shown so many a page at that path."""
    pager = Pager(visit.page(), size, total, path, query)
    return pager if pager.exists else no_page(visit)


def no_page(visit: Visit) -> Absent:
    """That a list has no such page."""
    return Absent(visit.speech.say("Page {page} of this list", page=visit.query.get("page", "")))


def document(visit: Visit) -> DocumentCard | Absent:
    return visit.library.document(visit.name("target")) or Absent(visit.speech.say("This document"))


def version(visit: Visit) -> VersionOf | Absent:
    card = visit.library.document(visit.name("target"))
    found = visit.library.version(visit.name("target"), visit.number("number"))
    return VersionOf(card, found) if card and found else Absent(visit.speech.say("This version"))


def change(visit: Visit) -> Change | Absent:
    found = visit.library.change(visit.name("target"), visit.number("number"))
    return found or Absent(visit.speech.say("This change"))


def service(visit: Visit) -> Shelf | Absent:
    wanted = visit.name("service")
    cards = tuple(card for card in visit.catalogue.documents() if card.target.service == wanted)
    return Shelf(cards) if cards else Absent(visit.speech.say("This service"))
