"""What the looks of one transaction write down and do not read again meanwhile: each table gets all of it at once."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table

from policy.model.looks import Move, Version
from storage import bodies, moves, passages, readings
from storage.rows import Stored
from storage.tables import looks, versions
from storage.tables import moves as moves_table

_Rows = list[dict[str, object]]
_INSERTS = {table.name: table.insert() for table in (versions, moves_table, looks)}


class Sheet:
    """Nothing of it is in the database before `write`."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._bodies: list[tuple[str, bytes]] = []
        self._firsts: list[Version] = []
        self._rows: dict[str, _Rows] = {name: [] for name in _INSERTS}

    def first(self, version: Version, brought: Sequence[tuple[str, bytes]], look: int | None) -> bytes:
        """The first version of a document, and the bodies that came with it; gives the seal of its row. `look` is where
        its capture stands in the log."""
        row, _, known = readings.row_to_be(version, None, look)
        self._bodies.extend(brought)
        self._firsts.append(version)
        self._add(versions, row)
        return known

    def move(self, row: Stored, move: Move) -> dict[str, object]:
        """A move of a target; gives the columns of the target's row that change with it."""
        written, after = moves.row_to_be(row, move)
        self._add(moves_table, written)
        return after

    def log(self, rows: _Rows) -> None:
        """The attempts of a look."""
        self._add(looks, *rows)

    def _add(self, table: Table, *rows: dict[str, object]) -> None:
        self._rows[table.name].extend(rows)

    def write(self) -> None:
        """All of it is kept, and what first versions say can be found."""
        if self._bodies:
            bodies.keep_whole(self._db, self._bodies)
        for name, rows in self._rows.items():
            if rows:
                self._db.execute(_INSERTS[name], rows)
        passages.begin(self._db, self._firsts)
