"""The log of attempts: one row each, the record a patch of an earlier one of the same target."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from policy.model.captures import Capture
from policy.model.looks import READ, Checked, State
from policy.model.shelf import LookCard
from storage.errors import DamagedError
from storage.hashes import sha256
from storage.packing import CHAIN, pack, unpack
from storage.records import capture_forms, capture_members, capture_of
from storage.rows import Members, Stored, look_of
from storage.seals import link
from storage.tables import looks, versions

_DIGITS = re.compile("(?:[0-9a-f]{2})+")  # of an id
_PACKED = select(looks.c.packed).where(looks.c.target_id == bindparam("target"), looks.c.seq == bindparam("row"))
_IS_WANTED = (looks.c.target_id == bindparam("target")) & (looks.c.capture_id == bindparam("wanted"))
_IN_LOG = select(looks).where(_IS_WANTED).order_by(looks.c.seq.desc()).limit(1)
_NAMED = select(versions.c.look).where(
    versions.c.target_id == bindparam("target"), versions.c.capture_id == bindparam("wanted")
)
_OF_VERSION = _IN_LOG.where(looks.c.seq.in_(_NAMED))
_LAST = select(looks.c.seq).where(_IS_WANTED).order_by(looks.c.seq.desc()).limit(1)
_PLACE = select(func.coalesce(_NAMED.limit(1).scalar_subquery(), _LAST.scalar_subquery()))


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the attempts of a look stand in the log of their target, and what stands after them."""

    seq: int  # of the first
    before: str | None  # link of the row before; None: there is none
    state: State
    version: int | None  # in force; None: nothing was read yet
    wrote: tuple[bytes, ...]  # the seals of what was recorded with the look


def written(checked: Checked, place: LogPlace, first: bytes | None) -> tuple[list[dict[str, object]], str]:
    """The rows of the attempts of a look, and the link of the last. `first` is the packed record that the row at that
    place is a patch of; None: that row begins a chain."""
    head, wrote = place.before, place.wrote
    prefix = b"" if first is None else unpack(first)
    rows: list[dict[str, object]] = []
    for ordinal, capture in enumerate(checked.captures):
        seq = place.seq + ordinal
        whole, own = capture_forms(capture, checked.at)
        columns = {
            "target_id": checked.target_id,
            "seq": seq,
            "ordinal": ordinal,
            "capture_id": capture.id,
            "at": checked.at,
            "event": checked.event,
            "state": place.state,
            "version": place.version,
        }
        head, wrote = link(head, looks, columns | {"sha256": sha256(whole)}, wrote), ()
        begins = seq % CHAIN == 0
        body = None if capture.response is None else capture.response.body_sha256
        rows.append(columns | {"body": body, "packed": pack(own, b"" if begins else prefix), "link": head})
        prefix = own if begins else prefix
    return rows, head or ""


def row_of(db: Connection, target_id: str, capture_id: str) -> Stored | None:
    """The row of that capture; None: there is none. Every version names the row of its own; for another capture, the
    log of its target is gone through, newest first."""
    if not _DIGITS.fullmatch(capture_id):
        return None
    wanted = {"target": target_id, "wanted": capture_id}
    return db.execute(_OF_VERSION, wanted).first() or db.execute(_IN_LOG, wanted).first()


def seq_of(db: Connection, target_id: str, capture_id: str) -> int | None:
    """Where that capture stands in the log; None: nowhere. Found as by `row_of`, in one question."""
    if not _DIGITS.fullmatch(capture_id):
        return None
    return db.execute(_PLACE, {"target": target_id, "wanted": capture_id}).scalar()


def capture(db: Connection, target_id: str, capture_id: str) -> Capture | None:
    """None: no such capture."""
    row = row_of(db, target_id, capture_id)
    return read(db, row) if row else None


def page(db: Connection, target_id: str, limit: int, offset: int) -> tuple[LookCard, ...]:
    """The log of a target, newest first."""
    newest = select(looks).where(looks.c.target_id == target_id).order_by(looks.c.seq.desc())
    prefixes: dict[int, bytes] = {}

    def prefix(row: Stored) -> bytes:
        first = row.seq - row.seq % CHAIN
        if row.seq != first and first not in prefixes:
            prefixes[first] = _prefix(db, target_id, row.seq)
        return b"" if row.seq == first else prefixes[first]

    rows = db.execute(newest.limit(limit).offset(offset)).all()
    return tuple(look_of(row, _members(row, prefix)) for row in rows)


def read_around(db: Connection, target_id: str, at: datetime) -> tuple[LookCard | None, LookCard | None]:
    """The last look of a target before that moment that read the text, and the first one from it on."""
    good = select(looks).where(looks.c.target_id == target_id, looks.c.ordinal == 0, looks.c.event.in_(READ)).limit(1)
    before = db.execute(good.where(looks.c.at < at).order_by(looks.c.seq.desc())).first()
    after = db.execute(good.where(looks.c.at >= at).order_by(looks.c.seq)).first()

    def shown(row: Stored | None) -> LookCard | None:
        return look_of(row, _members(row, lambda row: _prefix(db, target_id, row.seq))) if row else None

    return shown(before), shown(after)


def read(db: Connection, row: Stored) -> Capture:
    """The capture of a row of the log. Raises DamagedError when it is not what was recorded."""
    members = _members(row, lambda row: _prefix(db, row.target_id, row.seq))
    try:
        return capture_of(members)
    except ValueError as error:
        raise DamagedError(f"{_name(row)} is damaged: {error}") from error


def _members(row: Stored, prefix: Callable[[Stored], bytes]) -> Members:
    """The record of a row of the log as JSON has it: a page lists hundreds and shows three things of each."""
    try:
        return capture_members(unpack(row.packed, prefix(row)), row._asdict())
    except (DamagedError, ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"{_name(row)} is damaged: {error}") from error


def _name(row: Stored) -> str:
    return f"capture {row.capture_id} of {row.target_id}"


def _prefix(db: Connection, target_id: str, seq: int) -> bytes:
    """The plain record of the row that this one is a patch of; empty for the first of each 64."""
    if seq % CHAIN == 0:
        return b""
    return unpack(db.execute(_PACKED, {"target": target_id, "row": seq - seq % CHAIN}).scalar_one())
