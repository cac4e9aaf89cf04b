import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.roster import Roster
from monitor.targets import load
from policy.model.looks import State
from tests.support.builders import HOUR, MONDAY
from tests.support.shelf import ShelfArchive

DOCUMENT = '[[documents]]\ntype = "privacy"\nurl = "https://www.{name}.example/privacy"\n'
INTERVAL = timedelta(hours=12)


class Watched:
    """A folder with one target, watched since Monday."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("acme")
        targets = load(folder, INTERVAL)
        self.archive = ShelfArchive(*targets)
        self.warned: list[tuple[str, ...]] = []
        self.roster = Roster(folder, INTERVAL, targets, lambda mistakes, _now: self.warned.append(mistakes))
        self.tick()

    def write(self, name: str, text: str = "") -> None:
        (self.folder / f"{name}.toml").write_text(text or DOCUMENT.format(name=name), "utf-8")

    def tick(self) -> dict[str, State]:
        self.roster.refresh(self.archive, lambda: MONDAY + HOUR)
        return {card.target.id: card.state for card in self.archive.documents()}


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_a_new_file_is_watched_from_the_next_tick_on(watched: Watched) -> None:
    watched.write("bolt")

    assert watched.tick() == {"acme-privacy": State.NEW, "bolt-privacy": State.NEW}


def test_a_changed_file_is_taken_over_and_a_removed_one_paused(watched: Watched) -> None:
    watched.write("acme", DOCUMENT.format(name="acme").replace('"privacy"', '"terms"'))

    assert watched.tick() == {"acme-privacy": State.PAUSED, "acme-terms": State.NEW}


def test_a_broken_file_is_logged_once_and_the_old_set_stays(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    watched.write("bolt", '[[documents]]\ntype = "privacy"\n')

    with caplog.at_level(logging.ERROR):
        states = [watched.tick() for _ in range(3)]

    assert states == [{"acme-privacy": State.NEW}] * 3
    (record,) = caplog.records
    assert [len(mistakes) for mistakes in watched.warned] == [1]
    assert "bolt.toml: documents[1].url is missing" in record.getMessage()


def test_a_mended_file_is_taken_over(watched: Watched) -> None:
    watched.write("bolt", "documents = 1")
    watched.tick()
    watched.write("bolt")

    assert "bolt-privacy" in watched.tick()


def test_a_file_only_touched_changes_nothing(watched: Watched) -> None:
    before = watched.archive.stamp()
    os.utime(watched.folder / "acme.toml", (1, 1))

    watched.tick()

    assert watched.archive.stamp() == before
