"""Guards: triggers by which the database itself refuses to change or remove what is evidence.

The log, the moves and the record of removals only grow. A version may be packed anew; it goes, as a change does, only
when its removal is recorded. Whoever owns the database can take the guards away: they are for mistakes, and for
intruders who may only write. `verify` misses a guard, and is for the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from storage.tables import versions

_GROWS = ("looks", "moves", "removals")
_GOES = {"versions": "version", "changes": "change"}  # as what its removal is recorded
_REPACKED = ("keyframe", "packed")  # of a version, when one that it was a patch of went
_EMPTIED = "TRUNCATE"  # asks no trigger about rows
_PROMISES = {"DELETE": "stays", _EMPTIED: "is_not_emptied"}
_SAYS = "is evidence and stays as it was written"
_REFUSE = f"""
CREATE OR REPLACE FUNCTION clausewatch_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_NARGS = 1 THEN
    IF EXISTS (SELECT FROM removals
               WHERE what = TG_ARGV[0] AND target_id = OLD.target_id AND number = OLD.number) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'a row of % {_SAYS}', TG_TABLE_NAME;
END $$
"""


@dataclass(frozen=True, slots=True)
class _Guard:
    """Of one table, against one way of changing it."""

    table: str
    against: str  # DELETE, UPDATE, UPDATE OF columns, or TRUNCATE, which SQLite does not know
    unless: str = ""  # recorded as removed under that name; empty: never

    @property
    def name(self) -> str:
        return f"{self.table}_{_PROMISES.get(self.against, 'is_as_written')}"

    def on_sqlite(self) -> str:
        removed = f"what = '{self.unless}' AND target_id = OLD.target_id AND number = OLD.number"
        when = f" WHEN NOT EXISTS (SELECT 1 FROM removals WHERE {removed})" if self.unless else ""  # noqa: S608 – names of ours
        refuse = f"SELECT RAISE(ABORT, 'a row of {self.table} {_SAYS}')"
        return f"CREATE TRIGGER {self.name} BEFORE {self.against} ON {self.table}{when} BEGIN {refuse}; END"

    def on_postgresql(self) -> str:
        argument = f"'{self.unless}'" if self.unless else ""
        each = "STATEMENT" if self.against == _EMPTIED else "ROW"
        doing = f"FOR EACH {each} EXECUTE FUNCTION clausewatch_refuse({argument})"
        return f"CREATE TRIGGER {self.name} BEFORE {self.against} ON {self.table} {doing}"


def _guards() -> Iterator[_Guard]:
    sealed = ", ".join(f'"{column.name}"' for column in versions.c if column.name not in _REPACKED)
    for table in _GROWS:
        yield _Guard(table, "DELETE")
        yield _Guard(table, "UPDATE")
    for table, unless in _GOES.items():
        yield _Guard(table, "DELETE", unless)
        yield _Guard(table, f"UPDATE OF {sealed}" if table == versions.name else "UPDATE")
    for table in (*_GROWS, *_GOES):
        yield _Guard(table, _EMPTIED)


_GUARDS = tuple(_guards())
OF_SQLITE = tuple(guard for guard in _GUARDS if guard.against != _EMPTIED)


def stand(db: Connection) -> None:
    """Every guard stands, as it is today."""
    stand_down(db)
    is_postgresql = db.dialect.name == "postgresql"
    if is_postgresql:
        db.exec_driver_sql(_REFUSE.replace("%", "%%"))
    for guard in _GUARDS if is_postgresql else OF_SQLITE:
        db.exec_driver_sql(guard.on_postgresql() if is_postgresql else guard.on_sqlite())


def stand_down(db: Connection) -> None:
    """No guard stands: a migration does what nobody else may."""
    for guard in _GUARDS:
        where = f" ON {guard.table}" if db.dialect.name == "postgresql" else ""
        db.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard.name}{where}")


def missing(db: Connection) -> tuple[str, ...]:
    """The names of the guards that do not stand, or on SQLite are others than today's."""
    if db.dialect.name == "postgresql":
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        stands = set(db.execute(text(asked)).scalars())
        return tuple(guard.name for guard in _GUARDS if guard.name not in stands)
    made = set(db.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")).scalars())
    return tuple(guard.name for guard in OF_SQLITE if guard.on_sqlite() not in made)
