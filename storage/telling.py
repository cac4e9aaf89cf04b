"""What waits to be told, the messages it goes into, and what became of them."""

from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import Connection, delete, func, select, update

from policy.model.digests import DeadLetter, DeliveryState, Entry, Message, Subscriber, Waiting
from policy.model.looks import State
from storage import judged, seals
from storage.errors import DamagedError
from storage.inserts import insert_new
from storage.rows import Stored, dead_letter_of, message_of, message_row
from storage.seals import sealed
from storage.tables import entries, messages, notices, targets, versions, windows

_WEEK = timedelta(days=7)
_COUNTED = 10  # refusals in a row that are counted at most
_DEAD = (messages.c.closed_at.is_not(None), messages.c.state != DeliveryState.DELIVERED)


def told_until(db: Connection, subscriber_id: str) -> datetime | None:
    """End of the last window sealed; None: no window was ever opened."""
    return db.execute(select(windows.c.until).where(windows.c.subscriber_id == subscriber_id)).scalar_one_or_none()


def told_since(db: Connection, subscriber_id: str, since: datetime) -> tuple[datetime, ...]:
    """Ends of the windows sealed after that time, oldest first."""
    sealed = select(messages.c.until).where(messages.c.subscriber_id == subscriber_id, messages.c.until > since)
    return tuple(db.execute(sealed.order_by(messages.c.until)).scalars())


def open_window(db: Connection, subscriber_id: str, now: datetime) -> None:
    """The subscriber is told from now on, unless they already are."""
    insert_new(db, windows, sealed(windows, {"subscriber_id": subscriber_id, "until": now}))


def pending(db: Connection, subscriber_id: str, until: datetime) -> tuple[Entry, ...]:
    """Changes queued up to `until` and not yet sealed into a message, oldest first."""
    waiting = (
        select(entries, targets.c.state)
        .join(targets, targets.c.id == entries.c.target_id)
        .where(entries.c.subscriber_id == subscriber_id, entries.c.queued_at <= until)
        .order_by(entries.c.queued_at, entries.c.target_id, entries.c.number)
    )
    found = []
    for row in db.execute(waiting).all():
        change = judged.change(db, row.target_id, row.number)
        if change is None:
            raise DamagedError(f"change {row.target_id}/{row.number} is queued for {subscriber_id} but not recorded")
        turns = _turns(db, row.target_id, row.queued_at) if row.state == State.FLAPPING else 0
        found.append(Entry(subscriber_id, change, row.queued_at, turns))
    return tuple(found)


def _turns(db: Connection, target_id: str, until: datetime) -> int:
    """The versions of a target in the week up to that time."""
    at = versions.c.confirmed_at
    counted = select(func.count()).where(versions.c.target_id == target_id, at <= until, at > until - _WEEK)
    return db.execute(counted).scalar_one()


def seal(db: Connection, message: Message) -> None:
    """The message is in the outbox instead of its entries, and its window is closed unless it is an alert; nothing, if
    it already was."""
    if not insert_new(db, messages, sealed(messages, message_row(message))):
        return
    for change_id in message.changes:
        target_id, _, number = change_id.rpartition("/")
        db.execute(
            delete(entries).where(
                entries.c.subscriber_id == message.subscriber_id,
                entries.c.target_id == target_id,
                entries.c.number == int(number),
            )
        )
    if not message.is_alert:
        _close_window(db, message)
    for target_id, state in message.unread:
        _notice(db, message.subscriber_id, target_id, State(state))


def post(db: Connection, message: Message) -> None:
    """The message is in the outbox, beside all digests: it closes no window."""
    insert_new(db, messages, sealed(messages, message_row(message)))


def part(db: Connection, subscriber_id: str) -> None:
    """Nothing waits for the subscriber any more, and nothing is remembered of what was sent to them."""
    for table in (entries, notices, windows, messages):
        db.execute(delete(table).where(table.c.subscriber_id == subscriber_id))


def outbox(db: Connection, now: datetime, lease: timedelta) -> tuple[Message, ...]:
    """The messages to be sent now, oldest first, leased."""
    chosen = select(messages.c.id).where(messages.c.send_at <= now).with_for_update(skip_locked=True).cte("chosen")
    leased = (
        update(messages)
        .where(messages.c.id.in_(select(chosen.c.id)))
        .values(send_at=now + lease)
        .returning(*messages.c)
    )
    return tuple(message_of(row) for row in sorted(db.execute(leased), key=lambda row: (row.until, row.id)))


def waiting(db: Connection) -> tuple[Waiting, ...]:
    """Every message in the outbox, the next to be tried first."""
    rows = db.execute(
        select(messages).where(messages.c.closed_at.is_(None)).order_by(messages.c.send_at, messages.c.id)
    )
    return tuple(
        Waiting(row.subscriber_id, row.channel, row.subject, row.attempts, row.send_at, row.detail) for row in rows
    )


def dead(db: Connection) -> tuple[DeadLetter, ...]:
    """Every message given up, the longest dead first."""
    given_up = select(messages).where(*_DEAD).order_by(messages.c.closed_at, messages.c.id)
    return tuple(dead_letter_of(row) for row in db.execute(given_up))


def revive(db: Connection, message_id: str, to: Subscriber | DeadLetter, now: datetime) -> bool:
    """A dead letter is in the outbox again, as if never tried, for the address and channel its reader has now. False:
    there is no such dead letter."""
    row = db.execute(select(messages).where(messages.c.id == message_id, *_DEAD).with_for_update()).first()
    if row is None:
        return False
    again: dict[str, object] = {"state": DeliveryState.RETRY, "attempts": 0, "send_at": now, "closed_at": None}
    _write(db, row, again | {"address": to.address, "channel": to.channel})
    return True


def refusals(db: Connection, subscriber_id: str, address: str) -> int:
    """How many of the messages last settled for a reader at that address were refused, one after another."""
    settled = (
        select(messages.c.state)
        .where(messages.c.subscriber_id == subscriber_id, messages.c.address == address)
        .where(messages.c.closed_at.is_not(None))
        .order_by(messages.c.closed_at.desc(), messages.c.until.desc())
        .limit(_COUNTED)
    )
    states = db.execute(settled).scalars()
    return sum(1 for _ in takewhile(lambda state: state == DeliveryState.REFUSED, states))


def delivered(db: Connection, message_id: str, now: datetime) -> None:
    """The message is told; its bytes are let go, the fact is kept."""
    _settle(db, message_id, {"state": DeliveryState.DELIVERED, "mime": None, "send_at": None, "closed_at": now})


def postponed(db: Connection, message_id: str, now: datetime, retry_at: datetime | None, detail: str) -> None:
    """The message is sent again at that time; None: never, it is a dead letter and keeps its bytes."""
    columns: dict[str, object] = {"state": DeliveryState.RETRY, "send_at": retry_at, "detail": detail}
    _settle(db, message_id, columns | {"closed_at": now if retry_at is None else None}, tries=1)


def refused(db: Connection, message_id: str, now: datetime, detail: str) -> None:
    """The message will never be taken: it is a dead letter and keeps its bytes."""
    columns: dict[str, object] = {"state": DeliveryState.REFUSED, "send_at": None, "detail": detail, "closed_at": now}
    _settle(db, message_id, columns, tries=1)


def _settle(db: Connection, message_id: str, columns: dict[str, object], tries: int = 0) -> None:
    row = db.execute(select(messages).where(messages.c.id == message_id).with_for_update()).first()
    if row is None:
        raise KeyError(message_id)
    if row.closed_at is None:
        _write(db, row, columns | {"attempts": row.attempts + tries})


def _write(db: Connection, row: Stored, columns: dict[str, object]) -> None:
    resealed = {**columns, "seal": seals.seal(messages, {**row._asdict(), **columns})}
    db.execute(update(messages).where(messages.c.id == row.id).values(resealed))


def _close_window(db: Connection, message: Message) -> None:
    open_window(db, message.subscriber_id, message.until)
    db.execute(
        update(windows)
        .where(windows.c.subscriber_id == message.subscriber_id, windows.c.until < message.until)
        .values(sealed(windows, {"subscriber_id": message.subscriber_id, "until": message.until}))
    )


def _notice(db: Connection, subscriber_id: str, target_id: str, state: State) -> None:
    """The subscriber knows that the target is not read, or, when it is OK, that it is read again."""
    of_both = (notices.c.subscriber_id == subscriber_id, notices.c.target_id == target_id)
    db.execute(delete(notices).where(*of_both))
    if state is not State.OK:
        columns = {"subscriber_id": subscriber_id, "target_id": target_id, "state": state}
        db.execute(notices.insert(), sealed(notices, columns))
