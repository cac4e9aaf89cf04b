"""Services with their documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from policy.model.looks import State
from policy.model.shelf import DocumentCard

UNREAD = (State.SUSPECT, State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.GONE)
UNSTEADY = (State.FLAPPING, State.MOVED)  # read well, and somebody may want to see to it


@dataclass(frozen=True, slots=True)
class Shelf:
    """One service with its documents; there is one at least."""

    cards: tuple[DocumentCard, ...]

    @property
    def service(self) -> str:
        return self.cards[0].target.service

    @property
    def name(self) -> str:
        return self.cards[0].target.service_name

    @property
    def changes(self) -> int:
        return sum(card.changes for card in self.cards)

    @property
    def last_checked(self) -> datetime | None:
        """None: nothing of it was looked at yet."""
        return max((card.last_checked for card in self.cards if card.last_checked), default=None)


@dataclass(frozen=True, slots=True)
class Standings:
    """How documents stand: how many there are, are not read, and are read but moved or keep alternating."""

    documents: int
    unread: int
    unsteady: int


def standings(cards: Iterable[DocumentCard]) -> Standings:
    states = [card.state for card in cards]
    return Standings(len(states), sum(one in UNREAD for one in states), sum(one in UNSTEADY for one in states))


def shelves(cards: Iterable[DocumentCard]) -> list[Shelf]:
    """All services by name."""
    by_service = sorted(cards, key=lambda card: (card.target.service, card.target.id))
    runs = groupby(by_service, key=lambda card: card.target.service)
    return sorted((Shelf(tuple(run)) for _, run in runs), key=lambda shelf: (shelf.name.casefold(), shelf.service))
