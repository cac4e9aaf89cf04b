"""The tables of a database: which they are, and how they become today's."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, false, text, update
from sqlalchemy.exc import DatabaseError, ProgrammingError

from storage import engines, guards, passages, sightings
from storage.errors import SchemaError, StorageError
from storage.tables import targets

_SCRIPTS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x434C4155  # any number that no other program on the database uses: two migrations wait in turn


class SchemaState(StrEnum):
    """How the tables of a database compare with those this release works with."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    NEWER = "newer"


def schema_state(url: str) -> SchemaState:
    """Where the tables stand; a SQLite file that does not exist is empty, and is not made."""
    place = engines.parsed(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").exists():
        return SchemaState.EMPTY
    engine = engines.reader(url)
    try:
        with engine.begin() as db:
            return _state(db)
    except DatabaseError as error:
        raise _unreachable(url, error) from error
    finally:
        engine.dispose()


def require_writable(url: str) -> None:
    """Raises StorageError when today's tables can be read and not written: a file of somebody else, a role without the
    right."""
    engine = engines.writer(url)
    try:
        with engines.transaction(engine) as db:
            db.execute(update(targets).where(false()).values(cause=""))
    except ProgrammingError as error:
        raise StorageError(f"the database {_name(url)} cannot be written: {engines.said(error)}") from error
    finally:
        engine.dispose()


def migrate(url: str) -> None:
    """The tables are today's, whatever they were; all steps in one transaction. Raises SchemaError for newer ones."""
    with steps(url) as config:
        db: Connection = config.attributes["connection"]
        before = _state(db)
        if before is SchemaState.NEWER:
            raise _newer(url)
        guards.stand_down(db)
        command.upgrade(config, "head")
        passages.fill(db)
        if before is SchemaState.BEHIND:
            sightings.fill(db)
        guards.stand(db)


@contextmanager
def steps(url: str) -> Iterator[Config]:
    """Alembic with the steps of `storage.migrations`; all that is run shares the transaction of its `connection`."""
    place = engines.parsed(url)
    if place.get_backend_name() == "sqlite":
        _make_room(Path(place.database or ""))
    engine = engines.writer(url, keeps_keys=False)
    try:
        with engine.begin() as db:
            if db.dialect.name == "postgresql":
                db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            config = _scripts()
            config.attributes["connection"] = db
            yield config
    except DatabaseError as error:
        raise _unreachable(url, error) from error
    finally:
        engine.dispose()


def require_current(url: str) -> None:
    """Raises SchemaError with the remedy unless the tables are those this release works with."""
    match schema_state(url):
        case SchemaState.NEWER:
            raise _newer(url)
        case SchemaState.EMPTY:
            raise SchemaError(f"{_name(url)} holds no archive yet; the first clausewatch look or migrate makes it")
        case SchemaState.BEHIND:
            raise SchemaError(f"{_name(url)} is of an earlier release; back it up, then: clausewatch migrate")


def _scripts() -> Config:
    config = Config(stdout=StringIO())  # what it has to say is for a console of its own
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def _make_room(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"the folder of {file} cannot be made: {error.strerror}") from error


def _state(db: Connection) -> SchemaState:
    revision = MigrationContext.configure(db).get_current_revision()
    if revision is None:
        return SchemaState.EMPTY
    scripts = ScriptDirectory.from_config(_scripts())
    if revision == scripts.get_current_head():
        return SchemaState.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.BEHIND if revision in known else SchemaState.NEWER


def _newer(url: str) -> SchemaError:
    return SchemaError(
        f"the tables of {_name(url)} were made by a newer release of Clausewatch; install that release, "
        "or restore the backup made before the upgrade"
    )


def _unreachable(url: str, error: DatabaseError) -> StorageError:
    what_to_do = engines.remedy(error.orig, otherwise="; check its address and its rights")
    return StorageError(f"the database {_name(url)} cannot be used: {engines.said(error)}{what_to_do}")


def _name(url: str) -> str:
    """The file, or the address without its password."""
    place = engines.parsed(url)
    is_file = place.get_backend_name() == "sqlite"
    return str(place.database) if is_file else place.render_as_string(hide_password=True)
