"""Which targets are watched, due and leased: the same on every archive."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from policy.model.looks import State
from policy.model.targets import ReadingOptions, Trigger, Validators
from tests.storage.conftest import Kept
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    failed_look,
    first_look,
    held_look,
    reading,
    same_look,
    target,
)

ACME, BOLT, CRUX = target("acme"), target("bolt"), target("crux")
LEASE = timedelta(minutes=10)


def test_a_new_target_is_due_at_once(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)

    (order,) = kept.archive.due(MONDAY, 10, LEASE)

    assert (order.target, order.trigger, order.validators) == (ACME, Trigger.SCHEDULE, Validators())


def test_nothing_is_due_in_an_empty_archive(kept: Kept) -> None:
    assert kept.archive.due(MONDAY, 10, LEASE) == ()
    assert kept.archive.documents() == ()


def test_a_leased_target_is_given_to_nobody_else(kept: Kept) -> None:
    kept.archive.enlist([ACME, BOLT], MONDAY)

    first = kept.archive.due(MONDAY, 1, LEASE)
    second = kept.archive.due(MONDAY, 10, LEASE)

    assert len(first) == len(second) == 1
    assert {order.target.id for order in first + second} == {ACME.id, BOLT.id}
    assert first[0].lease != second[0].lease
    assert kept.archive.due(MONDAY, 10, LEASE) == ()


def test_a_killed_workers_lease_runs_out(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (lost,) = kept.archive.due(MONDAY, 1, LEASE)

    assert kept.archive.due(MONDAY + LEASE - timedelta(microseconds=1), 1, LEASE) == ()
    (taken,) = kept.archive.due(MONDAY + LEASE, 1, LEASE)

    assert taken.lease != lost.lease


def test_the_longest_overdue_comes_first(kept: Kept) -> None:
    kept.archive.enlist([CRUX], MONDAY - 2 * DAY)
    kept.archive.enlist([CRUX, ACME], MONDAY - DAY)
    kept.archive.enlist([CRUX, ACME, BOLT], MONDAY)

    assert [order.target.id for order in kept.archive.due(MONDAY, 2, LEASE)] == [CRUX.id, ACME.id]


def test_a_released_target_is_due_at_its_old_time(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    orders = kept.archive.due(MONDAY + HOUR, 1, LEASE)

    kept.archive.release(orders)

    assert len(kept.archive.due(MONDAY, 1, LEASE)) == 1


def test_a_lost_lease_is_not_given_back_for_another(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    lost = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.due(MONDAY + LEASE, 1, LEASE)

    kept.archive.release(lost)

    assert kept.archive.due(MONDAY + LEASE, 1, LEASE) == ()


def test_a_look_by_hand_needs_no_due_time_but_leaves_other_workers_alone(kept: Kept) -> None:
    kept.archive.enlist([ACME, BOLT], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    (busy,) = kept.archive.due(MONDAY, 1, LEASE)

    claimed = kept.archive.claim([ACME.id, BOLT.id, "nobody-privacy"], MONDAY + HOUR / 10, LEASE)

    assert busy.target.id != order.target.id
    assert [(one.target.id, one.trigger) for one in claimed] == [(order.target.id, Trigger.MANUAL)]
    assert claimed[0].validators == Validators(etag='"v1"')


def test_a_held_text_is_confirmed(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    (order,) = kept.archive.due(MONDAY + DAY, 1, LEASE)
    kept.archive.record(held_look(order, reading(("Retention", "90 days.")), MONDAY + DAY), [])

    (again,) = kept.archive.due(MONDAY + DAY + timedelta(seconds=90), 1, LEASE)

    assert again.trigger is Trigger.CONFIRM


def test_what_the_server_said_comes_with_the_next_order(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    said = Validators('W/"é"', "Mon, 02 Mar 2026 08:00:00 GMT")
    kept.archive.record(replace(first_look(order, reading(), MONDAY), validators=said), [])

    (again,) = kept.archive.due(MONDAY + DAY, 1, LEASE)

    assert again.validators == said


def test_a_target_no_longer_named_is_paused_with_its_history(kept: Kept) -> None:
    kept.archive.enlist([ACME, BOLT], MONDAY)
    for order in kept.archive.due(MONDAY, 2, LEASE):
        kept.archive.record(first_look(order, reading(), MONDAY), [])

    kept.archive.enlist([ACME], MONDAY + HOUR)

    paused = kept.library.document(BOLT.id)
    assert paused is not None
    assert (paused.state, paused.since, paused.next_check_at) == (State.PAUSED, MONDAY + HOUR, None)
    assert paused.cause == "no longer among the targets"
    assert paused.latest is not None
    assert [order.target.id for order in kept.archive.due(MONDAY + DAY, 9, LEASE)] == [ACME.id]
    assert kept.archive.claim([BOLT.id], MONDAY + DAY, LEASE) == ()


def test_a_target_named_again_is_due_and_stands_where_it_stood(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    kept.archive.enlist([], MONDAY + HOUR)

    kept.archive.enlist([ACME], MONDAY + 2 * HOUR)

    assert kept.archive.standing(ACME.id, "html/1").state is State.OK
    assert [one.target for one in kept.archive.due(MONDAY + 2 * HOUR, 1, LEASE)] == [ACME]


def test_the_same_targets_again_change_nothing(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    before = kept.library.document(ACME.id)

    kept.archive.enlist([ACME], MONDAY + HOUR)

    assert kept.library.document(ACME.id) == before


@pytest.mark.parametrize(
    "changed",
    [
        replace(ACME, urls=("https://acme.example/legal",)),
        replace(ACME, reading=ReadingOptions(select=("main",))),
    ],
)
def test_another_page_is_asked_for_whole_and_at_once(kept: Kept, changed: object) -> None:
    assert isinstance(changed, type(ACME))
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.record(first_look(order, reading(), MONDAY), [])

    kept.archive.enlist([changed], MONDAY + HOUR)

    (again,) = kept.archive.due(MONDAY + HOUR, 1, LEASE)
    assert (again.target, again.validators) == (changed, Validators())


def test_a_look_under_way_at_the_old_page_is_refused(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.enlist([replace(ACME, urls=("https://acme.example/legal",))], MONDAY)

    assert not kept.archive.record(first_look(order, reading(), MONDAY), [])


def test_a_failed_look_is_due_when_it_says(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)

    kept.archive.record(failed_look(order, MONDAY), [])

    assert kept.archive.due(MONDAY + HOUR - timedelta(microseconds=1), 1, LEASE) == ()
    assert len(kept.archive.due(MONDAY + HOUR, 1, LEASE)) == 1


def test_a_time_without_a_zone_is_refused(kept: Kept) -> None:
    naive = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 – that is the point
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, LEASE)

    with pytest.raises(ValueError, match="time zone"):
        kept.archive.enlist([BOLT], naive)
    with pytest.raises(ValueError, match="time zone"):
        kept.archive.record(same_look(order, naive), [])
    with pytest.raises(ValueError, match="time zone"):
        kept.archive.due(naive, 1, LEASE)
