"""A number that grows with every write."""

import zlib

from sqlalchemy import Connection, bindparam, func, select, update

from storage.tables import stamps

SLOTS = 64  # rows that share the counting, so that writers on PostgreSQL seldom wait for one another
_GROW = update(stamps).where(stamps.c.slot == bindparam("key")).values(value=stamps.c.value + 1)


def grow(db: Connection, key: str) -> None:
    """The stamp is another one when this transaction ends."""
    slot = zlib.crc32(key.encode()) % SLOTS
    db.execute(_GROW, {"key": slot})


def total(db: Connection) -> int:
    return int(db.execute(select(func.sum(stamps.c.value))).scalar_one())
