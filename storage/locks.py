"""One daemon for one database: a row with a lease, so that a killed daemon's claim ends by itself."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from storage.errors import LockHeldError
from storage.inserts import insert_new
from storage.tables import locks

_DAEMON = "daemon"


def take(db: Connection, holder: str, now: datetime, lease: timedelta) -> None:
    """The holder has the lock until the lease ends. Raises LockHeldError while another has it."""
    insert_new(db, locks, {"name": _DAEMON, "holder": holder, "since": now, "until": now + lease})
    mine = (locks.c.holder == holder) | (locks.c.until <= now)
    renewed = (
        update(locks)
        .where(locks.c.name == _DAEMON, mine)
        .values(holder=holder, until=now + lease)
        .returning(locks.c.name)
    )
    if db.execute(renewed).first() is None:
        found = db.execute(select(locks).where(locks.c.name == _DAEMON)).one()
        raise LockHeldError(
            f"another daemon works on this database since {found.since:%Y-%m-%d %H:%M:%S} UTC: {found.holder}. Stop it "
            "first, or let it run and start clausewatch worker beside it. If it was killed, its claim ends at "
            f"{found.until:%Y-%m-%d %H:%M:%S} UTC.",
            found.holder,
        )


def give_back(db: Connection, holder: str) -> None:
    """The holder does not have the lock."""
    db.execute(delete(locks).where(locks.c.name == _DAEMON, locks.c.holder == holder))
