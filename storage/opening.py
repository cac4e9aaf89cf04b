"""The doors of the room."""

import secrets
from collections.abc import Callable
from pathlib import Path

from storage import engines
from storage.archive import SqlArchive
from storage.hosts import SqlHostBook
from storage.journal import Journal
from storage.library import SqlLibrary
from storage.registry import SqlRegistry
from storage.schema import require_current

_VISITORS = 5  # pages of the history that are read at once


def lease_token() -> str:
    """A name no other lease has."""
    return secrets.token_hex(8)


def open_archive(url: str, *, tokens: Callable[[], str] = lease_token) -> SqlArchive:
    """The archive at that address, to read and write. Raises SchemaError unless its tables are today's."""
    require_current(url)
    return SqlArchive(engines.writer(url), engines.reader(url), tokens)


def open_library(url: str) -> SqlLibrary:
    """The archive at that address, on connections that can only read. Raises SchemaError as `open_archive` does."""
    require_current(url)
    return SqlLibrary(engines.reader(url, _VISITORS))


def open_host_book(url: str) -> SqlHostBook:
    """The host book at that address. Raises SchemaError as `open_archive` does."""
    require_current(url)
    return SqlHostBook(engines.writer(url, cache=engines.A_ROW), engines.reader(url))


def open_registry(url: str, journal: Path) -> SqlRegistry:
    """The subscriptions at that address. Raises SchemaError as `open_archive` does."""
    require_current(url)
    return SqlRegistry(engines.writer(url, cache=engines.A_ROW), engines.reader(url), Journal(journal))
