"""Engines: one that writes, one that can only read, on SQLite by default and on PostgreSQL by URL."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.errors import DamagedError, StorageError, UnavailableError

_WAIT = 10  # seconds a writer waits for another
_AGAIN = 0.01  # seconds until what SQLite itself does not wait for is tried again
_PATIENCE = f"busy_timeout={_WAIT * 1000}"  # milliseconds
_WRITING = (
    _PATIENCE,
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "wal_autocheckpoint=4000",  # pages, 16 MB: every second claim of 500 targets would pay for a checkpoint otherwise
    "journal_size_limit=33554432",  # bytes: what grew behind a long reader is given back, not kept for years
)
_CLAIMS = 8_000  # KiB of a writer's cache: twice the pages of a claim of 500 targets; the rest the system has at hand
A_ROW = 1_000  # KiB of one that looks up a row at a time; a cache is emptied by every other connection's write anyway
_SQLITE = "sqlite:///"
_READING = (_PATIENCE, "query_only=ON")
# A server that falls silent, and a client of which the server hears no more, are given up within a minute or so; a
# transaction in which a client rests, frozen or wedged, ends after ten. The system alone would wait for two hours,
# and whoever needs what is locked would wait with it.
_SILENCE = {"keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "60000"}
_SERVER = {"connect_timeout": str(_WAIT), **_SILENCE}
_SESSION = (
    "tcp_keepalives_idle=30",
    "tcp_keepalives_interval=10",
    "tcp_keepalives_count=3",
    "tcp_user_timeout=60000",
    "idle_in_transaction_session_timeout=600000",
)
_AT_ONCE = 2  # connections: one works, and one is ready; a database has one writer anyway


def writer(url: str, *, keeps_keys: bool = True, cache: int = _CLAIMS) -> Engine:
    """Transactions that lock before they read: on SQLite `BEGIN IMMEDIATE`, or two writers that read and then write
    would silently lose one another's updates. Without `keeps_keys`, foreign keys are not enforced on SQLite, which
    copies tables to alter them. Each of its connections keeps `cache` KiB of pages at most."""
    place = parsed(url)
    if place.get_backend_name() == "postgresql":
        return create_engine(_patient(place, *_SESSION), pool_pre_ping=True)
    own = (f"cache_size=-{cache}", f"foreign_keys={'ON' if keeps_keys else 'OFF'}")
    engine = _sqlite(place, (*_WRITING, *own), "BEGIN IMMEDIATE", _AT_ONCE)
    event.listen(engine, "do_connect", lambda *_asked: _reserve(Path(place.database or "")))
    return engine


def _reserve(file: Path) -> None:
    """A database that is not there yet is made for its owner alone: it will hold the addresses of people. SQLite gives
    the files beside it the same mode."""
    with suppress(OSError):  # it is there, or SQLite will say what is wrong with it
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def reader(url: str, at_once: int = _AT_ONCE) -> Engine:
    """Snapshots: what is read in one transaction is of one moment, and a write is refused by the database itself. On
    SQLite, so many transactions are under way at once; others wait for them."""
    place = parsed(url)
    if place.get_backend_name() == "postgresql":
        readonly = _patient(place, *_SESSION, "default_transaction_read_only=on")
        return create_engine(readonly, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    query = {"mode": "ro", "uri": "true"}
    readonly = place.set(database=f"file:{quote(place.database or '')}", query=query)
    return _sqlite(readonly, _READING, "BEGIN", at_once)


def examiner(url: str) -> Engine:
    """A reader for which text that is not UTF-8 is a value like any other, so that what is damaged can be named."""
    engine = reader(url)

    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.text_factory = lambda plain: plain.decode("utf-8", "surrogateescape")

    event.listen(engine, "connect", connect)
    return engine


def data_folder(url: str) -> Path | None:
    """Where a PostgreSQL server on this machine keeps its files; None: it is elsewhere, or keeps that to itself. Raises
    UnavailableError when it does not answer."""
    place = parsed(url)
    if place.get_backend_name() != "postgresql" or not _is_here(place):
        return None
    engine = create_engine(_patient(place), poolclass=NullPool)
    try:
        with transaction(engine) as db:
            folder = Path(str(db.exec_driver_sql("SHOW data_directory").scalar_one()))
            return folder if os.access(folder.parent, os.X_OK) and folder.exists() else None
    except ProgrammingError:  # asked by a role that may not know
        return None
    finally:
        engine.dispose()


def _patient(place: URL, *session: str) -> URL:
    """The server with what we wait for it and it for us, and with settings of the session; what the operator's address
    says comes before ours, but for those of the session."""
    asked = place.query.get("options", "")
    options = " ".join((asked if isinstance(asked, str) else " ".join(asked), *(f"-c {one}" for one in session)))
    return place.set(query={**_SERVER, **place.query, **({"options": options} if session else {})})


def _is_here(place: URL) -> bool:
    host = place.host or str(place.query.get("host", ""))
    return not host or host.startswith("/") or host in ("localhost", "127.0.0.1", "::1")


_DAMAGE = ("XX001", "XX002")  # PostgreSQL, Appendix A: data_corrupted, index_corrupted
_WRITABLE = ". Make its file and the folder it is in writable for the user that runs Clausewatch"
_REMEDIES: dict[int | None, str] = {
    sqlite3.SQLITE_READONLY: _WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _WRITABLE,
    sqlite3.SQLITE_FULL: ". Make room on its disk: nothing that is kept is lost",
    sqlite3.SQLITE_CORRUPT: ". It is cut off or damaged: take a backup that is whole",
    sqlite3.SQLITE_NOTADB: ". It is a file of another kind: name another one in archive.url",
}


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Everything done on the connection happens, or nothing. Raises UnavailableError when the database cannot be used
    now, and DamagedError when its file is not what a database writes."""
    try:
        with engine.begin() as db:
            yield db
    except PoolTimeout as error:
        raise UnavailableError("the database cannot be used now: others of this process use it all the time") from error
    except (OperationalError, InterfaceError, InternalError) as error:
        if getattr(error.orig, "sqlstate", None) in _DAMAGE:
            raise _damaged(error) from error
        raise UnavailableError(f"the database cannot be used now: {said(error)}{remedy(error.orig)}") from error
    except DatabaseError as error:
        if type(error) is DatabaseError:  # the others of the family are mistakes of ours
            raise _damaged(error) from error
        raise


def _damaged(error: DatabaseError | InterfaceError) -> DamagedError:
    return DamagedError(f"the database itself is damaged: {said(error)}; restore a backup")


def said(error: DatabaseError | InterfaceError) -> str:
    """What the database said, in one line."""
    return " ".join(str(error.orig).split())


def remedy(error: BaseException | None, otherwise: str = "") -> str:
    """What to do about what SQLite says, as a sentence more; `otherwise` for everything else."""
    code = error.sqlite_errorcode & 0xFF if isinstance(error, sqlite3.Error) else None
    return _REMEDIES.get(code, otherwise)


def parsed(url: str) -> URL:
    """The address of a database we work on; raises StorageError for any other. What follows sqlite:/// is the path of
    its file, whatever signs are in it."""
    if url.startswith(_SQLITE) and url not in (_SQLITE, f"{_SQLITE}:memory:"):
        return URL.create("sqlite+pysqlite", database=url.removeprefix(_SQLITE))
    try:
        place = make_url(url)
    except ArgumentError:
        raise StorageError(_advice("a database address that cannot be read")) from None
    match place.get_backend_name():
        case "sqlite":
            raise StorageError(_advice("a SQLite database without a file"))
        case "postgresql":
            return place.set(drivername="postgresql+psycopg")
    raise StorageError(_advice(f"a database of kind {place.get_backend_name()!r}"))


def _advice(found: str) -> str:
    return f"{found}; expected sqlite:///path/to/file.db or postgresql://user@host/name"


def _sqlite(place: URL, pragmas: tuple[str, ...], begin: str, at_once: int) -> Engine:
    # The connection used last is used next: it has in its cache what the others would have to read again. None is
    # opened for a crowd: SQLite cannot close its file while another connection locks it, so that every busier moment
    # would leave a handle open. One writer alone would not do: on a busy machine, others waited for it for more than
    # ten seconds, and gave up.
    engine = create_engine(place, pool_use_lifo=True, pool_size=at_once, max_overflow=0)

    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver would begin late: no transaction before a SELECT
        cursor = connection.cursor()
        for pragma in pragmas:
            _set(cursor, pragma)
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", start)
    return engine


def _set(cursor: DBAPICursor, pragma: str) -> None:
    """SQLite asks nobody to wait who changes the journal of a new database while another process does: so we do."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN)
        else:
            return
