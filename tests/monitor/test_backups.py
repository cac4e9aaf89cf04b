"""`clausewatch export --backup` and `import`: one file out, one file in."""

import pytest

from tests.monitor.conftest import Call, Watch


@pytest.mark.slow(1)
def test_an_archive_goes_out_and_comes_back(call: Call, watch: Watch) -> None:
    assert call("migrate", "--settings", watch.settings).status == 0
    backup = watch.folder / "backup.db"
    written = call("export", "--backup", backup, "--settings", watch.settings)
    assert (written.status, "clausewatch verify --archive" in written.err) == (0, True)
    assert call("verify", "--archive", backup).status == 0

    watch.replace('url = "sqlite:///clausewatch.db"', 'url = "sqlite:///again.db"')
    assert call("import", backup, "--settings", watch.settings).status == 0
    assert call("verify", "--settings", watch.settings).status == 0


def test_an_export_of_nothing_is_refused(call: Call, watch: Watch) -> None:
    called = call("export", "--settings", watch.settings)
    assert called.status == 2
    assert "--site DIR, --backup FILE, or both" in called.err


def test_a_backup_that_is_not_there_is_named(call: Call, watch: Watch) -> None:
    called = call("import", watch.folder / "none.db", "--settings", watch.settings)
    assert (called.status, "export --backup" in called.err) == (1, True)


@pytest.mark.parametrize("content", ["", "Dear reader"])
def test_a_file_of_another_kind_is_no_backup_to_verify(call: Call, watch: Watch, content: str) -> None:
    letter = watch.folder / "letter"
    letter.write_text(content, "utf-8")

    called = call("verify", "--archive", letter)

    assert (called.status, called.err.count("\n")) == (1, 1)
    assert f"{letter} is no backup of an archive. Write one with: clausewatch export --backup FILE" in called.err


def test_a_place_that_holds_no_heads_is_named_before_the_work(call: Call, watch: Watch) -> None:
    assert call("migrate", "--settings", watch.settings).status == 0

    called = call("verify", "--heads", watch.folder / "none" / "heads.json", "--settings", watch.settings)

    assert (called.status, "0 targets" in called.err) == (2, False)
    assert "nothing can be written there" in called.err
