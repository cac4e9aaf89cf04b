"""A number that grows with every write, and one that grows when facts change."""

import zlib

from sqlalchemy import Connection, bindparam, func, select, update

from storage.tables import stamps

_WIDTH = 64  # rows that share a counting, so that writers on PostgreSQL seldom wait for one another
SLOTS = 2 * _WIDTH  # the second half counts what happens to facts
_GROW = update(stamps).where(stamps.c.slot == bindparam("key")).values(value=stamps.c.value + 1)
_TOTAL = select(func.sum(stamps.c.value))
_OF_FACTS = _TOTAL.where(stamps.c.slot >= _WIDTH)


def grow(db: Connection, *keys: str) -> None:
    """The stamp is another one when this transaction ends."""
    slots = sorted({slot(key) for key in keys})  # in one order: two writers would wait for one another otherwise
    db.execute(_GROW, [{"key": slot} for slot in slots])


def grow_facts(db: Connection, key: str) -> None:
    """The stamp of facts is another one when this transaction ends."""
    db.execute(_GROW, {"key": _WIDTH + slot(key)})


def total(db: Connection) -> int:
    return int(db.execute(_TOTAL).scalar_one())


def of_facts(db: Connection) -> int:
    return int(db.execute(_OF_FACTS).scalar_one())


def slot(key: str) -> int:
    """Where that key is counted: whoever grows several by one and one in a transaction does it in this order."""
    return zlib.crc32(key.encode()) % _WIDTH
