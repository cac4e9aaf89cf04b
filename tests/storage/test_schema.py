"""How the tables come to be, and what is said when they are not today's."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from storage import (
    SchemaError,
    SchemaState,
    StorageError,
    engines,
    migrate,
    open_archive,
    open_library,
    require_writable,
    schema_state,
)
from storage.tables import metadata
from tests.storage.crowd import crowd
from tests.support.revisions import require_same_tables, take_back

_STEPS = Path(__file__).parents[2] / "storage" / "migrations" / "versions"


@pytest.mark.slow(1)
def test_the_tables_come_go_and_come_again(bare_url: str) -> None:
    assert schema_state(bare_url) is SchemaState.EMPTY
    migrate(bare_url)
    assert schema_state(bare_url) is SchemaState.CURRENT
    take_back(bare_url, "base")
    assert schema_state(bare_url) is SchemaState.EMPTY
    migrate(bare_url)
    migrate(bare_url)

    assert schema_state(bare_url) is SchemaState.CURRENT
    require_same_tables(bare_url)


@pytest.mark.slow(1)
def test_nothing_is_left_when_all_is_taken_back(bare_url: str) -> None:
    migrate(bare_url)
    take_back(bare_url, "base")

    engine = engines.reader(bare_url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()


def test_every_constraint_has_a_name(bare_url: str) -> None:
    migrate(bare_url)
    engine = engines.reader(bare_url)
    found = inspect(engine)

    for table in metadata.sorted_tables:
        assert found.get_pk_constraint(table.name)["name"] == f"pk_{table.name}"
        assert all(key["name"] for key in found.get_foreign_keys(table.name))
    engine.dispose()


def test_tables_of_a_newer_release_are_refused_with_the_remedy(url: str) -> None:
    engine = engines.writer(url)
    with engine.begin() as db:
        today = db.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        db.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))

    assert schema_state(url) is SchemaState.NEWER
    for use in (open_archive, open_library, migrate):
        with pytest.raises(SchemaError, match="newer release of Clausewatch; install that release"):
            use(url)

    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :today"), {"today": today})
    engine.dispose()


@pytest.mark.postgres
def test_a_role_that_may_only_read_is_told_so(postgres_url: str) -> None:
    engine = engines.writer(postgres_url)
    with engine.begin() as db:
        db.execute(text("DROP ROLE IF EXISTS visitor"))
        db.execute(text("CREATE ROLE visitor LOGIN"))
    engine.dispose()
    place = engines.parsed(postgres_url).set(drivername="postgresql", username="visitor")

    require_writable(postgres_url)
    with pytest.raises(StorageError, match="cannot be written: permission denied for table targets"):
        require_writable(place.render_as_string())


def test_tables_that_are_not_there_yet_are_refused_with_the_remedy(bare_url: str) -> None:
    remedy = "holds no archive yet; the first clausewatch look or migrate makes it"
    with pytest.raises(SchemaError, match=remedy):
        open_archive(bare_url)
    with pytest.raises(SchemaError, match=remedy):
        open_library(bare_url)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    schema_state(f"sqlite:///{tmp_path / 'none.db'}")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "clausewatch.db"
    file.write_bytes(b"this is a letter, not a database, and long enough to be looked at " * 20)

    with pytest.raises(StorageError, match=r"clausewatch\.db"):
        migrate(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StorageError, match="cannot be made"):
        migrate(f"sqlite:///{tmp_path / 'file' / 'sub' / 'clausewatch.db'}")


@pytest.mark.slow(1)
def test_two_migrations_at_once_are_one(bare_url: str) -> None:
    crowd(2, migrate, bare_url)

    require_same_tables(bare_url)


def test_a_step_imports_nothing_of_ours() -> None:
    steps = [path.read_text() for path in _STEPS.glob("s*.py")]

    assert steps
    assert not any(room in step for step in steps for room in ("import storage", "from storage", "from policy"))
