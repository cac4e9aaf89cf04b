"""One fault at the Nth call of a kind: a statement, a file, a socket. Everything else is real."""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError


class Kind(StrEnum):
    """What fails."""

    DATABASE = "database"
    FILE = "file"
    SOCKET = "socket"


EVENTS = {
    "open": Kind.FILE,
    "os.rename": Kind.FILE,
    "os.remove": Kind.FILE,
    "os.mkdir": Kind.FILE,
    "os.link": Kind.FILE,
    "tempfile.mkstemp": Kind.FILE,
    "socket.connect": Kind.SOCKET,
    "socket.getaddrinfo": Kind.SOCKET,
}


class Fault:
    """The calls of one kind, counted; the one chosen fails, once. 0: none does."""

    def __init__(self, kind: Kind, at: int, folder: Path) -> None:
        self.kind = kind
        self.calls = 0
        self._at = at
        self._folder = str(folder)

    def call(self, name: str, place: object = "") -> None:
        if self.kind is Kind.FILE and not str(place).startswith(self._folder):
            return
        self.calls += 1
        if self.calls == self._at:
            raise self._error(name)

    def _error(self, name: str) -> Exception:
        match self.kind:
            case Kind.DATABASE:
                found = sqlite3.OperationalError(f"disk I/O error at {name}")
                found.sqlite_errorcode = sqlite3.SQLITE_IOERR
                return OperationalError(name, None, found)
            case Kind.FILE:
                return OSError(errno.ENOSPC, f"no space left on device, for {name}")
            case Kind.SOCKET:
                return ConnectionResetError(errno.ECONNRESET, f"connection reset at {name}")


_armed: list[Fault] = []


def _heard(name: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: what it raises, the call raises."""
    if _armed and EVENTS.get(name) is _armed[0].kind:
        _armed[0].call(name, arguments[0] if arguments else "")


sys.addaudithook(_heard)  # for good: Python lets no hook go; it hears nothing while nothing is armed


@contextmanager
def failing(kind: Kind, at: int, folder: Path) -> Iterator[Fault]:
    """The `at`th call of that kind fails; files count when they lie in the folder."""
    fault = Fault(kind, at, folder)

    def statement(_db: object, _cursor: object, words: str, *_rest: object) -> None:
        fault.call(words.split("\n")[0][:60])

    def commit(_db: object) -> None:
        fault.call("COMMIT")

    heard = (("before_cursor_execute", statement), ("commit", commit)) if kind is Kind.DATABASE else ()
    for name, hear in heard:
        event.listen(Engine, name, hear)
    _armed.append(fault)
    try:
        yield fault
    finally:
        _armed.clear()
        for name, hear in heard:
            event.remove(Engine, name, hear)


@contextmanager
def full(pages: int) -> Iterator[None]:
    """Every SQLite database opened meanwhile has room for so many more pages, and no more."""

    def connect(connection: object, _entry: object) -> None:
        assert isinstance(connection, sqlite3.Connection)
        (size,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {size + pages}")

    event.listen(Engine, "connect", connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", connect)
