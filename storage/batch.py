"""What the looks of one transaction write down and do not read again meanwhile: each table gets all of it at once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Executable, Table

from policy.model.looks import Held, Move, Version
from policy.model.statements import Stated
from storage import bodies, moves, passages, readings, sightings, statements
from storage.inserts import adding
from storage.rows import Members, Stored
from storage.tables import changes, entries, looks, versions
from storage.tables import moves as moves_table
from storage.tables import sightings as sightings_table

_Rows = list[dict[str, object]]
_INSERTS = {table.name: table.insert() for table in (versions, changes, entries, moves_table, looks)}


class Batch:
    """Nothing of it is in the database before `write`."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._bodies: list[tuple[str, bytes]] = []
        self._versions: list[Version] = []
        self._stated: dict[str, Stated] = {}
        self._rows: dict[str, _Rows] = {name: [] for name in _INSERTS}
        self._known: _Rows = []  # bodies that a version has now
        self._seen: _Rows = []  # bodies that none has
        self._let_go: _Rows = []  # targets of which the text held is held no more
        self._held: _Rows = []

    def bodies(self, brought: Iterable[tuple[str, bytes]]) -> None:
        """Bodies, each under its hash, that are patches of none."""
        self._bodies.extend(brought)

    def version(
        self, version: Version, before: readings.Kept | None, look: int | None, members: Members | None = None
    ) -> tuple[readings.Kept, bytes]:
        """A version, and what it says to be found; gives its reading and the seal of its row, as `readings.row_to_be`
        does."""
        row, reading, known = readings.row_to_be(version, before, look, members)
        self._versions.append(version)
        self.add(versions, row)
        return reading, known

    def move(self, row: Stored, move: Move) -> dict[str, object]:
        """A move of a target; gives the columns of the target's row that change with it."""
        written, after = moves.row_to_be(row, move)
        self.add(moves_table, written)
        return after

    def hold(self, target_id: str, text: Held | None, base: int | None, prefix: bytes) -> None:
        """This is the text held for the target; None: no text is."""
        self._let_go.append({"target": target_id})
        if text is not None:
            self._held.append(readings.held_row(target_id, text, base, prefix))

    def accept(self, target_id: str, digests: Iterable[str]) -> None:
        """A version has these bodies from now on."""
        self._known += ({"target": target_id, "digest": digest} for digest in digests)

    def sight(self, target_id: str, seq: int, digests: Iterable[str]) -> None:
        """The look brought these bodies, and no version has them."""
        self._seen += sightings.rows_to_be(target_id, seq, digests)

    def state(self, target_id: str, found: Stated) -> None:
        """What the target states."""
        self._stated[target_id] = found

    def add(self, table: Table, *rows: dict[str, object]) -> None:
        """Rows of a table that only grows."""
        self._rows[table.name].extend(rows)

    def write(self) -> None:
        """All of it is kept, and what versions say can be found."""
        if self._bodies:
            bodies.keep_whole(self._db, self._bodies)
        for name, rows in self._rows.items():
            self._do(_INSERTS[name], rows)
        self._do(sightings.ACCEPTED, self._known)
        self._do(adding(sightings_table, self._db.dialect.name), self._seen)
        self._do(readings.UNHOLD, self._let_go)
        self._do(readings.HOLD, self._held)
        for came in _one_of_each(self._versions):
            passages.keep(self._db, came)
        if self._stated:
            statements.keep(self._db, self._stated)

    def _do(self, statement: Executable, rows: _Rows) -> None:
        if rows:
            self._db.execute(statement, rows)


def _one_of_each(made: Sequence[Version]) -> Iterable[list[Version]]:
    """The versions in their order, of no target two at a time: a look may make a technical one before its own."""
    turns: dict[int, list[Version]] = {}
    times: dict[str, int] = {}
    for version in made:
        turn = times[version.target_id] = times.get(version.target_id, 0) + 1
        turns.setdefault(turn, []).append(version)
    return turns.values()
