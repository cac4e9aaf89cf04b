"""Those who subscribed by themselves, those who ask to, and those who left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, delete, select, update

from policy.model.codec import decode
from policy.model.digests import Message, Subscriber
from policy.model.subscriptions import INVITATION, Allowance, Request
from storage import telling
from storage.inserts import insert_new
from storage.json import from_json, to_json
from storage.tables import departures, messages, requests, subscriptions, tries

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED = timedelta(days=2)  # an invitation, in the outbox or sent


def admit(db: Connection, allowances: Sequence[Allowance], now: datetime) -> bool:
    """One try more is counted for each; False: one of them is used up, and none is counted."""
    slots = [(one, (now - _EPOCH) // one.per) for one in allowances]
    for one, slot in slots:
        insert_new(db, tries, {"who": one.who, "slot": slot, "number": 0, "until": _EPOCH + (slot + 1) * one.per})
    mine = [((tries.c.who == one.who) & (tries.c.slot == slot), one.most) for one, slot in slots]
    if any(db.execute(select(tries.c.number).where(row).with_for_update()).scalar_one() >= most for row, most in mine):
        return False
    for row, _ in mine:
        db.execute(update(tries).where(row).values(number=tries.c.number + 1))
    return True


def ask(db: Connection, request: Request, invitation: Message) -> None:
    """The wish waits for its yes, and the mail that asks for it is in the outbox."""
    columns = {"definition": _json(request.subscriber), "expires_at": request.expires_at}
    insert_new(db, requests, {"token_sha256": request.token_sha256, **columns})
    telling.post(db, invitation)


def confirm(db: Connection, token_sha256: str, now: datetime) -> Subscriber | None:
    """Whoever asked under that token is told from now on; one whose address was subscribed before keeps their id, and
    gets what they wished last. None: there is no such wish, or it is too old."""
    asked = delete(requests).where(requests.c.token_sha256 == token_sha256).returning(*requests.c)
    row = db.execute(asked).first()
    if row is None or row.expires_at <= now:
        return None
    wished = subscriber_of(row.definition)
    mailbox = wished.address.casefold()
    known = db.execute(select(subscriptions.c.id).where(subscriptions.c.mailbox == mailbox)).scalar_one_or_none()
    subscriber = wished if known is None else replace(wished, id=known)
    insert_new(
        db, subscriptions, {"id": subscriber.id, "mailbox": mailbox, "definition": _json(subscriber), "since": now}
    )
    ours = subscriptions.c.id == subscriber.id
    db.execute(update(subscriptions).where(ours).values(definition=_json(subscriber)))
    telling.open_window(db, subscriber.id, now)
    return subscriber


def leave(db: Connection, subscriber_id: str, now: datetime) -> None:
    """The subscriber is told nothing any more, what waits for them is gone, and their address is kept nowhere."""
    insert_new(db, departures, {"subscriber_id": subscriber_id, "at": now})
    db.execute(delete(subscriptions).where(subscriptions.c.id == subscriber_id))
    telling.part(db, subscriber_id)


def joined(db: Connection) -> tuple[Subscriber, ...]:
    """Those who subscribed by themselves, by id."""
    rows = db.execute(select(subscriptions.c.definition).order_by(subscriptions.c.id)).scalars()
    return tuple(subscriber_of(definition) for definition in rows)


def left(db: Connection) -> frozenset[str]:
    """The ids of all who left."""
    return frozenset(db.execute(select(departures.c.subscriber_id)).scalars())


def take_over(db: Connection, gone: Iterable[str], now: datetime) -> None:
    """All of them have left, whatever the database said of it."""
    for subscriber_id in sorted(set(gone) - left(db)):
        leave(db, subscriber_id, now)


def forget(db: Connection, now: datetime) -> None:
    """What is not needed any more is gone: wishes too old, counts, and mails that asked."""
    db.execute(delete(requests).where(requests.c.expires_at <= now))
    db.execute(delete(tries).where(tries.c.until <= now))
    db.execute(delete(messages).where(messages.c.subscriber_id == INVITATION, messages.c.until <= now - _REMEMBERED))


def _json(subscriber: Subscriber) -> str:
    return to_json(subscriber).decode()


@lru_cache(maxsize=20_000)  # everybody is asked for at every look
def subscriber_of(definition: str) -> Subscriber:
    return decode(Subscriber, from_json(definition))
