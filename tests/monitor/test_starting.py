"""What a watch begins with when nobody is there to see it start."""

from importlib import import_module

import pytest

from monitor.settings import Settings
from monitor.targets import load
from policy.model.targets import Target
from storage import open_archive
from tests.monitor.conftest import Call, Watch
from tests.support.builders import HOUR, MONDAY
from tests.support.tables import empty_archive

ACME = '[[documents]]\ntype = "privacy"\nurl = "https://www.acme.example/privacy"\n'
BOLT = ACME.replace("acme", "bolt")
WRONG = '[[documents]]\ntype = "privacy"\n'


class Begun:
    """What the daemon is started with, instead of its start."""

    def __init__(self) -> None:
        self.watched: list[str] = []

    async def __call__(self, _settings: Settings, targets: tuple[Target, ...], *_greet: object, serve: bool) -> None:
        assert not serve
        self.watched = [target.id for target in targets]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Begun:
    found = Begun()
    monkeypatch.setattr(import_module("monitor.commands.run"), "run", found)
    return found


def enlist(watch: Watch) -> None:
    """The target files of now are watched."""
    database = watch.folder / "clausewatch.db"
    if not database.exists():
        empty_archive(database)
    archive = open_archive(f"sqlite:///{database}")
    archive.enlist(load(watch.folder / "targets", HOUR), MONDAY)
    archive.close()


def test_a_wrong_target_file_keeps_no_watch_from_starting_again(call: Call, watch: Watch, begun: Begun) -> None:
    watch.target(ACME)
    watch.target(BOLT, "bolt")
    enlist(watch)
    watch.target(WRONG, "bolt")

    assert call("run", "--settings", watch.settings).status == 0
    assert begun.watched == ["acme-privacy", "bolt-privacy"]


def test_what_was_watched_no_more_is_not_watched_again_for_a_wrong_file(call: Call, watch: Watch, begun: Begun) -> None:
    watch.target(ACME)
    gone = watch.target(BOLT, "bolt")
    enlist(watch)
    gone.unlink()
    enlist(watch)
    watch.target(WRONG)

    assert call("run", "--settings", watch.settings).status == 0
    assert begun.watched == ["acme-privacy"]


def test_a_watch_that_never_watched_anything_is_refused_with_a_wrong_file(
    call: Call, watch: Watch, begun: Begun
) -> None:
    watch.target(WRONG)

    called = call("run", "--settings", watch.settings)

    assert called.status == 2
    assert "acme.toml: documents[1].url is missing" in called.err
    assert not begun.watched
