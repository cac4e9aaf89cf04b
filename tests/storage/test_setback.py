"""A clock that was ahead and is set back: nobody waits for the time it showed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import engines, open_archive
from storage.tables import hosts, robots
from storage.verifying import Verification
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    first_look,
    held_look,
    message,
    reading,
    same_look,
    subscriber,
    target,
)

AHEAD = 400 * DAY
NAMES = ("acme", "bolt", "crux")
OLD, NEW = reading(), reading(("Retention", "We keep it 90 days."))


@pytest.mark.slow(1)
def test_targets_are_due_again_spread_as_they_were(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target(name) for name in NAMES], MONDAY)
    for number, order in enumerate(archive.due(MONDAY, 9, HOUR)):
        archive.record(first_look(order, OLD, MONDAY + AHEAD + number * HOUR), [])

    assert archive.due(MONDAY + DAY, 9, HOUR) == ()
    assert archive.mend(MONDAY) == 3
    assert archive.mend(MONDAY) == 0
    due = [card.next_check_at for card in archive.documents()]
    assert due == [MONDAY + 10 * HOUR, MONDAY + 11 * HOUR, MONDAY + 12 * HOUR]
    assert {card.last_checked for card in archive.documents()} == {MONDAY}
    assert list(Verification(url, MONDAY).faults(rereads=False)) == []
    archive.close()


def test_a_text_held_in_the_future_is_believed_in_time(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    (order,) = archive.claim(["acme-privacy"], MONDAY, HOUR)
    archive.record(held_look(order, NEW, MONDAY + AHEAD), [])

    archive.mend(MONDAY + DAY)

    held = archive.standing("acme-privacy", "html/1").held
    assert held is not None
    assert held.first_seen == MONDAY + DAY
    archive.close()


def test_those_told_in_the_future_are_told_at_their_next_time(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    archive.seal(message(until=MONDAY + AHEAD))
    (order,) = archive.claim(["acme-privacy"], MONDAY, HOUR)
    archive.record(changed_look(order, NEW, MONDAY + AHEAD, 2), [subscriber()])

    archive.mend(MONDAY)

    assert archive.told_until("ann") == MONDAY
    assert [entry.queued_at for entry in archive.pending("ann", MONDAY)] == [MONDAY]
    assert len(archive.outbox(MONDAY, HOUR)) == 1
    archive.close()


def test_hosts_shut_for_longer_than_they_can_be_are_open(url: str) -> None:
    engine = engines.writer(url)
    with engine.begin() as db:
        db.execute(hosts.insert(), [{"host": "a.example", "free_at": MONDAY + AHEAD, "shut_until": None}])
        db.execute(hosts.insert(), [{"host": "b.example", "free_at": None, "shut_until": MONDAY + AHEAD}])
        db.execute(hosts.insert(), [{"host": "c.example", "free_at": MONDAY, "shut_until": MONDAY + DAY}])
        db.execute(hosts.insert(), [{"host": "d.example", "free_at": MONDAY, "back_at": MONDAY + AHEAD}])
        db.execute(robots.insert(), [{"origin": "https://a.example", "rules": "", "at": MONDAY + AHEAD}])

    archive = open_archive(url)
    archive.mend(MONDAY)

    with engine.begin() as db:
        assert db.execute(select(hosts.c.host)).scalars().all() == ["c.example"]
        assert db.execute(select(robots.c.origin)).scalars().all() == []
    archive.close()
    engine.dispose()


def test_hosts_that_a_clock_an_hour_ahead_had_rest_no_more(url: str) -> None:
    engine = engines.writer(url)
    rests = {"ahead.example": HOUR - timedelta(seconds=30), "spaced.example": timedelta(minutes=50)}
    with engine.begin() as db:
        db.execute(hosts.insert(), [{"host": host, "free_at": MONDAY + rest} for host, rest in rests.items()])

    archive = open_archive(url)
    archive.mend(MONDAY)
    with engine.begin() as db:
        assert db.execute(select(hosts.c.host)).scalars().all() == ["ahead.example", "spaced.example"]
    archive.mend(MONDAY, HOUR)
    with engine.begin() as db:
        assert db.execute(select(hosts.c.host)).scalars().all() == ["spaced.example"]
    archive.close()
    engine.dispose()


def test_what_is_of_now_is_left_as_it_is(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    before = archive.documents()
    (order,) = archive.claim(["acme-privacy"], MONDAY, HOUR)

    assert archive.mend(MONDAY + timedelta(minutes=1)) == 0
    assert archive.documents() == before
    assert archive.record(same_look(order, MONDAY + HOUR), [])
    archive.close()
