"""Who subscribes by themselves and who leaves: the same on every database, and after a restore of one."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from policy.model.digests import Subscriber
from policy.model.subscriptions import INVITATION, Allowance, Request
from storage import SqlArchive, SqlRegistry, open_archive, open_registry
from storage.journal import Journal
from storage.verifying import Verification
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, first_look, message, reading, subscriber, target
from tests.support.intruder import intruder

ACME = target("acme")
ANN = subscriber("web-ann")
TOKEN, OTHER = "a1" * 32, "b2" * 32
ASKED = replace(message(ANN), subscriber_id=INVITATION)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "departures.jsonl"


@pytest.fixture
def registry(url: str, journal: Path) -> Iterator[SqlRegistry]:
    opened = open_registry(url, journal)
    yield opened
    opened.close()


@pytest.fixture
def archive(url: str) -> Iterator[SqlArchive]:
    opened = open_archive(url)
    yield opened
    opened.close()


def request(token: str = TOKEN, of: Subscriber = ANN) -> Request:
    return Request(token, of, MONDAY + DAY)


def subscribed(registry: SqlRegistry, token: str = TOKEN) -> None:
    registry.ask(request(token, ANN), ASKED)
    assert registry.confirm(token, MONDAY) is not None


def test_asking_subscribes_nobody_and_posts_one_mail(registry: SqlRegistry, archive: SqlArchive) -> None:
    registry.ask(request(), ASKED)
    assert registry.joined() == ()
    assert archive.told_until(ANN.id) is None
    assert archive.outbox(MONDAY, HOUR) == (ASKED,)


def test_who_confirms_is_told_from_then_on(registry: SqlRegistry, archive: SqlArchive) -> None:
    registry.ask(request(), ASKED)
    assert registry.confirm(TOKEN, MONDAY + HOUR) == ANN
    assert registry.joined() == (ANN,)
    assert archive.told_until(ANN.id) == MONDAY + HOUR


def test_a_token_works_once_in_its_time_and_for_nothing_else(registry: SqlRegistry) -> None:
    registry.ask(request(), ASKED)
    assert registry.confirm(OTHER, MONDAY) is None
    assert registry.confirm(TOKEN, MONDAY + DAY) is None  # too late
    assert registry.confirm(TOKEN, MONDAY) is None  # and used up by that
    subscribed(registry, token=OTHER)
    assert registry.confirm(OTHER, MONDAY) is None


def test_an_address_has_one_subscription_and_the_last_wish_counts(registry: SqlRegistry) -> None:
    subscribed(registry)
    again = replace(ANN, id="web-other", address="Web-Ann@Example.org", language="ru")
    registry.ask(request(OTHER, again), ASKED)
    assert registry.confirm(OTHER, MONDAY) == replace(again, id=ANN.id)
    assert registry.joined() == (replace(again, id=ANN.id),)


def test_who_leaves_is_forgotten_with_all_that_was_sent_or_waits(
    registry: SqlRegistry, archive: SqlArchive, url: str
) -> None:
    subscribed(registry)
    archive.enlist([ACME], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, reading(), MONDAY), registry.joined())
    (order,) = archive.due(MONDAY + DAY, 1, HOUR)
    archive.record(changed_look(order, reading(("Retention", "90 days.")), MONDAY + DAY, 2), registry.joined())
    sent, sealed = message(ANN, ("a/1",)), message(ANN, ("a/2",), until=MONDAY + HOUR)
    for one in (sent, sealed):
        archive.seal(one)
    archive.delivered(sent.id, MONDAY)
    assert archive.pending(ANN.id, MONDAY + DAY)

    registry.leave(ANN.id, MONDAY + DAY)
    registry.leave(ANN.id, MONDAY + DAY)  # again is no mistake

    assert registry.joined() == ()
    assert registry.left() == {ANN.id}
    assert archive.pending(ANN.id, MONDAY + DAY) == ()
    assert archive.told_until(ANN.id) is None
    assert [one for one in archive.outbox(MONDAY + DAY, HOUR) if one.subscriber_id == ANN.id] == []
    assert archive.told_since(ANN.id, MONDAY - DAY) == ()
    assert [one.where for one in Verification(url, MONDAY + DAY).faults(rereads=False) if "web-ann" in one.where] == []


def test_who_left_stays_away_when_an_older_database_is_restored(sqlite_url: str, journal: Path) -> None:
    registry = open_registry(sqlite_url, journal)
    subscribed(registry)
    registry.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    backup = shutil.copy(file, file.with_suffix(".backup"))
    registry = open_registry(sqlite_url, journal)
    registry.leave(ANN.id, MONDAY + DAY)
    registry.close()

    for left_over in (f"{file}-wal", f"{file}-shm"):
        Path(left_over).unlink(missing_ok=True)
    shutil.copy(backup, file)
    restored = open_registry(sqlite_url, journal)
    assert restored.joined() == (ANN,)  # what the backup says
    restored.reconcile(MONDAY + 2 * DAY)

    assert restored.joined() == ()
    assert restored.left() == {ANN.id}
    restored.close()


def test_who_left_before_the_subscription_came_back_from_a_backup_stays_away_too(
    registry: SqlRegistry, journal: Path
) -> None:
    registry.leave("web-nobody-knows", MONDAY)  # a mail of a subscription that this database never had
    assert Journal(journal).read() == {"web-nobody-knows"}


def test_a_lost_journal_is_written_again(registry: SqlRegistry, journal: Path) -> None:
    registry.leave(ANN.id, MONDAY)
    journal.unlink()
    registry.reconcile(MONDAY)
    assert Journal(journal).read() == {ANN.id}


def test_a_disk_that_takes_no_journal_keeps_nobody_from_leaving(
    registry: SqlRegistry, journal: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal.parent.write_text("not a folder")
    registry.leave(ANN.id, MONDAY)
    assert registry.left() == {ANN.id}
    assert "departure not written" in caplog.text


def test_tries_are_counted_for_each_and_begin_again(registry: SqlRegistry) -> None:
    mine, ours = Allowance("mine", 2, HOUR), Allowance("ours", 3, DAY)
    assert [registry.admit((mine, ours), MONDAY) for _ in range(3)] == [True, True, False]
    assert registry.admit((mine, ours), MONDAY + HOUR)
    assert not registry.admit((mine, ours), MONDAY + HOUR)  # ours is used up, and mine was not counted for it
    assert registry.admit((mine,), MONDAY + HOUR)
    assert not registry.admit((mine,), MONDAY + HOUR)


def test_what_is_not_needed_any_more_is_forgotten(registry: SqlRegistry, archive: SqlArchive) -> None:
    registry.ask(request(), ASKED)
    registry.admit((Allowance("mine", 1, HOUR),), MONDAY)
    registry.forget(MONDAY + timedelta(minutes=5))
    assert not registry.admit((Allowance("mine", 1, HOUR),), MONDAY)
    assert registry.confirm(TOKEN, MONDAY + HOUR) is not None

    registry.ask(request(OTHER), ASKED)
    registry.forget(MONDAY + 3 * DAY)
    assert registry.confirm(OTHER, MONDAY) is None
    assert archive.outbox(MONDAY + 3 * DAY, HOUR) == ()


def test_a_journal_line_that_is_none_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "departures.jsonl"
    path.write_bytes(b'{"left": "one"}\n\xff\xfe\n[1]\n{"left": 3}\n{"left": "two"')
    journal = Journal(path)
    journal.add(("three",), MONDAY)
    assert journal.read() == {"one", "three"}


WRONGS = {
    "UPDATE subscriptions SET mailbox = 'eve@evil.example'": "is of another reader",
    "UPDATE subscriptions SET definition = replace(definition, 'web-ann', 'web-eve')": "is of another reader",
    "UPDATE subscriptions SET definition = '[]'": "cannot be read",
    "UPDATE requests SET definition = 'x'": "cannot be read",
    "INSERT INTO departures (subscriber_id, at) VALUES ('web-ann', 0)": "has left, and would still be told",
}


@pytest.mark.parametrize("wrong", WRONGS)
def test_a_list_of_readers_that_does_not_agree_is_a_fault(url: str, registry: SqlRegistry, wrong: str) -> None:
    subscribed(registry)
    registry.ask(request(OTHER, subscriber("web-ben")), replace(ASKED, id="another"))
    assert list(Verification(url, MONDAY).faults()) == []
    with intruder(url) as db:
        db.execute(text(wrong))

    (fault,) = Verification(url, MONDAY).faults()

    assert WRONGS[wrong] in fault.found
