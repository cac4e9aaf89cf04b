"""`clausewatch export`: the pages as files, and nobody else's files touched."""

import pytest

from tests.monitor.conftest import Call, Watch


@pytest.mark.slow(3)
def test_the_pages_are_files_and_may_be_written_again(call: Call, watch: Watch) -> None:
    assert call("migrate", "--settings", watch.settings).status == 0
    folder = watch.folder / "site"
    for _ in range(2):
        called = call("export", "--site", folder, "--settings", watch.settings)
        assert called.status == 0, called.err
    assert "Nothing is watched yet" in (folder / "index.html").read_text()
    assert (folder / "style.css").exists()


def test_a_folder_with_other_files_is_left_alone(call: Call, watch: Watch) -> None:
    assert call("migrate", "--settings", watch.settings).status == 0
    called = call("export", "--site", watch.folder, "--settings", watch.settings)
    assert called.status == 2
    assert "name an empty folder" in called.err
    assert not (watch.folder / "index.html").exists()


def test_a_language_without_pages_is_a_mistake(call: Call, watch: Watch) -> None:
    backup = watch.folder / "backup.db"

    called = call("export", "--backup", backup, "--language", "ru", "--settings", watch.settings)

    assert called.status == 2
    assert "--site DIR" in called.err
    assert not backup.exists()
