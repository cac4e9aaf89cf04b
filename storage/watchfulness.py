"""How well the watching went, for one subscriber: what was not read, and how many looks were good."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from policy.model.digests import Scope, Subscriber, Tally, Unread
from policy.model.looks import State
from storage.recording import READ
from storage.rows import Stored, target_of
from storage.tables import looks, notices, targets

_FAILING = (State.SUSPECT, State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.MOVED, State.GONE)


def unread(db: Connection, subscriber: Subscriber, now: datetime, allowance: timedelta) -> tuple[Unread, ...]:
    """Targets in scope not read for longer than the allowance, and those told as such that are read again."""
    read_at = func.coalesce(targets.c.last_good, targets.c.watched_since)
    told = select(notices.c.target_id).where(notices.c.subscriber_id == subscriber.id)
    known = set(db.execute(told).scalars())
    suspects = (
        select(targets)
        .where(targets.c.state != State.PAUSED, (read_at < now - allowance) | targets.c.id.in_(told))
        .where(*_covered(subscriber.scope))
        .order_by(targets.c.id)
    )
    found = (_unread(row, now - allowance, row.id in known) for row in db.execute(suspects))
    return tuple(one for one in found if one is not None)


def tally(db: Connection, subscriber: Subscriber, since: datetime, until: datetime) -> Tally:
    """The looks after `since` up to `until` at targets in scope, counted."""
    window = (
        select(looks.c.event, looks.c.state, func.count().label("number"))
        .join(targets, targets.c.id == looks.c.target_id)
        .where(looks.c.ordinal == 0, looks.c.at > since, looks.c.at <= until)
        .where(*_covered(subscriber.scope))
        .group_by(looks.c.event, looks.c.state)
    )
    good: int = 0
    failed: Counter[State] = Counter()
    for row in db.execute(window):
        if row.event in READ:
            good += row.number
        else:
            failed[State(row.state)] += row.number
    return Tally(since, until, good + failed.total(), good, tuple(sorted(failed.items())))


def _covered(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """`Scope.covers`, said to the database."""
    lists: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (scope.services, targets.c.service.in_(scope.services)),
        (scope.document_types, targets.c.document_type.in_(scope.document_types)),
        (scope.tags, or_(false(), *(targets.c.tags.contains(f"\n{tag}\n", autoescape=True) for tag in scope.tags))),
    )
    return tuple(condition for wanted, condition in lists if wanted)


def _unread(row: Stored, limit: datetime, is_told: bool) -> Unread | None:
    target, state = target_of(row.definition), State(row.state)
    if max(row.watched_since, row.last_good or row.watched_since) >= limit:
        return Unread(target, State.OK, row.since, row.last_good, row.cause, is_news=True) if is_told else None
    cause = row.cause
    if state not in _FAILING:
        # A target nobody came to look at keeps its good state, and still was not read.
        state, cause = (State.NEW if state is State.NEW else State.UNREACHABLE), "not looked at"
    return Unread(target, state, row.since, row.last_good, cause, not is_told)
