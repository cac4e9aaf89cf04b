"""What the engines promise: no lost update, no write through the reading side, clear words for a bad address."""

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg.errors import DataCorrupted
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, InternalError

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


def test_who_looks_up_a_row_at_a_time_keeps_few_pages(sqlite_url: str) -> None:
    with engines.transaction(engines.writer(sqlite_url)) as claims:
        most = claims.execute(text("PRAGMA cache_size")).scalar_one()
    with engines.transaction(engines.writer(sqlite_url, cache=engines.A_ROW)) as rows:
        assert rows.execute(text("PRAGMA cache_size")).scalar_one() == -engines.A_ROW > most


def test_a_journal_that_grew_behind_a_long_reader_is_made_small_again(sqlite_url: str) -> None:
    journal = Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal")
    writer, reader = engines.writer(sqlite_url), engines.reader(sqlite_url)
    with engines.transaction(writer) as db:
        db.execute(text("CREATE TABLE junk (much BLOB)"))

    with engines.transaction(reader) as db:
        db.execute(text("SELECT * FROM stamps")).all()
        _scribble(writer, 12, 5_000_000)
        grown = journal.stat().st_size
    _scribble(writer, 4, 1)
    after = journal.stat().st_size
    writer.dispose()
    reader.dispose()

    assert grown > 50 << 20
    assert after <= 32 << 20


def _scribble(writer: Engine, times: int, size: int) -> None:
    for _ in range(times):
        with engines.transaction(writer) as db:
            db.execute(text("INSERT INTO junk VALUES (zeroblob(:size))"), {"size": size})


@pytest.mark.postgres
@pytest.mark.parametrize("side", [engines.writer, engines.reader])
def test_what_is_asked_of_a_server_is_asked_of_both_sides(postgres_url: str, side: Callable[[str], Engine]) -> None:
    engine = side(f"{postgres_url}?options=-c%20search_path%3Delsewhere&keepalives_count=9")

    with engines.transaction(engine) as db:
        said = db.execute(text("SHOW search_path")).scalar_one(), db.execute(text("SHOW tcp_user_timeout")).scalar_one()
        driver = db.connection.dbapi_connection
        assert driver is not None
        asked = driver.info.get_parameters()
    engine.dispose()

    assert said == ("elsewhere", "60000")
    assert {name: asked[name] for name in ("connect_timeout", "keepalives_idle", "keepalives_count")} == {
        "connect_timeout": "10",
        "keepalives_idle": "30",
        "keepalives_count": "9",
    }


@pytest.mark.postgres
def test_a_server_that_may_only_be_read_for_now_is_unavailable(postgres_url: str) -> None:
    engine = engines.writer(f"{postgres_url}?options=-c%20default_transaction_read_only%3Don")

    with pytest.raises(UnavailableError, match="read-only transaction"), engines.transaction(engine) as db:
        db.execute(text("UPDATE stamps SET value = value + 1"))

    engine.dispose()


@pytest.mark.postgres
def test_a_transaction_in_which_nothing_goes_on_holds_up_nobody(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = text("UPDATE stamps SET value = value + 1 WHERE slot = 1")
    monkeypatch.setattr(engines, "_SESSION", ("idle_in_transaction_session_timeout=300",))
    frozen = engines.writer(postgres_url)

    other = engines.writer(postgres_url)

    def hold_up(sleeper: Engine) -> None:
        with engines.transaction(sleeper) as asleep:
            asleep.execute(count)
            with engines.transaction(other) as db:
                db.execute(count)
            asleep.execute(count)

    with pytest.raises(UnavailableError, match="idle-in-transaction"):
        hold_up(frozen)
    with engines.transaction(frozen) as db:
        db.execute(count)
    frozen.dispose()
    other.dispose()


def test_a_table_that_a_server_finds_damaged_is_said_to_be(sqlite_url: str) -> None:
    engine = engines.reader(sqlite_url)
    found = InternalError("SELECT", {}, DataCorrupted("invalid page in block 7"))

    with pytest.raises(DamagedError, match="block 7"), engines.transaction(engine):
        raise found

    engine.dispose()


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
