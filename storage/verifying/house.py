"""The database itself, and the tables that only remember for a while."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.exc import DatabaseError

from storage import guards
from storage.columns import microseconds
from storage.stamps import SLOTS
from storage.verifying.faults import Fault, Round

_HOLD = timedelta(hours=1)  # longer than a host or the daemon's lock is ever taken for
_WISH = timedelta(days=31)  # farther off than any wish of a host is heeded
_FORGOTTEN = "the daemon forgets it when it starts"
_MOST = 20  # faults of the database's own, after which its check need not go on


def database(turn: Round) -> Iterator[Fault]:
    """What the database says of itself, and whether it still refuses to change what is evidence."""
    for name in guards.missing(turn.db):
        yield Fault("the database", f"its guard {name} does not stand", "clausewatch migrate puts it back")
    if turn.db.dialect.name != "sqlite":
        turn.notes.append("the pages of PostgreSQL are its own to check: pg_amcheck, and initdb --data-checksums")
        return
    checks = (f"PRAGMA integrity_check({_MOST})", "PRAGMA foreign_key_check")
    for check in checks:
        try:
            for row in turn.db.exec_driver_sql(check).all():
                words = " ".join(str(part) for part in row)
                if words != "ok":
                    yield Fault("the database", words)
        except DatabaseError as error:
            yield Fault("the database", str(error.orig))


def memory(turn: Round) -> Iterator[Fault]:
    """Hosts, robots.txt rules, stamps and locks: nothing here is evidence, and none of it may stand in the way."""
    bounds = (
        ("hosts", "host", "free_at", _HOLD),
        ("hosts", "host", "shut_until", _WISH),
        ("hosts", "host", "back_at", _WISH),
        ("robots", "origin", "at", _HOLD),
        ("locks", "name", "until", _HOLD),
    )
    for table, name, column, longest in bounds:
        latest = microseconds(turn.now + longest)
        late = f"SELECT {name} AS name FROM {table} WHERE {column} > :latest OR {column} < 0"  # noqa: S608 – names of ours
        for row in turn.stored(late, latest=latest):
            yield Fault(f"{table} {row['name']}", f"its {column} is later than it can be", _FORGOTTEN)
    slots = [row["slot"] for row in turn.stored("SELECT slot FROM stamps ORDER BY slot")]
    if slots != list(range(SLOTS)):
        yield Fault(
            "stamps", f"are {len(slots)} and not {SLOTS}", "caches may show old pages: restart clausewatch serve"
        )
