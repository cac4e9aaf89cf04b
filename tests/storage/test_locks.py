"""One daemon for one database; what is leased and what waits, as the command line tells it."""

from datetime import timedelta

import pytest

from storage import LockHeldError, open_archive
from tests.support.builders import MONDAY, message, subscriber, target

LEASE = timedelta(minutes=2)


def test_a_second_daemon_is_told_who_the_first_is_and_what_to_do(url: str) -> None:
    first, second = open_archive(url), open_archive(url)
    first.lock("alpha pid 11", MONDAY, LEASE)

    with pytest.raises(LockHeldError, match=r"another daemon works.*: alpha pid 11\. Stop it first.*08:02:00"):
        second.lock("beta pid 22", MONDAY + LEASE / 2, LEASE)

    first.close()
    second.close()


def test_a_daemon_that_goes_on_keeps_the_lock(url: str) -> None:
    archive = open_archive(url)
    archive.lock("alpha", MONDAY, LEASE)
    archive.lock("alpha", MONDAY + LEASE / 2, LEASE)

    with pytest.raises(LockHeldError):
        archive.lock("beta", MONDAY + LEASE, LEASE)

    archive.close()


def test_a_killed_daemons_claim_ends_and_it_learns_so(url: str) -> None:
    archive = open_archive(url)
    archive.lock("killed", MONDAY, LEASE)

    archive.lock("next", MONDAY + LEASE, LEASE)

    with pytest.raises(LockHeldError, match="next"):
        archive.lock("killed", MONDAY + LEASE, LEASE)
    archive.close()


def test_a_daemon_that_stopped_leaves_the_place_free(url: str) -> None:
    archive = open_archive(url)
    archive.lock("alpha", MONDAY, LEASE)
    archive.unlock("beta")
    archive.unlock("alpha")

    archive.lock("beta", MONDAY, LEASE)

    archive.close()


def test_what_is_leased_is_told_with_its_end(url: str) -> None:
    archive, acme, bolt = open_archive(url), target("acme"), target("bolt")
    archive.enlist([acme, bolt], MONDAY)
    archive.claim([acme.id], MONDAY, LEASE)

    assert archive.leased([acme.id, bolt.id], MONDAY) == {acme.id: MONDAY + LEASE}
    assert archive.leased([acme.id, bolt.id], MONDAY + LEASE) == {}
    archive.close()


def test_what_waits_in_the_outbox_is_told_until_it_is_delivered(url: str) -> None:
    archive, sealed, later = open_archive(url), message(subscriber("ann"), until=MONDAY), MONDAY + timedelta(hours=1)
    archive.seal(sealed)
    archive.postponed(sealed.id, MONDAY, later, "mail.example: no answer in time")

    (found,) = archive.waiting()
    archive.delivered(sealed.id, later)

    assert (found.subscriber_id, found.attempts, found.next_try, found.detail) == (
        "ann", 1, later, "mail.example: no answer in time",
    )  # fmt: skip
    assert archive.waiting() == ()
    archive.close()
