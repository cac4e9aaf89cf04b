"""The read-only side: what the history pages show."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine

from policy.heads import Head
from policy.model.captures import Capture
from policy.model.changes import FactType
from policy.model.looks import Move, Version
from policy.model.shelf import Change, ChangeFilter, DocumentCard, FoundSection, LookCard, Text, VersionCard
from policy.model.statements import FactFilter, Saying, Stated, Value
from storage import bodies, captures, cards, judged, moves, questions, readings, stamps, statements
from storage.engines import transaction
from storage.heads import Heads
from storage.remembering import Remembered

_FINDINGS = 2_000  # sets of findings at hand, some 10 MB
_TEXTS = 2  # documents whose texts are at hand
_LISTS = 16  # pages of changes at hand
_TALLIES = 1_000  # sums over all facts at hand, of each sort
_W = TypeVar("_W", bound=Hashable)
_V = TypeVar("_V")
_Page = tuple[FactFilter, int, int]  # with limit and offset


class SqlLibrary:
    """Fits `history.library.Library`; every call reads one moment of the database, and none can write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._findings = judged.Known(_FINDINGS)
        self._cards: cards.Known = {}
        self._heads = Heads()
        # By the stamp: who asks for the history of one section asks for that of the next, on the same texts.
        self._texts = Remembered[tuple[int, tuple[str, int]], tuple[Text, ...]](_TEXTS)
        self._changes = Remembered[tuple[int, tuple[ChangeFilter, int, int]], tuple[Change, ...]](_LISTS)
        # By the stamp of facts: each is a walk over all of them, and facts change far more seldom than they are asked.
        self._counts = Remembered[tuple[int, None], dict[FactType, int]](1)
        self._sayings = Remembered[tuple[int, FactFilter], int](_TALLIES)
        self._values = Remembered[tuple[int, _Page], tuple[Value, ...]](_TALLIES)
        self._distinct = Remembered[tuple[int, FactFilter], int](_TALLIES)

    def close(self) -> None:
        """No connection is left open."""
        self._engine.dispose()

    def stamp(self) -> str:
        with transaction(self._engine) as db:
            return str(stamps.total(db))

    def head(self, at: datetime) -> Head | None:
        known = self._heads.known(at)
        if known is not None:
            return known
        with transaction(self._engine) as db:
            return self._heads.at(db, at)

    def changes(self, wanted: ChangeFilter, limit: int, offset: int = 0) -> tuple[Change, ...]:
        asked = (wanted, limit, offset)
        return self._kept(self._changes, stamps.total, asked, lambda db, page: judged.page(db, *page, self._findings))

    def count_changes(self, wanted: ChangeFilter) -> int:
        with transaction(self._engine) as db:
            return judged.count(db, wanted)

    def documents(self) -> tuple[DocumentCard, ...]:
        with transaction(self._engine) as db:
            self._cards = known = cards.documents(db, self._cards)
        return tuple(card for _, card in known.values())

    def document(self, target_id: str) -> DocumentCard | None:
        with transaction(self._engine) as db:
            return cards.document(db, target_id)

    def versions(self, target_id: str) -> tuple[VersionCard, ...]:
        with transaction(self._engine) as db:
            return cards.history(db, target_id)

    def version(self, target_id: str, number: int) -> Version | None:
        with transaction(self._engine) as db:
            return readings.version(db, target_id, number)

    def texts(self, target_id: str, limit: int) -> tuple[Text, ...]:
        return self._kept(
            self._texts, stamps.total, (target_id, limit), lambda db, one: tuple(readings.texts(db, *one))
        )

    def search(self, question: str, is_past: bool, limit: int, offset: int = 0) -> tuple[FoundSection, ...]:
        with transaction(self._engine) as db:
            return questions.search(db, question, is_past, limit, offset)

    def stated(self, target_id: str) -> Stated | None:
        with transaction(self._engine) as db:
            return statements.of_target(db, target_id)

    def fact_counts(self) -> dict[FactType, int]:
        return self._summed(self._counts, None, lambda db, _: statements.counts(db))

    def sayings(self, wanted: FactFilter, limit: int, offset: int = 0) -> tuple[Saying, ...]:
        with transaction(self._engine) as db:
            return statements.page(db, wanted, limit, offset)

    def count_sayings(self, wanted: FactFilter) -> int:
        return self._summed(self._sayings, wanted, statements.count)

    def fact_values(self, wanted: FactFilter, limit: int, offset: int = 0) -> tuple[Value, ...]:
        return self._summed(self._values, (wanted, limit, offset), lambda db, page: statements.values(db, *page))

    def count_fact_values(self, wanted: FactFilter) -> int:
        return self._summed(self._distinct, wanted, statements.count_values)

    def _summed(self, known: Remembered[tuple[int, _W], _V], wanted: _W, ask: Callable[[Connection, _W], _V]) -> _V:
        """The answer, asked anew only when facts have changed since."""
        return self._kept(known, stamps.of_facts, wanted, ask)

    def _kept(
        self,
        known: Remembered[tuple[int, _W], _V],
        stamp: Callable[[Connection], int],
        wanted: _W,
        ask: Callable[[Connection, _W], _V],
    ) -> _V:
        """The answer, asked anew only under another stamp."""
        with transaction(self._engine) as db:
            key = stamp(db), wanted
            found = known.get(key)
            if found is None:
                found = ask(db, wanted)
                known.keep(key, found)
            return found

    def capture(self, target_id: str, capture_id: str) -> Capture | None:
        with transaction(self._engine) as db:
            return captures.capture(db, target_id, capture_id)

    def change(self, target_id: str, number: int) -> Change | None:
        with transaction(self._engine) as db:
            return judged.change(db, target_id, number, self._findings)

    def looks(self, target_id: str, limit: int, offset: int = 0) -> tuple[LookCard, ...]:
        with transaction(self._engine) as db:
            return captures.page(db, target_id, limit, offset)

    def moves(self, target_id: str, limit: int) -> tuple[Move, ...]:
        with transaction(self._engine) as db:
            return moves.page(db, target_id, limit)

    def read_around(self, target_id: str, at: datetime) -> tuple[LookCard | None, LookCard | None]:
        with transaction(self._engine) as db:
            return captures.read_around(db, target_id, at)

    def body(self, sha256: str) -> bytes | None:
        with transaction(self._engine) as db:
            return bodies.read(db, sha256)
