"""Recorded changes, read back."""

from sqlalchemy import ColumnElement, Connection, exists, func, select

from policy.model.shelf import Change, ChangeFilter
from storage import readings
from storage.errors import DamagedError
from storage.packing import FINDINGS, unpack, verified
from storage.rows import Stored, card_of, change_of, target_of
from storage.tables import changes, targets, versions


def change(db: Connection, target_id: str, number: int) -> Change | None:
    """The change that led to that version; None: the version does not exist, is the first, or is technical."""
    row = db.execute(select(changes).where(changes.c.target_id == target_id, changes.c.number == number)).first()
    return _read(db, row) if row else None


def page(db: Connection, wanted: ChangeFilter, limit: int, offset: int) -> tuple[Change, ...]:
    """The changes wanted, newest first."""
    newest = (changes.c.at.desc(), changes.c.target_id.desc(), changes.c.number.desc())
    rows = db.execute(select(changes).where(*_wanted(wanted)).order_by(*newest).limit(limit).offset(offset)).all()
    return tuple(_read(db, row) for row in rows)


def count(db: Connection, wanted: ChangeFilter) -> int:
    """How many changes are wanted."""
    return db.execute(select(func.count()).select_from(changes).where(*_wanted(wanted))).scalar_one()


def _wanted(wanted: ChangeFilter) -> tuple[ColumnElement[bool], ...]:
    """The filter, said to the database: from `since` on and before `until`."""
    services = select(targets.c.id).where(targets.c.service == wanted.service)
    types = select(targets.c.id).where(targets.c.document_type == wanted.document_type)
    in_language = exists().where(
        versions.c.target_id == changes.c.target_id,
        versions.c.number == changes.c.number,
        (" " + versions.c.languages + " ").contains(f" {wanted.language} ", autoescape=True),
    )
    conditions: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (wanted.service, changes.c.target_id.in_(services)),
        (wanted.document_type, changes.c.target_id.in_(types)),
        (wanted.target_id, changes.c.target_id == wanted.target_id),
        (wanted.kind, changes.c.kinds.contains(f" {wanted.kind} ", autoescape=True)),
        (wanted.minimum or None, changes.c.severity >= wanted.minimum),
        (wanted.language, in_language),
    )
    found = [condition for value, condition in conditions if value is not None]
    if wanted.since is not None:
        found.append(changes.c.at >= wanted.since)
    if wanted.until is not None:
        found.append(changes.c.at < wanted.until)
    return tuple(found)


def _read(db: Connection, row: Stored) -> Change:
    name = f"the findings of change {row.target_id}/{row.number}"
    after, before = (readings.existing_row(db, row.target_id, number) for number in (row.number, row.before))
    definition = db.execute(select(targets.c.definition).where(targets.c.id == row.target_id)).scalar_one()
    try:
        plain = unpack(row.packed, FINDINGS + readings.read(db, before) + readings.read(db, after))
    except DamagedError as error:
        raise DamagedError(f"{name} are damaged: {error}") from error
    return change_of(row, target_of(definition), card_of(before), card_of(after), verified(plain, row.sha256, name))
