"""A backup holds one moment of the archive, whatever kind it is, and comes back into either kind."""

import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import (
    SchemaState,
    StorageError,
    back_up,
    engines,
    migrate,
    open_archive,
    open_library,
    restore,
    schema_state,
)
from storage.tables import looks, metadata
from storage.verifying import Verification
from tests.storage.test_verifying import NOW
from tests.support.builders import DAY, HOUR
from tests.support.filled import READERS, fill
from tests.support.revisions import take_back
from tests.support.tables import empty_archive

_MEMORY = ("locks", "stamps", "shelves", "passages")


def _rows(url: str) -> dict[str, list[str]]:
    engine = engines.reader(url)
    with engine.begin() as db:
        found = {
            table.name: sorted(map(repr, db.execute(select(table))))
            for table in metadata.sorted_tables
            if table.name not in _MEMORY
        }
    engine.dispose()
    return found


def _chain(url: str) -> list[str]:
    """Every link of the log, which is of the capture and of the seals of what came with it."""
    engine = engines.reader(url)
    with engine.begin() as db:
        found = db.execute(select(looks.c.link).order_by(looks.c.target_id, looks.c.seq)).scalars().all()
    engine.dispose()
    return list(found)


def _is_clean(url: str) -> bool:
    return not list(Verification(url, NOW).faults())


def test_a_backup_verifies_and_comes_back_as_it_was(url: str, tmp_path: Path) -> None:
    fill(url)
    backup, again = tmp_path / "backup.db", f"sqlite:///{tmp_path / 'again.db'}"
    back_up(url, backup)
    restore(backup, again)

    assert _rows(f"sqlite:///{backup}") == _rows(again) == _rows(url)
    assert _is_clean(f"sqlite:///{backup}")
    assert _is_clean(again)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name] == ["backup.db"]
    library = open_library(again)
    assert len(library.search("days", is_past=True, limit=9)) > 2
    library.close()


@pytest.mark.postgres
def test_an_archive_moves_from_sqlite_to_postgresql(sqlite_url: str, bare_postgres_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", bare_postgres_url)

    assert _rows(bare_postgres_url) == _rows(sqlite_url)
    assert _is_clean(bare_postgres_url)
    archive = open_archive(bare_postgres_url)
    assert [len(archive.pending(reader.id, NOW)) for reader in READERS] == [3, 3, 4]
    assert len(archive.due(NOW + DAY, 9, HOUR)) == 2
    archive.close()


def test_a_target_leased_when_the_backup_was_made_is_due_after_it_is_restored(url: str, tmp_path: Path) -> None:
    fill(url)
    archive = open_archive(url)
    leased = {order.target.id for order in archive.claim(["acme-privacy"], NOW, 30 * DAY)}
    archive.close()
    back_up(url, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'again.db'}")

    again = open_archive(f"sqlite:///{tmp_path / 'again.db'}")
    assert leased <= {order.target.id for order in again.due(NOW + DAY, 9, HOUR)}
    again.close()


@pytest.mark.slow(1)
def test_a_backup_of_an_earlier_release_is_brought_to_this_one(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup.db")
    take_back(f"sqlite:///{tmp_path / 'backup.db'}", "0003")
    restore(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'again.db'}")

    before, after = _rows(sqlite_url), _rows(f"sqlite:///{tmp_path / 'again.db'}")
    assert all(after[table] == before[table] for table in ("bodies", "moves", "messages"))
    assert _chain(f"sqlite:///{tmp_path / 'again.db'}") == _chain(sqlite_url)
    assert _is_clean(f"sqlite:///{tmp_path / 'again.db'}")


@pytest.mark.slow(1)
def test_no_disk_but_those_of_the_backup_and_the_database_is_written_to(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_url)
    for name, revision in (("today.db", "head"), ("earlier.db", "0003")):
        back_up(sqlite_url, tmp_path / name)
        take_back(f"sqlite:///{tmp_path / name}", revision)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    for name in ("today.db", "earlier.db"):
        restore(tmp_path / name, f"sqlite:///{tmp_path / 'new' / name}")
        assert [file.name for file in (tmp_path / "new").iterdir() if "clausewatch-" in file.name] == []
        assert stat.S_IMODE((tmp_path / "new" / name).stat().st_mode) == 0o600


def test_a_backup_larger_than_the_disk_is_refused_before_anything_is_written(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    backup = tmp_path / "backup.db"
    back_up(sqlite_url, backup)
    os.truncate(backup, shutil.disk_usage(tmp_path).total + 1)  # a hole, which takes no room itself

    with pytest.raises(StorageError, match=r"MiB are needed and [0-9]+ MiB are free\. Make room"):
        restore(backup, f"sqlite:///{tmp_path / 'new' / 'again.db'}")
    assert not (tmp_path / "new").exists()


def test_an_archive_is_never_written_over(url: str, tmp_path: Path) -> None:
    fill(url)
    back_up(url, tmp_path / "backup.db")

    with pytest.raises(StorageError, match="holds an archive already"):
        restore(tmp_path / "backup.db", url)


def test_a_database_that_holds_only_what_readers_wait_for_is_not_written_over_either(
    sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup.db")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    migrate(other)
    archive = open_archive(other)
    archive.open_window("counsel", NOW)
    archive.close()
    before = _rows(other)

    with pytest.raises(StorageError, match="holds an archive already"):
        restore(tmp_path / "backup.db", other)
    assert _rows(other) == before


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    again = f"sqlite:///{tmp_path / 'again.db'}"

    with pytest.raises(StorageError, match="no such file"):
        restore(tmp_path / "none.db", again)
    for name, content in (("letter", "Dear reader, " * 500), ("empty", "")):
        (tmp_path / name).write_text(content)
        with pytest.raises(StorageError, match=f"{name} is no backup of an archive"):
            restore(tmp_path / name, again)


def test_a_backup_that_was_cut_off_is_refused_as_such(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup.db")
    whole = (tmp_path / "backup.db").read_bytes()
    (tmp_path / "backup.db").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(StorageError, match="cut off or damaged: take a backup that is whole"):
        restore(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'again.db'}")


def test_a_backup_into_a_folder_that_is_not_there_is_refused_by_its_own_name(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)

    with pytest.raises(StorageError, match=rf"{tmp_path}/none/b\.db: No such file or directory\. Name a file"):
        back_up(sqlite_url, tmp_path / "none" / "b.db")


@pytest.mark.slow(1)
def test_a_backup_that_cannot_be_written_leaves_the_one_before(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    backup = tmp_path / "backup.db"
    backup.write_bytes(b"the one before")
    take_back(sqlite_url, "0003")

    with pytest.raises(StorageError, match="clausewatch migrate"):
        back_up(sqlite_url, backup)
    migrate(sqlite_url)
    with pytest.raises(StorageError, match="No such file"):
        back_up(sqlite_url, tmp_path / "nowhere" / "backup.db")

    assert backup.read_bytes() == b"the one before"


@pytest.mark.parametrize("part", ["", "-wal"])
def test_an_archive_is_no_place_for_its_own_backup(sqlite_url: str, part: str) -> None:
    """A watch that runs would go on writing into a file that has no name any more."""
    archive = open_archive(sqlite_url)
    archive.open_window("counsel", NOW)  # and there is a log beside it
    place = Path(sqlite_url.removeprefix("sqlite:///") + part)
    was = place.stat().st_ino

    with pytest.raises(StorageError, match="is the archive itself"):
        back_up(sqlite_url, place)
    assert place.stat().st_ino == was
    archive.close()


def test_a_backup_takes_the_place_of_another_backup_only(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    letter, backup = tmp_path / "clausewatch.toml", tmp_path / "backup.db"
    letter.write_text("[archive]", "utf-8")

    with pytest.raises(StorageError, match=r"is no backup\. Name another file"):
        back_up(sqlite_url, letter)
    assert letter.read_text("utf-8") == "[archive]"
    back_up(sqlite_url, backup)
    back_up(sqlite_url, backup)


def test_an_archive_of_any_name_is_backed_up(tmp_path: Path) -> None:
    folder = tmp_path / "a 100% ünusual #1 & folder?"
    folder.mkdir()
    empty_archive(folder / "clausewatch.db")

    back_up(f"sqlite:///{folder / 'clausewatch.db'}", tmp_path / "backup.db")

    assert schema_state(f"sqlite:///{tmp_path / 'backup.db'}") is SchemaState.CURRENT
