"""The archive the cycle works with: every call is one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine

from policy.heads import Head
from policy.model.digests import DeadLetter, Entry, Message, Subscriber, Tally, Unread, Waiting
from policy.model.looks import Checked, Footing, Standing, Version
from policy.model.shelf import DocumentCard
from policy.model.statements import Stated
from policy.model.targets import Order, Target
from policy.retention import Retention
from storage import (
    cards,
    footings,
    locks,
    recording,
    removal,
    schedule,
    setback,
    sightings,
    standings,
    telling,
    unstated,
    watchfulness,
)
from storage.athand import AtHand
from storage.engines import transaction
from storage.heads import Heads


class SqlArchive:
    """Fits `monitor.ports.Archive`. Writes go through one engine, reads through another that cannot write and never
    waits for a writer. `tokens` names leases, a new name each time."""

    def __init__(self, writer: Engine, reader: Engine, tokens: Callable[[], str]) -> None:
        self._writer = writer
        self._reader = reader
        self._tokens = tokens
        self._heads = Heads()
        self._at_hand = AtHand()

    def close(self) -> None:
        """No connection is left open."""
        self._writer.dispose()
        self._reader.dispose()

    def enlist(self, targets: Sequence[Target], now: datetime) -> None:
        with transaction(self._writer) as db:
            schedule.enlist(db, targets, now)

    def due(self, now: datetime, limit: int, lease: timedelta) -> tuple[Order, ...]:
        token = self._tokens()
        with transaction(self._writer) as db:
            rows = schedule.due(db, now, limit, lease, token)
        return schedule.scheduled(rows)

    def claim(self, target_ids: Sequence[str], now: datetime, lease: timedelta) -> tuple[Order, ...]:
        token = self._tokens()
        with transaction(self._writer) as db:
            rows = schedule.claim(db, target_ids, now, lease, token)
        return schedule.by_hand(rows)

    def release(self, orders: Sequence[Order]) -> None:
        with transaction(self._writer) as db:
            schedule.release(db, orders)

    def free(self, is_forsaken: Callable[[str], bool], now: datetime, lease: timedelta) -> int:
        until = now + lease
        with transaction(self._reader) as db:
            forsaken = {name for name in schedule.leases(db, until) if is_forsaken(name)}
        if not forsaken:
            return 0
        with transaction(self._writer) as db:
            return schedule.end(db, forsaken, now, until)

    def mend(self, now: datetime, by: timedelta = setback.UNKNOWN) -> int:
        """What a clock ahead of this time, by so much, wrote stands in nobody's way; gives how many targets it
        concerned."""
        with transaction(self._writer) as db:
            return setback.mend(db, now, by)

    def tidy(self, target_id: str, rule: Retention, now: datetime) -> int:
        """The versions of a target that the rule lets go are gone, and why is recorded; gives how many."""
        with transaction(self._writer) as db:
            return removal.tidy(db, target_id, rule, now)

    def tidy_sightings(self, target_id: str, rule: Retention, now: datetime) -> int:
        """The bodies of a target that never made a version, and that the rule lets go, are gone; gives how many."""
        with transaction(self._writer) as db:
            return sightings.tidy(db, target_id, rule, now)

    def target_ids(self) -> tuple[str, ...]:
        """Every target there ever was."""
        with transaction(self._reader) as db:
            return schedule.target_ids(db)

    def leased(self, target_ids: Sequence[str], now: datetime) -> dict[str, datetime]:
        """Those of these targets that somebody works on now, and until when at most."""
        with transaction(self._reader) as db:
            return schedule.leased(db, target_ids, now)

    def footings(self, target_ids: Sequence[str]) -> dict[str, Footing]:
        with transaction(self._reader) as db:
            return footings.footings(db, target_ids)

    def standing(self, target_id: str, recipe: str) -> Standing:
        with transaction(self._reader) as db:
            return standings.standing(db, target_id, recipe, self._at_hand)

    def record(self, checked: Checked, audience: Sequence[Subscriber]) -> bool:
        (is_kept,) = self.record_all((checked,), audience)
        return is_kept

    def record_all(self, checked: Sequence[Checked], audience: Sequence[Subscriber]) -> tuple[bool, ...]:
        with transaction(self._writer) as db:
            return recording.record(db, checked, audience, self._at_hand.taken(one.target_id for one in checked))

    def unstated(self, target_ids: Sequence[str], eyes: str) -> tuple[tuple[Target, Version], ...]:
        with transaction(self._reader) as db:
            return unstated.unstated(db, target_ids, eyes)

    def state(self, found: Mapping[str, Stated]) -> int:
        with transaction(self._writer) as db:
            return unstated.state(db, found)

    def documents(self) -> tuple[DocumentCard, ...]:
        with transaction(self._reader) as db:
            return tuple(card for _, card in cards.documents(db, {}).values())

    def head(self, at: datetime) -> Head | None:
        with transaction(self._reader) as db:
            return self._heads.at(db, at)

    def told_until(self, subscriber_id: str) -> datetime | None:
        with transaction(self._reader) as db:
            return telling.told_until(db, subscriber_id)

    def told_since(self, subscriber_id: str, since: datetime) -> tuple[datetime, ...]:
        with transaction(self._reader) as db:
            return telling.told_since(db, subscriber_id, since)

    def open_window(self, subscriber_id: str, now: datetime) -> None:
        with transaction(self._writer) as db:
            telling.open_window(db, subscriber_id, now)

    def pending(self, subscriber_id: str, until: datetime) -> tuple[Entry, ...]:
        with transaction(self._reader) as db:
            return telling.pending(db, subscriber_id, until)

    def unread(self, subscriber: Subscriber, now: datetime, allowance: timedelta) -> tuple[Unread, ...]:
        with transaction(self._reader) as db:
            return watchfulness.unread(db, subscriber, now, allowance)

    def tally(self, subscriber: Subscriber, since: datetime, until: datetime) -> Tally:
        with transaction(self._reader) as db:
            return watchfulness.tally(db, subscriber, since, until)

    def seal(self, message: Message) -> None:
        with transaction(self._writer) as db:
            telling.seal(db, message)

    def outbox(self, now: datetime, lease: timedelta) -> tuple[Message, ...]:
        with transaction(self._writer) as db:
            return telling.outbox(db, now, lease)

    def waiting(self) -> tuple[Waiting, ...]:
        """Every message in the outbox, the next to be tried first."""
        with transaction(self._reader) as db:
            return telling.waiting(db)

    def dead(self) -> tuple[DeadLetter, ...]:
        with transaction(self._reader) as db:
            return telling.dead(db)

    def revive(self, message_id: str, to: Subscriber | DeadLetter, now: datetime) -> bool:
        with transaction(self._writer) as db:
            return telling.revive(db, message_id, to, now)

    def refusals(self, subscriber_id: str, address: str) -> int:
        with transaction(self._reader) as db:
            return telling.refusals(db, subscriber_id, address)

    def delivered(self, message_id: str, now: datetime) -> None:
        with transaction(self._writer) as db:
            telling.delivered(db, message_id, now)

    def postponed(self, message_id: str, now: datetime, retry_at: datetime | None, detail: str) -> None:
        with transaction(self._writer) as db:
            telling.postponed(db, message_id, now, retry_at, detail)

    def refused(self, message_id: str, now: datetime, detail: str) -> None:
        with transaction(self._writer) as db:
            telling.refused(db, message_id, now, detail)

    def lock(self, holder: str, now: datetime, lease: timedelta) -> None:
        """This holder is the daemon of the database until the lease ends; called again, it goes on. Raises
        LockHeldError while another is."""
        with transaction(self._writer) as db:
            locks.take(db, holder, now, lease)

    def unlock(self, holder: str) -> None:
        """The holder is not the daemon any more."""
        with transaction(self._writer) as db:
            locks.give_back(db, holder)
