"""Which targets are watched, which are due, and who works on them."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    case,
    exists,
    literal_column,
    select,
    type_coerce,
    update,
)

from policy.model.hosts import host_of
from policy.model.looks import Move, State
from policy.model.targets import Order, Target, Trigger
from storage import moves, stamps
from storage.inserts import insert_new
from storage.rows import Stored, order_of, target_json, target_of
from storage.seals import seal, sealed
from storage.tables import held, targets

_AGAIN = " again"  # at the end of a lease: the one before was never given back


def enlist(db: Connection, wanted: Sequence[Target], now: datetime) -> None:
    """These are the targets that are watched: new ones are due at once, changed ones updated, others paused."""
    known = {row.id: row for row in db.execute(select(targets).with_for_update())}
    for target in wanted:
        if target.id not in known:
            insert_new(db, targets, _fresh(target, now))
    for target in wanted:
        if target.id in known:
            _renew(db, known[target.id], target, now)
    named = {target.id for target in wanted}
    for row in known.values():
        if row.id not in named and row.state != State.PAUSED:
            pause = Move(State(row.state), State.PAUSED, "no longer among the targets", now)
            _change(db, row, moves.keep(db, row, pause) | {"lease": None, "due_at": None})
    stamps.grow(db, "targets")


def due(db: Connection, now: datetime, limit: int, lease: timedelta, token: str) -> Sequence[Stored]:
    """Up to `limit` targets whose time has come, longest overdue first, are leased to the bearer of the token; orders
    of them are made by `scheduled`, out of the transaction: nobody need wait for that."""
    waiting = select(_key(db)).where(targets.c.due_at <= now).order_by(targets.c.due_at).limit(limit)
    return _lease(db, waiting, now + lease, token)


def scheduled(rows: Sequence[Stored]) -> tuple[Order, ...]:
    """The longest overdue first."""
    waiting = sorted(rows, key=itemgetter(0, 1))
    return tuple(order_of(row, row.lease, Trigger.CONFIRM if row.is_held else Trigger.SCHEDULE) for row in waiting)


def claim(db: Connection, ids: Sequence[str], now: datetime, lease: timedelta, token: str) -> Sequence[Stored]:
    """These targets are leased to the bearer of the token, but for those paused or leased to another."""
    free = select(_key(db)).where(
        targets.c.id.in_(ids), targets.c.due_at.is_not(None), targets.c.lease.is_(None) | (targets.c.due_at <= now)
    )
    return _lease(db, free, now + lease, token)


def by_hand(rows: Sequence[Stored]) -> tuple[Order, ...]:
    return tuple(order_of(row, row.lease, Trigger.MANUAL) for row in sorted(rows, key=itemgetter(1)))


def release(db: Connection, orders: Sequence[Order]) -> None:
    """Targets still leased to these orders are due again at their old time."""
    for order in orders:
        db.execute(
            update(targets)
            .where(targets.c.id == order.target.id, targets.c.lease == order.lease)
            .values(lease=None, due_at=targets.c.next_check_at)
        )


def leases(db: Connection, until: datetime) -> frozenset[str]:
    """Those that end before then, but for those of targets that were taken over before."""
    first = targets.c.lease.is_not(None) & ~targets.c.lease.endswith(_AGAIN)
    return frozenset(db.execute(select(targets.c.lease).where(targets.c.due_at <= until, first).distinct()).scalars())


def end(db: Connection, ended: Collection[str], now: datetime, until: datetime) -> int:
    """These leases, which ended before then, end now; gives of how many targets. They stay written: whoever takes a
    target over says so in its new lease."""
    alive = targets.c.due_at.between(now, until)
    return db.execute(update(targets).where(alive, targets.c.lease.in_(ended)).values(due_at=now)).rowcount


def leased(db: Connection, ids: Sequence[str], now: datetime) -> dict[str, datetime]:
    """Those of these targets that somebody works on now, and until when at most."""
    taken = select(targets.c.id, targets.c.due_at).where(
        targets.c.id.in_(ids), targets.c.lease.is_not(None), targets.c.due_at > now
    )
    return {row.id: row.due_at for row in db.execute(taken)}


def target_ids(db: Connection) -> tuple[str, ...]:
    return tuple(db.execute(select(targets.c.id).order_by(targets.c.id)).scalars())


def host_hash(url: str) -> int:
    """The same 32 bits for every address of a host: what shards are cut by."""
    return int.from_bytes(hashlib.sha256(host_of(url).encode("utf-8", "surrogatepass")).digest()[:4], "big")


def _key(db: Connection) -> ColumnElement[object]:
    """What a row is found by soonest. On SQLite the index of times has its number, and to look for its id would read
    another page for every row."""
    return literal_column("rowid") if db.dialect.name == "sqlite" else targets.c.id.expression


def _lease(db: Connection, wanted: Select[object], until: datetime, token: str) -> Sequence[Stored]:
    # PostgreSQL may run a subquery more than once, and would then lock more rows than the limit; a CTE runs once.
    chosen = wanted.with_for_update(skip_locked=True).cte("chosen")
    taken_over = case((targets.c.lease.is_(None), token), else_=f"{token}{_AGAIN}")
    leased = (
        update(targets)
        .where(_key(db).in_(select(*chosen.c)))
        .values(lease=taken_over, due_at=until)
        .returning(
            type_coerce(targets.c.next_check_at, BigInteger).label("next_check_at"),  # only the order counts
            targets.c.id,
            targets.c.definition,
            targets.c.etag,
            targets.c.last_modified,
            exists().where(held.c.target_id == targets.c.id).label("is_held"),
            targets.c.lease,
        )
    )
    return db.execute(leased).all()


def _fresh(target: Target, now: datetime) -> dict[str, object]:
    counters = dict.fromkeys(("failures", "looks", "moves", "versions", "changes"), 0)
    times = dict.fromkeys(("since", "watched_since", "next_check_at", "due_at"), now)
    columns = _definition(target) | counters | times | {"id": target.id, "state": State.NEW, "cause": ""}
    return sealed(targets, columns)


def _definition(target: Target) -> dict[str, object]:
    return {
        "service": target.service,
        "document_type": target.document_type,
        "tags": "\n".join(("", *target.tags, "")),
        "host_hash": host_hash(target.urls[0]),
        "definition": target_json(target),
    }


def _renew(db: Connection, row: Stored, target: Target, now: datetime) -> None:
    is_paused = row.state == State.PAUSED
    if not is_paused and row.definition == target_json(target):
        return
    old = target_of(row.definition)
    # A look under way is of the old page: its lease ends here, so that it cannot be recorded for the new one.
    soon = min(row.next_check_at, now)
    columns = _definition(target) | {"lease": None, "next_check_at": soon, "due_at": soon}
    if is_paused:
        back = Move(State.PAUSED, moves.state_before_last(db, row), "among the targets again", now)
        columns |= moves.keep(db, row, back) | {"watched_since": now}
    if (old.urls, old.reading, old.fetching) != (target.urls, target.reading, target.fetching):
        columns |= {"etag": None, "last_modified": None, "past": None}
        db.execute(held.delete().where(held.c.target_id == row.id))
    _change(db, row, columns)


def _change(db: Connection, row: Stored, columns: dict[str, object]) -> None:
    known = seal(targets, {**row._asdict(), **columns})
    db.execute(update(targets).where(targets.c.id == row.id).values({**columns, "seal": known}))
