"""The archives under contract: in memory, on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from storage import engines, migrate, open_archive, open_library
from storage.tables import metadata
from tests.support import postgres
from tests.support.shelf import ShelfArchive
from tests.support.tables import empty_archive

if TYPE_CHECKING:  # the ports alone: storage is tested without the rooms that use it
    from history.library import Library
    from monitor.ports import Archive

_ON_POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@dataclass(frozen=True)
class Kept:
    """One archive by its two sides."""

    archive: "Archive"
    library: "Library"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    programs = postgres.binaries()
    if programs is None:
        missing = (
            "PostgreSQL's initdb is not installed (Debian: apt-get install postgresql): half the contract is untested"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with postgres.server(programs) as address:
        yield address


@pytest.fixture(scope="session")
def migrated_database(server: str) -> str:
    url = f"{server}/postgres"
    migrate(url)
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database of today's tables, empty."""
    return empty_archive(tmp_path / "clausewatch.db")


@pytest.fixture
def postgres_url(migrated_database: str) -> str:
    """The same on the server; what the last test left is gone."""
    engine = engines.writer(migrated_database)
    names = ", ".join(table.name for table in metadata.sorted_tables if table.name != "stamps")
    with engine.begin() as db:
        db.execute(text("SET LOCAL session_replication_role = replica"))  # no guard stands meanwhile
        db.execute(text(f"TRUNCATE {names}"))
    engine.dispose()
    return migrated_database


@pytest.fixture
def bare_postgres_url(server: str) -> str:
    """A database without any table."""
    engine = engines.writer(f"{server}/template1")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text("DROP DATABASE IF EXISTS bare"))
        db.execute(text("CREATE DATABASE bare TEMPLATE template0"))
    engine.dispose()
    return f"{server}/bare"


@pytest.fixture(params=["sqlite", _ON_POSTGRES])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of today's tables, of each kind in turn."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(params=["sqlite", _ON_POSTGRES])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'clausewatch.db'}"
    address: str = request.getfixturevalue("bare_postgres_url")
    return address


@pytest.fixture(params=["shelf", "sqlite", _ON_POSTGRES])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """An empty archive of each kind in turn."""
    if request.param == "shelf":
        shelf = ShelfArchive()
        yield Kept(shelf, shelf)
        return
    address: str = request.getfixturevalue(f"{request.param}_url")
    tokens = count(1)
    archive, library = open_archive(address, tokens=lambda: f"token-{next(tokens)}"), open_library(address)
    yield Kept(archive, library)
    archive.close()
    library.close()
