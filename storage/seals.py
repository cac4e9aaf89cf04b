"""Seals: what a row said when it was written, in 16 bytes; and links, which chain the log of a target look by look.

A seal is of the values as they are stored, by the name of their column and without those that are NULL, so that a
table can gain columns without its seals becoming wrong. What is packed has its part in it as the SHA-256 of what was
packed, under the name `sha256`: that is found out again, and not stored. `docs/keeping.md` says what is covered and
what is not.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Table

from storage.columns import OutsideText, cleaned, microseconds
from storage.hashes import sha256
from storage.json import to_json
from storage.rows import Stored

_BYTES = 16  # nobody finds another row with the same half of a SHA-256
_START = "0" * 64  # what the first link of a log follows

# Columns that change without the row being written anew, or that have a checksum of their own.
_OUTSIDE: Mapping[str, frozenset[str]] = {
    # Recipe and links are told again by the packed reading; when they do not fit, a page is read in full.
    "targets": frozenset({"lease", "due_at", "recipe", "links_sha256"}),
    # The link is of the SHA-256 of the whole capture, the body's included.
    "looks": frozenset({"packed", "body", "link"}),
    # Where its capture stands is said again by the capture's id.
    "versions": frozenset({"keyframe", "packed", "look"}),
    "changes": frozenset({"form", "packed"}),
    "messages": frozenset({"send_at"}),
}


def sealed(table: Table, columns: Mapping[str, object]) -> dict[str, object]:
    """The columns with their seal."""
    return {**columns, "seal": seal(table, columns)}


def seal(table: Table, columns: Mapping[str, object]) -> bytes:
    """The seal of a row about to be written."""
    return seal_of_stored(table, _stored(table, columns))


def same(table: Table, row: Stored, plain: bytes) -> bool:
    """Whether the row is as it was sealed, and what is packed in it is this."""
    return seal(table, {**row._asdict(), "sha256": sha256(plain)}) == bytes(row.seal)


def seal_of_stored(table: Table, stored: Mapping[str, object]) -> bytes:
    """The seal of a row as the database gives it back without types: numbers, text and bytes."""
    return hashlib.sha256(to_json([table.name, _stated(table, stored)])).digest()[:_BYTES]


def link(before: str | None, looks: Table, columns: Mapping[str, object], wrote: Sequence[bytes]) -> str:
    """The link of a row of the log: of the link before it (None: it is the first), of what it says, and of the seals
    of the rows that were written with it."""
    return link_of_stored(before, looks, _stored(looks, columns), wrote)


def link_of_stored(before: str | None, looks: Table, stored: Mapping[str, object], wrote: Sequence[bytes]) -> str:
    """The link of a row of the log as the database gives it back without types."""
    stated = [before or _START, _stated(looks, stored), [one.hex() for one in wrote]]
    return hashlib.sha256(b"\0" + to_json(stated)).hexdigest()


def _stated(table: Table, stored: Mapping[str, object]) -> dict[str, object]:
    outside = _OUTSIDE.get(table.name, frozenset())
    return {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in stored.items()
        if name != "seal" and name not in outside and value is not None
    }


def _stored(table: Table, columns: Mapping[str, object]) -> dict[str, object]:
    """The values as the columns' types will keep them."""
    words = _words(table)
    return {name: _plain(value, is_words=name in words) for name, value in columns.items()}


def _plain(value: object, *, is_words: bool) -> object:
    match value:
        case datetime():
            return microseconds(value)
        case str() if is_words:
            return cleaned(value)
    return value


@cache
def _words(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.c if isinstance(column.type, OutsideText))
