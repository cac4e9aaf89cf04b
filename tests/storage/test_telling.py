"""What waits to be told and what became of it: the same on every archive."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from policy.model.captures import Failure
from policy.model.digests import Scope, Tally, Unread
from policy.model.looks import Event, Move, State
from policy.model.targets import DocumentType
from tests.storage.conftest import Kept
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    failed_look,
    first_look,
    held_look,
    message,
    reading,
    same_look,
    subscriber,
    target,
)

ACME, BOLT = target("acme", tags=("bank",)), target("bolt", DocumentType.TERMS)
ANN, BEN = subscriber("ann"), subscriber("ben")
TUESDAY = MONDAY + DAY
LEASE = timedelta(minutes=10)


def told_of_change(kept: Kept) -> None:
    """Acme changed on Tuesday; Ann and Ben are to be told."""
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [ANN, BEN])
    (order,) = kept.archive.due(TUESDAY, 1, HOUR)
    kept.archive.record(changed_look(order, reading(("Retention", "90 days.")), TUESDAY, 2), [ANN, BEN])


def failing(kept: Kept, at: datetime) -> None:
    """Acme was read on Monday and cannot be reached at that time."""
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    (order,) = kept.archive.due(at, 1, HOUR)
    gone = Move(State.OK, State.UNREACHABLE, "timeout", at)
    kept.archive.record(failed_look(order, at, Failure.TIMEOUT, gone), [])


def test_a_window_opens_now_and_only_once(kept: Kept) -> None:
    assert kept.archive.told_until("ann") is None

    kept.archive.open_window("ann", MONDAY)
    kept.archive.open_window("ann", TUESDAY)

    assert kept.archive.told_until("ann") == MONDAY


def test_a_first_version_is_no_change(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [ANN])

    assert kept.archive.pending("ann", TUESDAY) == ()


def test_an_entry_waits_from_the_moment_it_is_queued(kept: Kept) -> None:
    told_of_change(kept)

    assert kept.archive.pending("ann", TUESDAY - timedelta(microseconds=1)) == ()
    assert len(kept.archive.pending("ann", TUESDAY)) == 1


def test_an_entry_of_a_document_that_alternates_counts_the_turns_of_its_week(kept: Kept) -> None:
    told_of_change(kept)
    assert [one.turns for one in kept.archive.pending("ann", TUESDAY)] == [0]
    (order,) = kept.archive.claim([ACME.id], TUESDAY + DAY, HOUR)
    flaps = Move(State.OK, State.FLAPPING, "alternates", TUESDAY + DAY)
    look = changed_look(order, reading(("Retention", "60 days.")), TUESDAY + DAY, 3)
    kept.archive.record(replace(look, move=flaps), [ANN])

    assert [one.turns for one in kept.archive.pending("ann", TUESDAY + DAY)] == [2, 3]


def test_a_sealed_change_waits_no_more_but_for_others_it_does(kept: Kept) -> None:
    told_of_change(kept)

    kept.archive.seal(message(ANN, (f"{ACME.id}/2",), until=TUESDAY))

    assert kept.archive.pending("ann", TUESDAY + DAY) == ()
    assert len(kept.archive.pending("ben", TUESDAY)) == 1
    assert kept.archive.told_until("ann") == TUESDAY
    assert kept.archive.told_since("ann", MONDAY) == (TUESDAY,)
    assert kept.archive.told_since("ann", TUESDAY) == kept.archive.told_since("ben", MONDAY) == ()


def test_what_the_message_leaves_out_waits_on(kept: Kept) -> None:
    told_of_change(kept)

    kept.archive.seal(message(ANN, (), until=TUESDAY))

    assert len(kept.archive.pending("ann", TUESDAY)) == 1


def test_sealing_the_same_message_again_changes_nothing(kept: Kept) -> None:
    told_of_change(kept)
    sealed = message(ANN, (f"{ACME.id}/2",), until=TUESDAY)
    kept.archive.seal(sealed)
    kept.archive.delivered(sealed.id, TUESDAY)

    kept.archive.seal(sealed)

    assert kept.archive.outbox(TUESDAY + DAY, LEASE) == ()


def test_an_alert_takes_its_changes_and_leaves_the_window_open(kept: Kept) -> None:
    kept.archive.open_window("ann", MONDAY)
    told_of_change(kept)
    (waiting,) = kept.archive.pending("ann", TUESDAY)
    alert = replace(message(ANN, (waiting.change.id,), until=TUESDAY), is_alert=True)

    kept.archive.seal(alert)

    assert kept.archive.pending("ann", TUESDAY) == ()
    assert kept.archive.told_until("ann") == MONDAY
    assert kept.archive.told_since("ann", MONDAY) == (TUESDAY,)
    assert kept.archive.outbox(TUESDAY, LEASE) == (alert,)


def test_a_sealed_message_is_sent_with_its_very_bytes(kept: Kept) -> None:
    sealed = message(ANN, ("acme-privacy/2",), (("bolt-terms", "gone"),), TUESDAY)
    kept.archive.enlist([BOLT], MONDAY)
    kept.archive.seal(sealed)

    assert kept.archive.outbox(TUESDAY, LEASE) == (sealed,)


def test_a_message_being_sent_is_given_to_nobody_else_until_its_lease_ends(kept: Kept) -> None:
    kept.archive.seal(message(ANN, until=MONDAY))

    assert len(kept.archive.outbox(MONDAY, LEASE)) == 1
    assert kept.archive.outbox(MONDAY, LEASE) == ()
    assert len(kept.archive.outbox(MONDAY + LEASE, LEASE)) == 1


def test_the_oldest_message_is_sent_first(kept: Kept) -> None:
    kept.archive.seal(message(BEN, until=TUESDAY))
    kept.archive.seal(message(ANN, until=MONDAY))

    assert [one.subscriber_id for one in kept.archive.outbox(TUESDAY, LEASE)] == ["ann", "ben"]


def test_a_delivered_message_is_never_sent_again(kept: Kept) -> None:
    sealed = message(ANN, until=MONDAY)
    kept.archive.seal(sealed)
    kept.archive.outbox(MONDAY, LEASE)

    kept.archive.delivered(sealed.id, MONDAY)
    kept.archive.postponed(sealed.id, MONDAY, MONDAY + HOUR, "said after all that it is busy")

    assert kept.archive.outbox(MONDAY + 9 * DAY, LEASE) == ()


def test_a_postponed_message_is_tried_again_at_its_time(kept: Kept) -> None:
    sealed = message(ANN, until=MONDAY)
    kept.archive.seal(sealed)
    kept.archive.outbox(MONDAY, LEASE)

    kept.archive.postponed(sealed.id, MONDAY, MONDAY + HOUR, "421 busy")

    assert kept.archive.outbox(MONDAY + LEASE, LEASE) == ()
    assert kept.archive.outbox(MONDAY + HOUR, LEASE) == (replace(sealed, attempts=1),)


def test_a_dead_letter_is_not_sent_again(kept: Kept) -> None:
    sealed = message(ANN, until=MONDAY)
    kept.archive.seal(sealed)
    kept.archive.outbox(MONDAY, LEASE)

    kept.archive.postponed(sealed.id, MONDAY, None, "550 no such user")

    assert kept.archive.outbox(MONDAY + 9 * DAY, LEASE) == ()


def test_dead_letters_are_listed_with_why_since_when_and_how_often(kept: Kept) -> None:
    given_up, refused, waiting = message(ANN), message(ANN, until=TUESDAY, changes=("a-privacy/2",)), message(BEN)
    for one in (given_up, refused, waiting):
        kept.archive.seal(one)
    kept.archive.postponed(given_up.id, TUESDAY, None, "mail.example: no answer in time")
    kept.archive.refused(refused.id, TUESDAY + HOUR, "550 no such user")
    kept.archive.postponed(waiting.id, TUESDAY, TUESDAY + HOUR, "421 busy")

    dead = kept.archive.dead()

    assert [(one.id, one.dead_since, one.attempts, one.detail) for one in dead] == [
        (given_up.id, TUESDAY, 1, "mail.example: no answer in time"),
        (refused.id, TUESDAY + HOUR, 1, "550 no such user"),
    ]


def test_a_dead_letter_revived_is_sent_to_where_its_reader_is_now(kept: Kept) -> None:
    sealed = message(ANN)
    kept.archive.seal(sealed)
    kept.archive.refused(sealed.id, MONDAY, "550 no such user")
    moved = replace(ANN, address="ann@elsewhere.example", channel="folder")

    assert kept.archive.revive(sealed.id, moved, TUESDAY)

    (again,) = kept.archive.outbox(TUESDAY, LEASE)
    assert again == replace(sealed, address=moved.address, channel="folder")
    assert kept.archive.dead() == ()
    assert not kept.archive.revive(sealed.id, moved, TUESDAY)


def test_refusals_are_counted_for_one_address_until_something_was_taken(kept: Kept) -> None:
    letters = [message(ANN, until=MONDAY + number * HOUR, changes=(f"a-privacy/{number}",)) for number in range(5)]
    for one in letters:
        kept.archive.seal(one)
    kept.archive.refused(letters[0].id, MONDAY, "550 no such user")
    kept.archive.delivered(letters[1].id, MONDAY + HOUR)
    kept.archive.refused(letters[2].id, MONDAY + 2 * HOUR, "550 no such user")
    kept.archive.refused(letters[3].id, MONDAY + 3 * HOUR, "550 no such user")
    kept.archive.postponed(letters[4].id, MONDAY + 4 * HOUR, MONDAY + DAY, "421 busy")

    assert kept.archive.refusals("ann", ANN.address) == 2
    assert kept.archive.refusals("ann", "ann@elsewhere.example") == 0
    assert kept.archive.refusals("ben", BEN.address) == 0

    kept.archive.postponed(letters[4].id, MONDAY + DAY, None, "the server was away for days")
    assert kept.archive.refusals("ann", ANN.address) == 0


def test_an_unknown_message_cannot_be_settled(kept: Kept) -> None:
    with pytest.raises(KeyError):
        kept.archive.delivered("nobody@clausewatch.example", MONDAY)
    with pytest.raises(KeyError):
        kept.archive.postponed("nobody@clausewatch.example", MONDAY, None, "")


def test_a_target_is_unread_when_the_allowance_is_over(kept: Kept) -> None:
    failing(kept, MONDAY + DAY)

    assert kept.archive.unread(ANN, MONDAY + 3 * DAY, 3 * DAY) == ()
    assert kept.archive.unread(ANN, MONDAY + 3 * DAY + HOUR, 3 * DAY) == (
        Unread(ACME, State.UNREACHABLE, MONDAY, MONDAY, "timeout", is_news=True),
    )


def test_a_target_looked_at_weekly_is_not_unread_between_its_looks(kept: Kept) -> None:
    weekly = replace(ACME, interval=7 * DAY)
    kept.archive.enlist([weekly], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [])

    assert kept.archive.unread(ANN, MONDAY + 10 * DAY, 2 * DAY) == ()
    (late,) = kept.archive.unread(ANN, MONDAY + 11 * DAY, 2 * DAY)
    assert (late.state, late.since, late.cause) == (State.UNREACHABLE, MONDAY, "not looked at")


def test_a_target_looked_at_weekly_that_fails_is_unread(kept: Kept) -> None:
    weekly = replace(ACME, interval=7 * DAY)
    kept.archive.enlist([weekly], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    (order,) = kept.archive.claim([ACME.id], MONDAY + 7 * DAY, HOUR)
    gone = Move(State.OK, State.UNREACHABLE, "timeout", MONDAY + 7 * DAY)
    kept.archive.record(failed_look(order, MONDAY + 7 * DAY, Failure.TIMEOUT, gone), [])

    (found,) = kept.archive.unread(ANN, MONDAY + 7 * DAY + HOUR, 2 * DAY)
    assert (found.state, found.since, found.cause) == (State.UNREACHABLE, MONDAY, "timeout")


def test_a_target_that_never_worked_is_unread_at_once(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    gone = Move(State.NEW, State.UNREACHABLE, "no such name", MONDAY + HOUR)
    kept.archive.record(failed_look(order, MONDAY + HOUR, Failure.DNS, gone), [])

    assert kept.archive.unread(ANN, MONDAY + 2 * HOUR, 2 * DAY) == (
        Unread(ACME, State.UNREACHABLE, MONDAY, None, "no such name", is_news=True),
    )


def test_an_unread_target_is_news_once(kept: Kept) -> None:
    failing(kept, MONDAY + DAY)
    now = MONDAY + 5 * DAY

    kept.archive.seal(message(ANN, unread=((ACME.id, "unreachable"),), until=now))

    assert [one.is_news for one in kept.archive.unread(ANN, now, DAY)] == [False]
    assert [one.is_news for one in kept.archive.unread(BEN, now, DAY)] == [True]


def test_a_target_read_again_is_news_once(kept: Kept) -> None:
    failing(kept, MONDAY + DAY)
    back = MONDAY + 5 * DAY
    kept.archive.seal(message(ANN, unread=((ACME.id, "unreachable"),), until=back))
    (order,) = kept.archive.due(back, 1, HOUR)
    kept.archive.record(same_look(order, back, Move(State.UNREACHABLE, State.OK, "read again", back)), [])

    assert kept.archive.unread(ANN, back, DAY) == (Unread(ACME, State.OK, back, back, "read again", is_news=True),)
    assert kept.archive.unread(BEN, back, DAY) == ()
    kept.archive.seal(message(ANN, unread=((ACME.id, "ok"),), until=back + HOUR))

    assert kept.archive.unread(ANN, back, DAY) == ()


def test_a_target_nobody_looks_at_is_unread_too(kept: Kept) -> None:
    kept.archive.enlist([ACME, BOLT], MONDAY)
    order, _ = kept.archive.due(MONDAY, 2, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [])

    found = kept.archive.unread(ANN, MONDAY + 9 * DAY, DAY)

    assert {(one.target.id, one.state, one.cause, one.last_good) for one in found} == {
        (order.target.id, State.UNREACHABLE, "not looked at", MONDAY),
        (({ACME.id, BOLT.id} - {order.target.id}).pop(), State.NEW, "not looked at", None),
    }


def test_a_paused_target_is_not_unread(kept: Kept) -> None:
    failing(kept, MONDAY + DAY)
    kept.archive.enlist([], MONDAY + 2 * DAY)

    assert kept.archive.unread(ANN, MONDAY + 9 * DAY, DAY) == ()


@pytest.mark.parametrize(
    ("scope", "is_in"),
    [
        (Scope(documents=(ACME.id,)), True),
        (Scope(documents=(BOLT.id,)), False),
        (Scope(services=("acme",)), True),
        (Scope(services=("bolt",)), False),
        (Scope(tags=("shop", "bank")), True),
        (Scope(tags=("ban", "bank\nshop", "%")), False),
        (Scope(document_types=(DocumentType.PRIVACY,)), True),
        (Scope(services=("acme",), document_types=(DocumentType.TERMS,)), False),
    ],
)
def test_the_scope_decides_what_is_counted(kept: Kept, scope: Scope, is_in: bool) -> None:
    failing(kept, MONDAY + DAY)
    whom = subscriber("ann", scope=scope)

    assert bool(kept.archive.unread(whom, MONDAY + 9 * DAY, DAY)) is is_in
    assert (kept.archive.tally(whom, MONDAY - HOUR, MONDAY + 9 * DAY).checks == 2) is is_in


def test_the_looks_of_a_window_are_counted_good_and_failed(kept: Kept) -> None:
    failing(kept, MONDAY + DAY)
    for day, event in ((2, Event.SUSPECT), (3, Event.FAILED)):
        (order,) = kept.archive.due(MONDAY + day * DAY, 1, HOUR)
        move = Move(State.UNREACHABLE, State.SUSPECT, "no policy", MONDAY + day * DAY) if day == 2 else None
        look = failed_look(order, MONDAY + day * DAY, move=move)
        kept.archive.record(replace(look, event=event), [])
    (order,) = kept.archive.due(MONDAY + 4 * DAY, 1, HOUR)
    kept.archive.record(held_look(order, reading(("Retention", "1 day.")), MONDAY + 4 * DAY), [])

    tally = kept.archive.tally(ANN, MONDAY, MONDAY + 4 * DAY)

    assert tally == Tally(MONDAY, MONDAY + 4 * DAY, 4, 1, ((State.SUSPECT, 2), (State.UNREACHABLE, 1)))
