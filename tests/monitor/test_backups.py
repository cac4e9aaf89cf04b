"""`clausewatch export --backup` and `import`: one file out, one file in."""

from tests.monitor.conftest import Call, Watch


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
