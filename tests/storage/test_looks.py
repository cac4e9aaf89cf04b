"""One look, recorded: the same on every archive."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from policy.comparing import links_sha256
from policy.model.captures import Failure
from policy.model.changes import Kind, Severity
from policy.model.looks import Event, InForce, Move, State, VersionCause
from policy.model.readings import Reading, Source
from policy.model.statements import Stated
from policy.model.targets import Order
from tests.storage.conftest import Kept
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    capture,
    changed_look,
    failed_look,
    finding,
    first_look,
    held_look,
    page,
    reading,
    same_look,
    section,
    sha256,
    subscriber,
    target,
    version,
)

ACME = target("acme")
OLD = reading(("Retention", "We keep it 30 days."))
NEW = reading(("Retention", "We keep it 90 days."))
TUESDAY = MONDAY + DAY
WEDNESDAY = TUESDAY + DAY


def ordered(kept: Kept, at_days: int = 0) -> Order:
    """The next order for the one target."""
    (order,) = kept.archive.due(MONDAY + at_days * DAY, 1, HOUR)
    return order


def watched(kept: Kept) -> None:
    """The target was read for the first time on Monday."""
    kept.archive.enlist([ACME], MONDAY)
    assert kept.archive.record(first_look(ordered(kept), OLD, MONDAY), [])


def test_before_the_first_look_nothing_stands(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)

    standing = kept.archive.standing(ACME.id, "html/1")

    assert (standing.target, standing.state, standing.since) == (ACME, State.NEW, MONDAY)
    assert (standing.version, standing.held, standing.recent, standing.last_good) == (None, None, (), None)


def test_a_footing_is_the_standing_without_its_texts(kept: Kept) -> None:
    bolt = target("bolt")
    kept.archive.enlist([ACME, bolt], MONDAY)
    orders = {order.target.id: order for order in kept.archive.due(MONDAY, 2, HOUR)}
    kept.archive.record(first_look(orders[ACME.id], OLD, MONDAY), [])

    read = kept.archive.footings([ACME.id, bolt.id, "nobody-privacy"])
    standing = kept.archive.standing(ACME.id, "html/1")

    assert set(read) == {ACME.id, bolt.id}
    assert read[bolt.id].inforce is None
    stands = read[ACME.id]
    assert (stands.target, stands.state, stands.since, stands.past) == (
        ACME,
        standing.state,
        standing.since,
        standing.past,
    )
    inforce = InForce(
        OLD.recipe, OLD.text_sha256, links_sha256(OLD.links), version(ACME, OLD, 1, MONDAY).bodies, MONDAY
    )
    assert stands.inforce == inforce


def test_a_target_never_enlisted_has_no_standing(kept: Kept) -> None:
    with pytest.raises(KeyError):
        kept.archive.standing("nobody-privacy", "html/1")


def test_the_first_reading_stands(kept: Kept) -> None:
    watched(kept)

    standing = kept.archive.standing(ACME.id, "html/1")

    assert standing.version == version(ACME, OLD, 1, MONDAY)
    assert (standing.state, standing.last_good, standing.failures) == (State.OK, MONDAY, 0)
    assert standing.sources == ()


def test_the_stored_pages_are_given_when_our_recipe_has_changed(kept: Kept) -> None:
    watched(kept)

    standing = kept.archive.standing(ACME.id, "html/2")

    assert standing.sources == (Source(ACME.urls[0], "text/html; charset=utf-8", page(OLD)),)


def test_the_pages_of_a_document_of_several_come_in_their_order(kept: Kept) -> None:
    both = target("acme", urls=("https://acme.example/1", "https://acme.example/2"))
    kept.archive.enlist([both], MONDAY)
    order = ordered(kept)
    one, two = b"<p>one</p>", b"<p>two</p>"
    look = replace(
        first_look(order, OLD, MONDAY),
        captures=(capture(both, MONDAY, one, ordinal=0), capture(both, MONDAY, two, ordinal=1)),
        bodies=((sha256(one), one), (sha256(two), two)),
        version=replace(version(both, OLD, 1, MONDAY), bodies=(sha256(one), sha256(two))),
    )
    kept.archive.record(look, [])
    kept.archive.record(same_look(ordered(kept, 1), TUESDAY), [])

    sources = kept.archive.standing(both.id, "html/2").sources

    assert [(source.url, source.body) for source in sources] == [(both.urls[0], one), (both.urls[1], two)]
    assert [look.url for look in kept.library.looks(both.id, 9)][1:] == [both.urls[1], both.urls[0]]


def test_a_held_text_is_kept_until_the_next_look_says_otherwise(kept: Kept) -> None:
    watched(kept)
    look = held_look(ordered(kept, 1), NEW, TUESDAY)
    kept.archive.record(look, [])

    assert kept.archive.standing(ACME.id, "html/1").held == look.held
    assert kept.library.body(sha256(page(NEW))) == page(NEW)
    kept.archive.record(same_look(ordered(kept, 2), WEDNESDAY), [])

    assert kept.archive.standing(ACME.id, "html/1").held is None


def test_a_change_is_in_force_recorded_and_queued_at_once(kept: Kept) -> None:
    watched(kept)
    look = changed_look(ordered(kept, 1), NEW, TUESDAY, 2)

    assert kept.archive.record(look, [subscriber("ann"), subscriber("ben")])

    change = kept.library.change(ACME.id, 2)
    assert change is not None
    assert (change.before.number, change.after.number, change.findings) == (1, 2, (finding(),))
    assert kept.archive.standing(ACME.id, "html/1").version == look.version
    assert [entry.change for entry in kept.archive.pending("ann", TUESDAY)] == [change]
    assert [entry.queued_at for entry in kept.archive.pending("ben", TUESDAY)] == [TUESDAY]


def test_a_change_is_queued_only_for_those_who_want_it(kept: Kept) -> None:
    watched(kept)
    look = changed_look(ordered(kept, 1), NEW, TUESDAY, 2, [finding(severity=Severity.MINOR)])

    kept.archive.record(look, [subscriber("ann", Severity.MAJOR), subscriber("ben", Severity.MINOR)])

    assert kept.archive.pending("ann", TUESDAY) == ()
    assert len(kept.archive.pending("ben", TUESDAY)) == 1


def test_a_technical_version_is_never_told(kept: Kept) -> None:
    watched(kept)
    reread = replace(OLD, recipe="html/2", text_sha256=sha256(b"read by new eyes"))
    technical = version(ACME, reread, 2, TUESDAY, VersionCause.TECHNICAL)

    kept.archive.record(replace(same_look(ordered(kept, 1), TUESDAY), technical=technical), [subscriber()])

    assert kept.archive.standing(ACME.id, "html/2").version == technical
    assert kept.archive.pending("ann", WEDNESDAY) == ()
    assert kept.library.change(ACME.id, 2) is None
    assert [card.number for card in kept.library.versions(ACME.id)] == [2, 1]


def test_page_and_recipe_may_change_in_one_look(kept: Kept) -> None:
    watched(kept)
    technical = version(ACME, replace(OLD, recipe="html/2"), 2, TUESDAY, VersionCause.TECHNICAL)
    look = changed_look(ordered(kept, 1), NEW, TUESDAY, 3)

    kept.archive.record(replace(look, technical=technical), [subscriber()])

    (entry,) = kept.archive.pending("ann", TUESDAY)
    assert (entry.change.before.number, entry.change.after.number) == (2, 3)
    assert kept.library.version(ACME.id, 2) == technical


def test_a_look_recorded_twice_doubles_nothing(kept: Kept) -> None:
    watched(kept)
    look = changed_look(ordered(kept, 1), NEW, TUESDAY, 2)
    kept.archive.record(look, [subscriber()])
    stamp = kept.library.stamp()

    assert kept.archive.record(look, [subscriber()])

    assert len(kept.archive.pending("ann", TUESDAY)) == 1
    assert len(kept.library.looks(ACME.id, 9)) == 2
    assert len(kept.library.versions(ACME.id)) == 2
    assert kept.library.stamp() == stamp


def test_a_look_whose_lease_was_lost_is_refused(kept: Kept) -> None:
    watched(kept)
    lost = ordered(kept, 1)
    (order,) = kept.archive.due(TUESDAY + HOUR, 1, HOUR)

    assert not kept.archive.record(changed_look(lost, NEW, TUESDAY, 2), [subscriber()])

    assert kept.archive.pending("ann", WEDNESDAY) == ()
    assert kept.library.body(sha256(page(NEW))) is None
    assert kept.archive.record(same_look(order, TUESDAY + HOUR), [])


def test_a_lease_that_ran_out_unnoticed_still_counts(kept: Kept) -> None:
    watched(kept)
    late = ordered(kept, 1)

    assert kept.archive.record(same_look(late, TUESDAY + 3 * HOUR), [])


def test_a_failed_look_leaves_the_version_in_force(kept: Kept) -> None:
    watched(kept)
    moved = Move(State.OK, State.UNREACHABLE, "timeout: the server said nothing", TUESDAY)

    kept.archive.record(failed_look(ordered(kept, 1), TUESDAY, Failure.TIMEOUT, moved), [])

    standing = kept.archive.standing(ACME.id, "html/1")
    assert standing.version == version(ACME, OLD, 1, MONDAY)
    assert (standing.state, standing.since) == (State.UNREACHABLE, TUESDAY)
    assert (standing.failures, standing.last_good) == (1, MONDAY)
    document = kept.library.document(ACME.id)
    assert document is not None
    assert document.cause == "timeout: the server said nothing"


def test_a_good_look_ends_the_row_of_failures(kept: Kept) -> None:
    watched(kept)
    kept.archive.record(failed_look(ordered(kept, 1), TUESDAY), [])
    kept.archive.record(replace(failed_look(ordered(kept, 2), WEDNESDAY), event=Event.SUSPECT), [])
    assert kept.archive.standing(ACME.id, "html/1").failures == 2

    kept.archive.record(same_look(ordered(kept, 3), MONDAY + 3 * DAY), [])

    standing = kept.archive.standing(ACME.id, "html/1")
    assert (standing.failures, standing.last_good) == (0, MONDAY + 3 * DAY)


def test_the_last_ten_texts_are_remembered_newest_first(kept: Kept) -> None:
    watched(kept)
    texts = [OLD] + [reading(("Retention", f"{days} days.")) for days in range(2, 13)]
    for number, text in enumerate(texts[1:], start=2):
        kept.archive.record(changed_look(ordered(kept, number), text, MONDAY + number * DAY, number), [])
    back = changed_look(ordered(kept, 13), texts[5], MONDAY + 13 * DAY, 13)
    kept.archive.record(replace(back, event=Event.RETURNED), [])
    kept.archive.record(held_look(ordered(kept, 14), OLD, MONDAY + 14 * DAY), [])

    recent = kept.archive.standing(ACME.id, "html/1").recent

    assert len(recent) == 10
    assert recent[0] == (texts[5].text_sha256, 13)
    assert [number for _, number in recent[1:]] == [12, 11, 10, 9, 8, 7, 5, 4, 3]


def test_hostile_words_are_kept_as_they_came(kept: Kept) -> None:
    hostile = Reading(
        recipe="html/1",
        form="html",
        title='=?utf-8?b?DQpCY2M6?= <script>alert("\u202e")</script>\r\n',
        languages=("en", "ru"),
        sections=(section("'; DROP TABLE versions; --", "NUL \0, lone \ud800, emoji 🧨, «кавычки»"),),
        links=(),
        dropped=(),
        quality=OLD.quality,
        text_sha256=sha256(b"hostile"),
    )
    kept.archive.enlist([ACME], MONDAY)
    order = ordered(kept)
    body = b"\x00\xff\xfe not text"
    look = replace(
        first_look(order, OLD, MONDAY),
        captures=(replace(capture(ACME, MONDAY, body), detail="NUL \0 in a detail"),),
        bodies=((sha256(body), body),),
        version=replace(version(ACME, hostile, 1, MONDAY), bodies=(sha256(body),)),
    )

    kept.archive.record(look, [])

    assert kept.library.version(ACME.id, 1) == look.version
    assert kept.library.capture(look.target_id, look.captures[0].id) == look.captures[0]
    assert kept.library.body(sha256(body)) == body


def test_a_watch_rule_can_be_told_apart(kept: Kept) -> None:
    watched(kept)
    rule = finding(kind=Kind.WATCH_RULE, severity=Severity.CRITICAL)
    kept.archive.record(changed_look(ordered(kept, 1), NEW, TUESDAY, 2, [rule, finding()]), [subscriber()])

    (entry,) = kept.archive.pending("ann", TUESDAY)

    assert entry.change.severity is Severity.CRITICAL
    assert entry.change.findings == (rule, finding())


def test_the_next_look_is_due_to_the_microsecond(kept: Kept) -> None:
    watched(kept)
    look = same_look(ordered(kept, 1), TUESDAY)
    kept.archive.record(replace(look, next_check_at=TUESDAY + timedelta(microseconds=7)), [])

    assert kept.archive.due(TUESDAY + timedelta(microseconds=6), 1, HOUR) == ()
    assert len(kept.archive.due(TUESDAY + timedelta(microseconds=7), 1, HOUR)) == 1


def test_looks_kept_together_are_as_if_each_were_kept_alone(kept: Kept) -> None:
    bolt, cora = target("bolt"), target("cora")
    kept.archive.enlist([ACME, bolt, cora], MONDAY)
    orders = {order.target.id: order for order in kept.archive.due(MONDAY, 3, HOUR)}
    kept.archive.record(first_look(orders[ACME.id], OLD, MONDAY), [])
    kept.archive.record(held_look(orders[bolt.id], NEW, MONDAY), [])
    kept.archive.release([orders[cora.id]])
    again = {order.target.id: order for order in kept.archive.claim([ACME.id, bolt.id], TUESDAY, HOUR)}
    stale = replace(same_look(orders[cora.id], TUESDAY), lease="another's")

    found = kept.archive.record_all(
        [
            same_look(again[bolt.id], TUESDAY),
            stale,
            same_look(again[ACME.id], TUESDAY, Move(State.OK, State.SUSPECT, "empty", TUESDAY)),
        ],
        [],
    )

    assert found == (True, False, True)
    stand = {card.target.id: (card.state, card.last_checked) for card in kept.archive.documents()}
    assert stand[ACME.id] == (State.SUSPECT, TUESDAY)
    assert stand[bolt.id][1] == TUESDAY
    assert stand[cora.id][1] is None
    assert kept.archive.standing(bolt.id, "html/1").held is None
    assert [len(kept.library.looks(one.id, 9)) for one in (ACME, bolt, cora)] == [2, 2, 0]


def test_first_looks_kept_together_are_found_and_may_bring_the_same_page(kept: Kept) -> None:
    several = [ACME, target("bolt"), target("cora")]
    kept.archive.enlist(several, MONDAY)
    orders = {order.target.id: order for order in kept.archive.due(MONDAY, 3, HOUR)}
    alone, *together = (
        first_look(orders[one.id], text, MONDAY) for one, text in zip(several, (OLD, OLD, NEW), strict=True)
    )

    assert kept.archive.record(alone, [])
    assert kept.archive.record_all(together, []) == (True, True)

    for look, text in zip((alone, *together), (OLD, OLD, NEW), strict=True):
        standing = kept.archive.standing(look.target_id, "html/1")
        assert standing.version is not None
        assert standing.version.reading == text
        assert [kept.library.body(digest) for digest, _ in look.bodies] == [body for _, body in look.bodies]
    (word, *_) = OLD.sections[0].text.split()
    found = {hit.target.id for hit in kept.library.search(word, False, 9)}
    assert {ACME.id, "bolt-privacy"} <= found


def test_texts_held_and_changes_kept_together_are_as_if_each_were_kept_alone(kept: Kept) -> None:
    several = [ACME, target("bolt"), target("cora")]
    kept.archive.enlist(several, MONDAY)
    for order in kept.archive.due(MONDAY, 3, HOUR):
        kept.archive.record(first_look(order, OLD, MONDAY), [])
    orders = {order.target.id: order for order in kept.archive.claim([one.id for one in several], TUESDAY, HOUR)}
    changed = [changed_look(orders[one.id], NEW, TUESDAY, 2) for one in several[:2]]
    stating = [replace(look, stated=Stated(2, "one", ())) for look in changed]
    everyone = subscriber("ann")

    assert (
        kept.archive.record_all([*stating, held_look(orders["cora-privacy"], NEW, TUESDAY)], [everyone]) == (True,) * 3
    )

    assert [entry.change.after.target_id for entry in kept.archive.pending("ann", TUESDAY)] == [ACME.id, "bolt-privacy"]
    standings = [kept.archive.standing(one.id, "html/1") for one in several]
    assert [one.version.reading if one.version else None for one in standings] == [NEW, NEW, OLD]
    assert [one.held is not None for one in standings] == [False, False, True]
    assert [one.eyes for one in standings] == ["one", "one", ""]


def test_the_times_of_an_attempt_come_back_as_they_were_said(kept: Kept) -> None:
    body = page(reading())
    elsewhere = timezone(timedelta(hours=5, minutes=30))
    started, finished = MONDAY - 90 * timedelta(days=1), (MONDAY + timedelta(microseconds=1)).astimezone(elsewhere)
    attempt = replace(capture(ACME, MONDAY, body), started=started, finished=finished)
    kept.archive.enlist([ACME], MONDAY)
    kept.archive.record(replace(first_look(ordered(kept), reading(), MONDAY), captures=(attempt,)), [])

    found = kept.library.capture(ACME.id, attempt.id)

    assert found == attempt
    assert found is not None
    assert found.finished.isoformat() == finished.isoformat()
