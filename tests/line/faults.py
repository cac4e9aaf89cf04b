"""One fault at the Nth call of a kind: a statement, a file, a write, a socket. Everything else is real."""

import errno
import io
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError


class Kind(StrEnum):
    """What fails."""

    DATABASE = "database"
    FILE = "file"
    WRITE = "write"  # half of it is written first
    SYNC = "sync"
    SOCKET = "socket"
    SEND = "send"
    RECEIVE = "receive"


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
        if self.kind in (Kind.FILE, Kind.WRITE) and not str(place).startswith(self._folder):
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
            case Kind.FILE | Kind.WRITE:
                return OSError(errno.ENOSPC, f"no space left on device, for {name}")
            case Kind.SYNC:
                return OSError(errno.EIO, f"input/output error at {name}")
            case Kind.SOCKET | Kind.SEND | Kind.RECEIVE:
                return ConnectionResetError(errno.ECONNRESET, f"connection reset at {name}")


_armed: list[Fault] = []


def _heard(name: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: what it raises, the call raises."""
    if _armed and EVENTS.get(name) is _armed[0].kind:
        _armed[0].call(name, arguments[0] if arguments else "")


sys.addaudithook(_heard)  # for good: Python lets no hook go; it hears nothing while nothing is armed


_SYNC = os.fsync
_OPEN = io.open
_PASSED_ON = {Kind.SEND: ("send", "sendall"), Kind.RECEIVE: ("recv", "recv_into")}


class _Torn:
    """A file of which a write may come to an end half way."""

    def __init__(self, file: IO[Any], fault: Fault, place: object) -> None:
        self._file = file
        self._fault = fault
        self._place = place

    def write(self, content: Any) -> int:
        try:
            self._fault.call("write", self._place)
        except OSError:
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            raise
        return self._file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_Torn":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()


@contextmanager
def _passing_on(fault: Fault) -> Iterator[None]:
    """Calls that no audit hook hears go by the fault first."""
    with ExitStack() as back:
        if fault.kind is Kind.SYNC:

            def synced(descriptor: int) -> None:
                fault.call("fsync")
                _SYNC(descriptor)

            _instead(back, os, "fsync", synced)
        if fault.kind is Kind.WRITE:

            def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
                made = _OPEN(file, mode, *rest, **more)
                return made if set(mode) <= set("rbt") else _Torn(made, fault, file)

            _instead(back, io, "open", opened)
        for name in _PASSED_ON.get(fault.kind, ()):
            _instead(back, socket.socket, name, _heard_first(fault, name))
        yield


def _heard_first(fault: Fault, name: str) -> Callable[..., Any]:
    real = getattr(socket.socket, name)

    def passed_on(self: socket.socket, *rest: Any) -> Any:
        if self.family != socket.AF_UNIX:  # by which an event loop wakes itself
            fault.call(name)
        return real(self, *rest)

    return passed_on


def _instead(back: ExitStack, place: object, name: str, other: object) -> None:
    back.callback(setattr, place, name, getattr(place, name))
    setattr(place, name, other)


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
        with _passing_on(fault):
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
