"""Seals: what a row said when it was written, in 16 bytes; and links, which chain the log of a target look by look.

A seal is of the values as they are stored, by the name of their column and without those that are NULL, so that a
table can gain columns without its seals becoming wrong. `docs/keeping.md` says what is covered and what is not.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Table

from storage.columns import Words, cleaned, microseconds
from storage.packing import to_json

_BYTES = 16  # nobody finds another row with the same half of a SHA-256
_START = "0" * 64  # what the first link of a log follows

# Columns that change without the row being written anew, or that have a checksum of their own.
_OUTSIDE: Mapping[str, frozenset[str]] = {
    "targets": frozenset({"lease", "due_at"}),
    "looks": frozenset({"packed", "link"}),
    "versions": frozenset({"keyframe", "packed"}),
    "changes": frozenset({"packed"}),
    "messages": frozenset({"send_at"}),
}


def sealed(table: Table, columns: Mapping[str, object]) -> dict[str, object]:
    """The columns with their seal."""
    return {**columns, "seal": seal(table, columns)}


def seal(table: Table, columns: Mapping[str, object]) -> bytes:
    """The seal of a row of the table."""
    return hashlib.sha256(to_json([table.name, _stated(table, columns)])).digest()[:_BYTES]


def link(before: str | None, looks: Table, columns: Mapping[str, object], wrote: Sequence[bytes]) -> str:
    """The link of a row of the log: of the link before it (None: it is the first), of what it says, and of the seals
    of the rows that were written with it."""
    stated = [before or _START, _stated(looks, columns), [one.hex() for one in wrote]]
    return hashlib.sha256(b"\0" + to_json(stated)).hexdigest()


def _stated(table: Table, columns: Mapping[str, object]) -> dict[str, object]:
    outside = _OUTSIDE.get(table.name, frozenset())
    return {
        name: _plain(table, name, value)
        for name, value in columns.items()
        if name != "seal" and name not in outside and value is not None
    }


def _plain(table: Table, name: str, value: object) -> object:
    match value:
        case datetime():
            return microseconds(value)
        case bytes():
            return value.hex()
        case str() if isinstance(table.c[name].type, Words):
            return cleaned(value)
    return value
