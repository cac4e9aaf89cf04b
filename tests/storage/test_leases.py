"""Leases of those who are known to be dead end before their time."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count

import pytest

from storage import SqlArchive, open_archive
from tests.support.builders import MONDAY, first_look, reading, target

ACME, BOLT = target("acme"), target("bolt")
LEASE, SOON = timedelta(minutes=10), MONDAY + timedelta(minutes=1)


@pytest.fixture
def archive(url: str) -> Iterator[SqlArchive]:
    tokens = count(1)
    with closing(open_archive(url, tokens=lambda: f"token-{next(tokens)}")) as opened:
        yield opened


def test_the_lease_of_one_known_to_be_dead_ends_at_once(archive: SqlArchive) -> None:
    archive.enlist([ACME, BOLT], MONDAY)
    (lost,) = archive.due(MONDAY, 1, LEASE)
    archive.due(MONDAY, 1, LEASE)

    freed = archive.free(lambda lease: lease == lost.lease, SOON, LEASE)

    assert freed == 1
    assert [order.target for order in archive.due(SOON, 10, LEASE)] == [lost.target]


def test_a_target_taken_over_once_is_left_to_the_end_of_its_lease(archive: SqlArchive) -> None:
    archive.enlist([ACME], MONDAY)
    archive.due(MONDAY, 1, LEASE)
    archive.free(lambda _lease: True, SOON, LEASE)
    archive.due(SOON, 1, LEASE)

    assert archive.free(lambda _lease: True, SOON, LEASE) == 0
    assert archive.due(SOON, 1, LEASE) == ()
    assert len(archive.due(SOON + LEASE, 1, LEASE)) == 1


def test_only_the_look_of_whoever_took_over_is_kept(archive: SqlArchive) -> None:
    archive.enlist([ACME], MONDAY)
    (lost,) = archive.due(MONDAY, 1, LEASE)
    archive.free(lambda _lease: True, SOON, LEASE)
    (taken,) = archive.due(SOON, 1, LEASE)

    assert not archive.record(first_look(lost, reading(), SOON), [])
    assert archive.record(first_look(taken, reading(), SOON), [])


def test_a_target_that_was_looked_at_may_be_taken_over_again(archive: SqlArchive) -> None:
    archive.enlist([ACME], MONDAY)
    archive.due(MONDAY, 1, LEASE)
    archive.free(lambda _lease: True, SOON, LEASE)
    (taken,) = archive.due(SOON, 1, LEASE)
    archive.record(first_look(taken, reading(), SOON), [])
    archive.claim([ACME.id], SOON, LEASE)

    assert archive.free(lambda _lease: True, SOON, LEASE) == 1
