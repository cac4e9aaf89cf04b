"""What the engines promise: no lost update, no write through the reading side, clear words for a bad address."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import (
    DamagedError,
    SqlArchive,
    StorageError,
    UnavailableError,
    data_folder,
    engines,
    migrate,
    open_archive,
    open_library,
)
from tests.storage.crowd import crowd, increased
from tests.support.builders import MONDAY, target


def test_four_writers_lose_no_update(url: str) -> None:
    library = open_library(url)
    before = int(library.stamp())

    assert crowd(4, increased, url) == [60, 60, 60, 60]
    assert int(library.stamp()) - before == 240
    library.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stamps SET value = 0",
        "DELETE FROM bodies",
        "INSERT INTO windows (subscriber_id, until) VALUES ('ann', 0)",
        "DROP TABLE looks",
        "CREATE TABLE mine (one INTEGER)",
    ],
)
def test_the_reading_side_cannot_write(url: str, statement: str) -> None:
    engine = engines.reader(url)

    with engine.connect() as db, pytest.raises(DBAPIError, match=r"read-only|readonly"):
        db.execute(text(statement))

    engine.dispose()


def test_the_library_of_sqlite_stays_read_only_whatever_is_said_to_it(sqlite_url: str) -> None:
    engine = engines.reader(sqlite_url)

    with engine.connect() as db:
        db.execute(text("PRAGMA query_only = OFF"))
        with pytest.raises(DBAPIError, match="readonly"):
            db.execute(text("DELETE FROM bodies"))

    engine.dispose()


def test_a_reader_sees_one_moment_and_waits_for_no_writer(url: str) -> None:
    archive, writer = open_archive(url), engines.writer(url)
    with writer.begin() as db:
        db.execute(text("UPDATE stamps SET value = value + 1 WHERE slot = 1"))

        assert archive.documents() == ()

    writer.dispose()
    archive.enlist([target()], MONDAY)
    assert len(archive.documents()) == 1
    archive.close()


def test_a_path_may_have_any_signs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a 100% ünusual #1 & folder?' / 'clausewatch.db'}"
    migrate(url)
    archive, library = open_archive(url), open_library(url)

    archive.enlist([target()], MONDAY)

    assert len(library.documents()) == 1
    archive.close()
    library.close()


@pytest.mark.parametrize(
    "address", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://root@localhost/x", "oracle://x"]
)
def test_an_address_of_no_database_is_refused_in_plain_words(address: str) -> None:
    with pytest.raises(StorageError, match="expected sqlite:///"):
        engines.parsed(address)


def test_a_password_is_never_part_of_an_error() -> None:
    with pytest.raises(StorageError) as refusal:
        open_archive("postgresql://clausewatch:s3cret@127.0.0.1:1/clausewatch")

    assert "s3cret" not in str(refusal.value)
    assert "127.0.0.1" in str(refusal.value)


def test_a_full_disk_is_unavailable_and_leaves_nothing(sqlite_url: str) -> None:
    writer, reader = engines.writer(sqlite_url), engines.reader(sqlite_url)
    archive = SqlArchive(writer, reader, lambda: "token")
    with writer.connect() as db:  # the pool has one connection: the next call uses it too
        pages = db.execute(text("PRAGMA page_count")).scalar_one()
        db.execute(text(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(UnavailableError, match="full"):
        archive.enlist([target(f"service{number}") for number in range(500)], MONDAY)

    assert archive.documents() == ()
    archive.close()


def test_a_server_that_is_gone_is_unavailable() -> None:
    nobody = "postgresql://postgres@127.0.0.1:1/postgres"
    archive = SqlArchive(engines.writer(nobody), engines.reader(nobody), lambda: "token")

    with pytest.raises(UnavailableError, match=r"cannot be used now: [^\n]*Connection refused[^\n]*\Z"):
        archive.target_ids()

    archive.close()


def test_a_file_damaged_in_its_structure_is_said_to_be(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    archive = SqlArchive(engines.writer(sqlite_url), engines.reader(sqlite_url), lambda: "token")

    with pytest.raises(DamagedError, match="restore a backup"):
        archive.documents()

    archive.close()


def test_a_database_that_cannot_be_written_is_named_with_its_remedy(sqlite_url: str) -> None:
    engine = engines.reader(sqlite_url)

    with pytest.raises(UnavailableError, match="folder it is in writable"), engines.transaction(engine) as db:
        db.execute(text("UPDATE stamps SET value = 0"))

    engine.dispose()


def test_a_database_file_is_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(b"no database at all" * 99)

    with pytest.raises(StorageError, match=rf"the database {file} cannot be used: .* name another one"):
        open_archive(f"sqlite:///{file}")


@pytest.mark.postgres
def test_a_server_on_this_machine_says_where_its_files_are(postgres_url: str) -> None:
    folder = data_folder(postgres_url)

    assert folder is not None
    assert folder.name == "data"


@pytest.mark.parametrize("url", ["sqlite:///watch.db", "postgresql://watch@db.example/watch"])
def test_files_that_are_elsewhere_are_not_asked_for(url: str) -> None:
    assert data_folder(url) is None


def test_a_crowd_opens_no_more_handles_than_stay_open(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'watch.db'}"
    migrate(url)
    engine = engines.writer(url)

    def write(slot: int) -> int:
        with engines.transaction(engine) as db:
            db.execute(text("UPDATE stamps SET value = 1 WHERE slot = :slot"), {"slot": slot})
            return _open_handles(tmp_path)

    with ThreadPoolExecutor(8) as crowd:
        busy = max(crowd.map(write, range(40)))
    after = _open_handles(tmp_path)
    engine.dispose()

    assert busy <= 2
    assert after <= 2


def _open_handles(folder: Path) -> int:
    """How often this process has the database itself open."""
    links = (Path(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 – names, not paths
    return sum(link.is_symlink() and str(link.readlink()) == str(folder / "watch.db") for link in links)


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    before = os.umask(0)
    try:
        migrate(f"sqlite:///{file}")
    finally:
        os.umask(before)
    archive = open_archive(f"sqlite:///{file}")
    archive.enlist([target()], MONDAY)
    modes = {beside.name: stat.S_IMODE(beside.stat().st_mode) for beside in tmp_path.iterdir()}
    archive.close()

    assert modes == dict.fromkeys(("new.db", "new.db-shm", "new.db-wal"), 0o600)


def test_who_else_may_read_a_database_stays_its_owners_choice(tmp_path: Path) -> None:
    file = tmp_path / "shared.db"
    migrate(f"sqlite:///{file}")
    file.chmod(0o640)
    migrate(f"sqlite:///{file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
