"""A clock that was ahead and was set back: what it wrote of the future stands in nobody's way.

The log keeps its times as they were written: it is evidence, and goes by its numbers.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from policy.model.looks import Past, Run
from storage import pasts, readings, stamps
from storage.rows import Stored
from storage.seals import seal, sealed
from storage.tables import entries, hosts, locks, messages, robots, targets, windows

_SLACK = timedelta(minutes=10)  # clocks of two machines may differ by so much
_RETRY = timedelta(days=1)  # no message waits longer for its next try
_HOLD = timedelta(hours=1)  # nor is a host or the daemon's lock taken for longer
_MOMENT = timedelta(minutes=1)  # between what was written last by the clock that was ahead, and the first look at it
UNKNOWN = _HOLD + _MOMENT  # how far it was ahead: only what is later than it may be tells
_WISH = timedelta(days=31)  # nor a host's wish heeded
_FARTHEST = timedelta(days=62)  # nor a target left alone


def mend(db: Connection, now: datetime, by: timedelta) -> int:
    """How many targets were looked at in the future, or would not be for months; all are due as if it were now, spread
    as they were. Whoever waits to be told is told at their next time, and hosts that were taken by the clock that was
    ahead `by` so much rest no more."""
    longest_rest = min(max(by - _MOMENT, _SLACK), _HOLD)
    ahead = _targets(db, now)
    _telling(db, now)
    for table, column, longest in (
        (hosts, hosts.c.free_at, longest_rest),
        (hosts, hosts.c.shut_until, _WISH),
        (hosts, hosts.c.back_at, _WISH),
        (robots, robots.c.at, _SLACK),
        (locks, locks.c.until, _HOLD),
    ):
        db.execute(delete(table).where(column > now + longest))
    if ahead:
        stamps.grow(db, "targets")
    return ahead


def _targets(db: Connection, now: datetime) -> int:
    is_ahead = (targets.c.last_checked > now + _SLACK) | (targets.c.next_check_at > now + _FARTHEST)
    is_free = targets.c.due_at.is_not(None) & (targets.c.lease.is_(None) | (targets.c.due_at > now + _HOLD))
    rows = db.execute(select(targets).where(is_ahead, is_free).with_for_update()).all()
    latest = max((row.last_checked for row in rows if row.last_checked), default=now)
    by = max(latest - now, timedelta())
    for row in rows:
        soon = min(max(row.next_check_at - by, now), now + _FARTHEST)
        columns: dict[str, object] = {"lease": None, "due_at": soon, "next_check_at": soon}
        columns |= {"past": pasts.written(_clamped(pasts.read(row.past), now))}
        for name in ("last_checked", "last_good"):
            if getattr(row, name) is not None:
                columns[name] = min(getattr(row, name), now)
        known = seal(targets, {**row._asdict(), **columns})
        db.execute(update(targets).where(targets.c.id == row.id).values({**columns, "seal": known}))
        _held(db, row, now)
    return len(rows)


def _held(db: Connection, row: Stored, now: datetime) -> None:
    text = readings.held_text(db, row.id)
    if text is not None and text.first_seen > now:
        version = readings.existing_row(db, row.id, row.versions) if row.versions else None
        prefix = readings.read(db, version) if version else b""
        readings.keep_held(db, row.id, replace(text, first_seen=now), row.versions or None, prefix)


def _clamped(past: Past, now: datetime) -> Past:
    """What is remembered, with nothing in the future; the next look brings the page whole."""
    return replace(
        past,
        looked_at=past.looked_at and min(past.looked_at, now),
        full_at=None if past.full_at and past.full_at > now else past.full_at,
        troubles=tuple(_ended(run, now) for run in past.troubles),
        landing=past.landing and _ended(past.landing, now),
        turns=tuple(replace(turn, at=min(turn.at, now)) for turn in past.turns),
        told_at=past.told_at and min(past.told_at, now),
    )


def _ended(run: Run, now: datetime) -> Run:
    return replace(run, since=min(run.since, now), last=min(run.last, now))


def _telling(db: Connection, now: datetime) -> None:
    for row in db.execute(select(entries).where(entries.c.queued_at > now + _SLACK)).all():
        where = [column == getattr(row, column.name) for column in entries.primary_key]
        db.execute(update(entries).where(*where).values(sealed(entries, {**row._asdict(), "queued_at": now})))
    for row in db.execute(select(windows).where(windows.c.until > now + _SLACK)).all():
        columns = sealed(windows, {**row._asdict(), "until": now})
        db.execute(update(windows).where(windows.c.subscriber_id == row.subscriber_id).values(columns))
    for row in db.execute(select(messages).where(messages.c.until > now + _SLACK)).all():
        columns = sealed(messages, {**row._asdict(), "until": now})
        db.execute(update(messages).where(messages.c.id == row.id).values(columns))
    db.execute(update(messages).where(messages.c.send_at > now + _RETRY).values(send_at=now))
