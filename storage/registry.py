"""The writing side of subscriptions: every call is one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from policy.model.digests import Message, Subscriber
from policy.model.subscriptions import Allowance, Request
from storage import subscriptions
from storage.engines import transaction
from storage.journal import Journal


class SqlRegistry:
    """Fits `monitor.ports.Registry`. Who left stands in the journal too, a file that no backup of the database brings
    back to an earlier day."""

    def __init__(self, writer: Engine, reader: Engine, journal: Journal) -> None:
        self._writer = writer
        self._reader = reader
        self._journal = journal

    def close(self) -> None:
        """No connection is left open."""
        self._writer.dispose()
        self._reader.dispose()

    def admit(self, allowances: Sequence[Allowance], now: datetime) -> bool:
        with transaction(self._writer) as db:
            return subscriptions.admit(db, allowances, now)

    def ask(self, request: Request, invitation: Message) -> None:
        with transaction(self._writer) as db:
            subscriptions.ask(db, request, invitation)

    def confirm(self, token_sha256: str, now: datetime) -> Subscriber | None:
        with transaction(self._writer) as db:
            return subscriptions.confirm(db, token_sha256, now)

    def leave(self, subscriber_id: str, now: datetime) -> None:
        self._journal.add((subscriber_id,), now)
        with transaction(self._writer) as db:
            subscriptions.leave(db, subscriber_id, now)

    def joined(self) -> tuple[Subscriber, ...]:
        with transaction(self._reader) as db:
            return subscriptions.joined(db)

    def left(self) -> frozenset[str]:
        with transaction(self._reader) as db:
            return subscriptions.left(db)

    def reconcile(self, now: datetime) -> None:
        written = self._journal.read()
        with transaction(self._writer) as db:
            subscriptions.take_over(db, written, now)
            gone = subscriptions.left(db)
        self._journal.add(sorted(gone - written), now)

    def forget(self, now: datetime) -> None:
        with transaction(self._writer) as db:
            subscriptions.forget(db, now)
