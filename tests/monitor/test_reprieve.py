"""What was given up is offered again now and then, and nobody need ask for it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.reprieve import Reprieve
from monitor.settings import load
from monitor.telling import is_suppressed
from monitor.upkeep import Upkeep
from tests.line.house import Line
from tests.monitor.conftest import Call, Watch
from tests.monitor.test_dead_letters import with_dead_letters
from tests.monitor.test_operations import watching
from tests.support.builders import DAY, HOUR, message, subscriber

__all__ = ["with_dead_letters"]  # a fixture of theirs
COUNSEL = replace(subscriber("counsel"), address="counsel@firm.example", channel="folder")


def refuse_three(watch: Line) -> None:
    """The reader's mailbox was full at three messages in a row, the last of them an hour ago."""
    for number in range(1, 4):
        letter = replace(message(COUNSEL, until=watch.clock()), id=f"{number}@clausewatch.example")
        watch.house.archive.seal(letter)
        watch.house.archive.refused(letter.id, watch.clock(), "552 mailbox full")
        watch.clock.ahead += HOUR


def test_a_reader_whose_mailbox_was_full_is_told_again_within_days(tmp_path: Path) -> None:
    with watching(tmp_path, "https://acme.example/", "") as watch:
        chores = Upkeep(watch.house, load(tmp_path / "clausewatch.toml", {}), watch.targets, watch.clock)
        refuse_three(watch)
        found = []
        for _ in range(9):
            assert chores.tick(is_idle=True)
            watch.tell()
            found.append((len(watch.mails()), is_suppressed(watch.house.archive, COUNSEL)))
            watch.clock.ahead += DAY

    assert found == [(0, True)] * 7 + [(4, False)] * 2  # and what waited meanwhile, in one digest


def test_what_is_refused_again_rests_again(tmp_path: Path) -> None:
    with watching(tmp_path, "https://acme.example/") as watch:
        archive, reprieve = watch.house.archive, Reprieve(watch.house.telling)
        refuse_three(watch)
        tried = []
        for day in range(16):
            reprieve.heed(watch.clock())
            offered = archive.outbox(watch.clock(), HOUR)
            tried += [(day, len(offered))] if offered else []
            for letter in offered:
                archive.refused(letter.id, watch.clock(), "552 mailbox full")
            watch.clock.ahead += timedelta(days=1)

    assert tried == [(7, 3), (14, 3)]


def test_who_is_told_no_more_is_left_alone(tmp_path: Path) -> None:
    with watching(tmp_path, "https://acme.example/") as watch:
        letter = message(subscriber("former"), until=watch.clock())
        watch.house.archive.seal(letter)
        watch.house.archive.refused(letter.id, watch.clock(), "550 no such user")
        Reprieve(watch.house.telling).heed(watch.clock() + 8 * DAY)

        assert [one.id for one in watch.house.archive.dead()] == [letter.id]


def test_whoever_tells_by_hand_offers_nothing_too_soon(call: Call, with_dead_letters: Watch) -> None:
    call("tell", "--settings", with_dead_letters.settings)

    assert not (with_dead_letters.folder / "outbox").exists()
