"""Leases of those who are known to be dead end before their time: the same on every archive."""

from datetime import timedelta

from tests.storage.conftest import Kept
from tests.support.builders import MONDAY, first_look, reading, target

ACME, BOLT = target("acme"), target("bolt")
LEASE, SOON = timedelta(minutes=10), MONDAY + timedelta(minutes=1)


def test_the_lease_of_one_known_to_be_dead_ends_at_once(kept: Kept) -> None:
    kept.archive.enlist([ACME, BOLT], MONDAY)
    (lost,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.due(MONDAY, 1, LEASE)

    freed = kept.archive.free(lambda lease: lease == lost.lease, SOON, LEASE)

    assert freed == 1
    assert [order.target for order in kept.archive.due(SOON, 10, LEASE)] == [lost.target]


def test_a_target_taken_over_once_is_left_to_the_end_of_its_lease(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.free(lambda _lease: True, SOON, LEASE)
    kept.archive.due(SOON, 1, LEASE)

    assert kept.archive.free(lambda _lease: True, SOON, LEASE) == 0
    assert kept.archive.due(SOON, 1, LEASE) == ()
    assert len(kept.archive.due(SOON + LEASE, 1, LEASE)) == 1


def test_only_the_look_of_whoever_took_over_is_kept(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (lost,) = kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.free(lambda _lease: True, SOON, LEASE)
    (taken,) = kept.archive.due(SOON, 1, LEASE)

    assert not kept.archive.record(first_look(lost, reading(), SOON), [])
    assert kept.archive.record(first_look(taken, reading(), SOON), [])


def test_a_target_that_was_looked_at_may_be_taken_over_again(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    kept.archive.due(MONDAY, 1, LEASE)
    kept.archive.free(lambda _lease: True, SOON, LEASE)
    (taken,) = kept.archive.due(SOON, 1, LEASE)
    kept.archive.record(first_look(taken, reading(), SOON), [])
    kept.archive.claim([ACME.id], SOON, LEASE)

    assert kept.archive.free(lambda _lease: True, SOON, LEASE) == 1
