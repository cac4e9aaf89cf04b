"""Backups: a whole archive in one SQLite file, whatever database it came from, and back into either kind."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Table, insert, select, update

from storage import engines, passages
from storage.engines import transaction
from storage.errors import StorageError, UnavailableError
from storage.schema import SchemaState, migrate, require_current, schema_state
from storage.tables import locks, metadata, shelves, stamps, targets
from storage.tables import passages as passages_table

Report = Callable[[str], None]  # of the table that is copied now
_MAGIC = b"SQLite format 3\0"  # how the files of SQLite begin
_ROWS = 1000  # in hand at once
# An index, whose daemon it is, and what caches go by: not carried over.
_MADE_ANEW = (shelves, passages_table, locks, stamps)


def back_up(url: str, file: Path, report: Report = lambda _table: None) -> None:
    """The file holds the archive as it was at one moment; writers go on meanwhile, and a file of that name from before
    is replaced only when all is written. Raises SchemaError unless the tables are today's, and StorageError when what
    is there is no backup."""
    require_current(url)
    _require_free(file, url)
    with _beside(file) as unfinished:
        if engines.parsed(url).get_backend_name() == "sqlite":
            report("the whole file")
            _copy_file(Path(engines.parsed(url).database or ""), unfinished)
        else:
            _copy_rows(url, f"sqlite:///{unfinished}", report)
            _settle(unfinished)


def _require_free(file: Path, url: str) -> None:
    """Raises StorageError where a backup would take the place of something else: of the archive itself, which a running
    watch would go on writing without a name, or of a file of another kind."""
    place = engines.parsed(url)
    own = Path(place.database or "") if place.get_backend_name() == "sqlite" else None
    if own is not None and any(_is_same(file, Path(f"{own}{part}")) for part in ("", "-wal", "-shm")):
        raise StorageError(f"{file} is the archive itself. Name another file")
    if file.exists() and _beginning(file) not in (b"", _MAGIC):
        raise StorageError(f"{file} is there already and is no backup. Name another file")


def _is_same(file: Path, other: Path) -> bool:
    return file.exists() and other.exists() and file.samefile(other)


def restore(file: Path, url: str, report: Report = lambda _table: None) -> None:
    """The database holds what the backup does. Raises StorageError when it holds an archive already, or the file is
    none; a backup of an earlier release is brought to this one on the way, and is itself left as it is."""
    state = _release_of(file)
    _require_empty(url)
    _require_room(file, url, copies=2 if state is SchemaState.BEHIND else 1)
    with _of_today(file, url, state) as backup:
        _copy_rows(f"sqlite:///{backup}", url, report)


def require_backup(file: Path) -> None:
    """Raises StorageError unless the file is a backup with the tables of this release."""
    if _release_of(file) is SchemaState.BEHIND:
        raise StorageError(
            f"{file} is of an earlier release. Bring it to this one in an empty database: clausewatch import {file}"
        )
    require_current(f"sqlite:///{file}")


def _release_of(file: Path) -> SchemaState:
    """Raises StorageError when the file is no backup."""
    if not file.is_file():
        raise StorageError(f"{file}: no such file. Write one with: clausewatch export --backup FILE")
    state = schema_state(f"sqlite:///{file}") if _beginning(file) == _MAGIC else SchemaState.EMPTY
    if state is SchemaState.EMPTY:
        raise StorageError(f"{file} is no backup of an archive. Write one with: clausewatch export --backup FILE")
    return state


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_MAGIC))
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}. Make it readable, or name another file") from error


def _require_room(file: Path, url: str, copies: int) -> None:
    """Raises StorageError when the disk of a SQLite database has no room for so many times what the backup holds; a
    server's is for the server to say."""
    place = engines.parsed(url)
    if place.get_backend_name() != "sqlite":
        return
    beside = Path(place.database or "").absolute()
    folder = next(parent for parent in beside.parents if parent.exists())
    wanted, free = copies * file.stat().st_size, shutil.disk_usage(folder).free
    if wanted > free:
        raise StorageError(
            f"{folder}: {wanted >> 20} MiB are needed and {free >> 20} MiB are free. Make room, or name a database on "
            "another disk in archive.url"
        )


@contextmanager
def _of_today(file: Path, url: str, state: SchemaState) -> Iterator[Path]:
    """The backup with the tables of this release: itself, or a copy beside the database that it is to fill."""
    if state is not SchemaState.BEHIND:
        require_current(f"sqlite:///{file}")
        yield file
        return
    place = engines.parsed(url)
    beside = Path(place.database or "").parent if place.get_backend_name() == "sqlite" else None
    try:
        if beside is not None:
            beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="clausewatch-", dir=beside) as folder:
            copy = Path(folder) / "backup.db"
            shutil.copyfile(file, copy)
            migrate(f"sqlite:///{copy}")
            yield copy
    except OSError as error:
        raise StorageError(
            f"{error.filename or beside}: {error.strerror}. Make room for a copy of {file} there"
        ) from error


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's online backup: one moment of the database, however much is written meanwhile."""
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
    except sqlite3.OperationalError as error:
        raise UnavailableError(f"the backup could not be written: {error}") from error
    _settle(target)


def _settle(file: Path) -> None:
    """The file is complete in itself, without a log beside it."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file to write, which takes the other's name when it is on the disk; only its owner may read it."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(handle)
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}. Name a file in a folder you may write into") from error
    try:
        unfinished = Path(name)
        try:
            yield unfinished
            _flush(unfinished)
            unfinished.replace(file)
            _flush(file.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{error.filename or file}: {error.strerror}") from error


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _require_empty(url: str) -> None:
    """Raises StorageError when any row is there that one of the backup could meet."""
    state = schema_state(url)
    if state is SchemaState.EMPTY:
        return
    if state is SchemaState.CURRENT:
        engine = engines.reader(url)
        try:
            with transaction(engine) as db:
                if all(db.execute(select(table).limit(1)).first() is None for table in _carried_over()):
                    return
        finally:
            engine.dispose()
    raise StorageError(
        "the database holds an archive already; name an empty one in archive.url, or move the old one away"
    )


def _copy_rows(source: str, target: str, report: Report) -> None:
    """Every row of one moment is in the other database, in one transaction."""
    migrate(target)
    old, new = engines.reader(source), engines.writer(target)
    try:
        with transaction(old) as read, transaction(new) as write:
            for table in _carried_over():
                report(table.name)
                _copy_table(read, write, table)
            write.execute(
                update(targets).where(targets.c.lease.is_not(None)).values(lease=None, due_at=targets.c.next_check_at)
            )
            report("the index of words")
            passages.fill(write)
    finally:
        old.dispose()
        new.dispose()


def _carried_over() -> list[Table]:
    return [table for table in metadata.sorted_tables if table not in _MADE_ANEW]


def _copy_table(read: Connection, write: Connection, table: Table) -> None:
    rows = read.execution_options(yield_per=_ROWS).execute(select(table))
    for portion in rows.mappings().partitions():
        write.execute(insert(table), [dict(row) for row in portion])
