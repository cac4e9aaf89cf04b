"""Single bits of an archive turned over, one at a time: each must be found."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, text

from storage.guards import OF_SQLITE

# What `verify` answers for. The rest is no evidence: docs/keeping.md says why each is left out.
NOT_COVERED = {
    ("targets", "lease"),  # a name, good for one look: with another one that look is made again
    ("targets", "due_at"),  # the end of a lease, or the next look, which is looked at beside it
    ("messages", "send_at"),  # the end of a lease, or the next try
    ("passages", "id"),  # a number that nothing but the index of words knows
    ("facts", "seq"),  # only the order counts, and the numbers have gaps
    ("stated", "eyes"),  # another edition: all of it is found again at the next look
}
TABLES = (
    "targets",
    "bodies",
    "looks",
    "versions",
    "held",
    "changes",
    "moves",
    "entries",
    "messages",
    "windows",
    "notices",
    "removals",
    "sightings",
    "shelves",
    "passages",
    "stated",
    "facts",
)
# Memory, and what goes without a trace: the same page says why of each.
NO_EVIDENCE = ("departures", "hosts", "locks", "requests", "robots", "stamps", "subscriptions", "tries")
REREAD = ("stated", "facts")  # found again by the extractors, and only then


@dataclass(frozen=True, slots=True)
class Place:
    """One value of one row."""

    table: str
    column: str
    row: str  # its key, as a condition


def places(engine: Engine) -> list[Place]:
    """Every value that is covered and not NULL; SQLite only."""
    found = []
    with engine.begin() as db:
        for table in TABLES:
            columns = db.execute(text("SELECT name, pk FROM pragma_table_info(:name)"), {"name": table}).all()
            key = " || ' AND ' || ".join(f"'{name} = ' || quote({name})" for name, pk in columns if pk)
            for name, _ in columns:
                asked = f"SELECT {key} FROM {table} WHERE {name} IS NOT NULL AND {name} != ''"  # noqa: S608 – names of ours
                if (table, name) not in NOT_COVERED:
                    found += [Place(table, name, row) for row in db.execute(text(asked)).scalars()]
    return found


@contextmanager
def flipped(engine: Engine, place: Place, chance: random.Random) -> Iterator[str]:
    """One bit of the value is another one meanwhile; gives what was done, to be said if nobody finds it."""
    table, column = place.table, place.column
    as_bytes = f"CASE typeof({column}) WHEN 'text' THEN CAST({column} AS BLOB) ELSE {column} END"
    asked = f"SELECT typeof({column}), {as_bytes} FROM {table} WHERE {place.row}"  # noqa: S608 – names of ours
    with engine.connect() as db:
        raw = db.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA foreign_keys=OFF")
        kind, old = raw.execute(asked).fetchone()
        value = "CAST(? AS TEXT)" if kind == "text" else "?"
        put = f"UPDATE {table} SET {column} = {value} WHERE {place.row}"  # noqa: S608 – names of ours
        with _unguarded(raw):
            new, words = _turned_over(raw, put, old, chance)
        try:
            yield f"{table}.{column} where {place.row}: {words}"
        finally:
            now = _row_now(place, kind, new)
            with _unguarded(raw):
                _put(raw, f"UPDATE {table} SET {column} = {value} WHERE {now}", old)  # noqa: S608 – names of ours
            raw.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _unguarded(raw: sqlite3.Connection) -> Iterator[None]:
    """No guard stands meanwhile."""
    for guard in OF_SQLITE:
        raw.execute(f"DROP TRIGGER {guard.name}")
    yield
    for guard in OF_SQLITE:
        raw.execute(guard.on_sqlite())


def _turned_over(raw: sqlite3.Connection, put: str, old: object, chance: random.Random) -> tuple[object, str]:
    """The new value, once one is found that no other row's key stands in the way of."""
    while True:
        new, words = _turned(old, chance)
        try:
            _put(raw, put, new)
        except sqlite3.IntegrityError:
            continue
        return new, words


def _put(raw: sqlite3.Connection, statement: str, value: object) -> None:
    assert raw.execute(statement, (value,)).rowcount == 1


def _row_now(place: Place, kind: str, new: object) -> str:
    """The row's key as it is now: one of its columns may be what was turned."""
    if isinstance(new, bytes):
        value = f"CAST(x'{new.hex()}' AS TEXT)" if kind == "text" else f"x'{new.hex()}'"
    else:
        value = repr(new)
    parts = (one.split(" = ", 1) for one in place.row.split(" AND "))
    return " AND ".join(f"{name} = {value if name == place.column else was}" for name, was in parts)


def _turned(old: object, chance: random.Random) -> tuple[object, str]:
    if isinstance(old, int):
        bit = chance.randrange(max(8, old.bit_length() + 1))
        return old ^ (1 << bit), f"bit {bit} of {old}"
    assert isinstance(old, bytes)
    at, bit = chance.randrange(len(old)), chance.randrange(8)
    return old[:at] + bytes([old[at] ^ (1 << bit)]) + old[at + 1 :], f"bit {bit} of byte {at} of {old[:40]!r}"
