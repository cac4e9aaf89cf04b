"""A number that grows with every write, and one that grows when facts change."""

import zlib
from collections.abc import Iterable, Set

from sqlalchemy import Connection, bindparam, func, select, update

from storage.tables import stamps

_WIDTH = 64  # rows that share a counting, so that writers on PostgreSQL seldom wait for one another
SLOTS = 2 * _WIDTH  # the second half counts what happens to facts
_GROW = update(stamps).where(stamps.c.slot == bindparam("key")).values(value=stamps.c.value + 1)
_TOTAL = select(func.sum(stamps.c.value))
_OF_FACTS = _TOTAL.where(stamps.c.slot >= _WIDTH)


def grow(db: Connection, *keys: str) -> None:
    """The stamp is another one when this transaction ends."""
    _grow(db, {slot(key) for key in keys})


def grow_facts(db: Connection, keys: Iterable[str]) -> None:
    """The stamp of facts is another one when this transaction ends; there are keys."""
    _grow(db, {_WIDTH + slot(key) for key in keys})


def _grow(db: Connection, slots: Set[int]) -> None:
    # In one order: two writers would wait for one another otherwise.
    db.execute(_GROW, [{"key": slot} for slot in sorted(slots)])


def total(db: Connection) -> int:
    return int(db.execute(_TOTAL).scalar_one())


def of_facts(db: Connection) -> int:
    return int(db.execute(_OF_FACTS).scalar_one())


def slot(key: str) -> int:
    """Where that key is counted."""
    return zlib.crc32(key.encode()) % _WIDTH
