"""How well the watching went, for one subscriber: what was not read, and how many looks were good."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from policy.model.digests import Scope, Subscriber, Tally, Unread
from policy.model.looks import READ, State
from policy.model.targets import Target
from storage.rows import Stored, target_of
from storage.tables import looks, notices, targets

_FAILING = (State.SUSPECT, State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.MOVED, State.GONE)
_LATENESS = 1.5  # looks are spread by up to half the interval,
_GRACE = timedelta(hours=1)  # and queue for their host


def unread(db: Connection, subscriber: Subscriber, now: datetime, allowance: timedelta) -> tuple[Unread, ...]:
    """Targets in scope not read for longer than the allowance, or never, and those told as such that are read again. A
    target that does not fail is given the time between two of its looks, too."""
    read_at = func.coalesce(targets.c.last_good, targets.c.watched_since)
    told = select(notices.c.target_id).where(notices.c.subscriber_id == subscriber.id)
    known = set(db.execute(told).scalars())
    never = targets.c.last_good.is_(None) & targets.c.state.in_(_FAILING)
    suspects = (
        select(targets)
        .where(targets.c.state != State.PAUSED, (read_at < now - allowance) | never | targets.c.id.in_(told))
        .where(*_covered(subscriber.scope))
        .order_by(targets.c.id)
    )
    found = (_unread(row, now, allowance, row.id in known) for row in db.execute(suspects))
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
        (scope.documents, targets.c.id.in_(scope.documents)),
        (scope.services, targets.c.service.in_(scope.services)),
        (scope.document_types, targets.c.document_type.in_(scope.document_types)),
        (scope.tags, or_(false(), *(targets.c.tags.contains(f"\n{tag}\n", autoescape=True) for tag in scope.tags))),
    )
    return tuple(condition for wanted, condition in lists if wanted)


def _unread(row: Stored, now: datetime, allowance: timedelta, is_told: bool) -> Unread | None:
    """None: it is read, and nobody was told otherwise."""
    target, state, cause = target_of(row.definition), State(row.state), row.cause
    if not _is_unread(row, target, now, allowance):
        return Unread(target, State.OK, row.since, row.last_good, cause, is_news=True) if is_told else None
    if state not in _FAILING:
        # A target nobody came to look at keeps its good state, and still was not read.
        state, cause = (State.NEW if state is State.NEW else State.UNREACHABLE), "not looked at"
    return Unread(target, state, row.last_good or row.watched_since, row.last_good, cause, not is_told)


def _is_unread(row: Stored, target: Target, now: datetime, allowance: timedelta) -> bool:
    is_failing = State(row.state) in _FAILING
    if is_failing and row.last_good is None:
        return True  # it never worked: that is to be known while somebody remembers adding it
    own = timedelta() if is_failing else target.interval * _LATENESS + _GRACE
    read_at: datetime = max(row.watched_since, row.last_good or row.watched_since)
    return now - read_at > max(allowance, own)
