"""Versions let go by the owner's rule: what stays is packed again, and why each went is recorded with its seal."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from policy.retention import Retention, removable
from storage import bodies, cards, passages, readings, sightings, stamps
from storage.json import from_json
from storage.packing import CHAIN, pack
from storage.rows import Stored, body_hashes, card_of
from storage.seals import sealed
from storage.tables import changes, entries, messages, removals, targets, versions


def tidy(db: Connection, target_id: str, rule: Retention, now: datetime) -> int:
    """How many versions of the target were let go."""
    row = db.execute(select(targets.c.id).where(targets.c.id == target_id).with_for_update()).first()
    if row is None:
        return 0
    shown = select(*cards.CARD).where(versions.c.target_id == target_id).order_by(versions.c.number)
    going = removable([card_of(row) for row in db.execute(shown)], _bound(db, target_id), rule, now)
    if going:
        _remove(db, target_id, going, now)
        stamps.grow(db, target_id)
    return len(going)


def _bound(db: Connection, target_id: str) -> set[int]:
    """The versions before and after every change that was told, or waits to be."""
    numbers = set(db.execute(select(entries.c.number).where(entries.c.target_id == target_id)).scalars())
    told = select(messages.c.changes).where(messages.c.changes.contains(f'"{target_id}/', autoescape=True))
    for listed in db.execute(told).scalars():
        ids = from_json(listed)
        for change in ids if isinstance(ids, list) else ():
            name, _, number = str(change).rpartition("/")
            numbers |= {int(number)} if name == target_id else set()
    before = select(changes.c.before).where(changes.c.target_id == target_id, changes.c.number.in_(numbers))
    return numbers | set(db.execute(before).scalars())


def _remove(db: Connection, target_id: str, going: Mapping[int, str], now: datetime) -> None:
    kept = db.execute(select(versions).where(versions.c.target_id == target_id).order_by(versions.c.number)).all()
    plain = {row.number: readings.read(db, row) for row in kept}
    gone = [row for row in kept if row.number in going]
    lost = select(changes).where(changes.c.target_id == target_id)
    lost = lost.where(changes.c.number.in_(going) | changes.c.before.in_(going))
    for change in db.execute(lost).all():
        reason = going.get(change.number) or f"version {change.before}, which it leads from, was removed"
        _note(db, "change", change, reason, now)
        db.execute(delete(changes).where(changes.c.target_id == target_id, changes.c.number == change.number))
    for row in gone:
        _note(db, "version", row, going[row.number], now)
        db.execute(delete(versions).where(versions.c.target_id == target_id, versions.c.number == row.number))
    stay = [row for row in kept if row.number not in going]
    _repack(db, stay, plain)
    for number in sorted(going):
        passages.let_go(db, target_id, number, min(row.number for row in stay if row.number > number))
    for digest in sorted({digest for row in gone for digest in body_hashes(row)} - sightings.holds(db)):
        bodies.let_go(db, digest)


def _note(db: Connection, what: str, row: Stored, reason: str, now: datetime) -> None:
    note = {"what": what, "target_id": row.target_id, "number": row.number, "at": now, "reason": reason}
    db.execute(removals.insert(), sealed(removals, note | {"row_seal": row.seal}))


def _repack(db: Connection, stay: Sequence[Stored], plain: Mapping[int, bytes]) -> None:
    """The readings that stay are patches of one another again."""
    before: Stored | None = None
    keyframe = 0
    for row in stay:
        is_whole = before is None or row.number - keyframe >= CHAIN
        keyframe = row.number if is_whole else keyframe
        prefix = b"" if is_whole or before is None else plain[before.number]
        columns = {"keyframe": keyframe, "packed": pack(plain[row.number], prefix)}
        place = (versions.c.target_id == row.target_id, versions.c.number == row.number)
        db.execute(update(versions).where(*place).values(columns))
        before = row
