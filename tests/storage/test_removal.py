"""Versions let go by a rule: what must stay stays, what stays can be read, and the chain of the log still fits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from policy.model.changes import Severity
from policy.model.looks import Checked, Event
from policy.model.readings import Reading
from policy.model.shelf import ChangeFilter
from policy.model.targets import Order
from policy.retention import Retention, removable
from storage import SqlArchive, engines, migrate, open_archive, open_library
from storage.passages import passage_of
from storage.rows import card as _card
from storage.tables import bodies, passages, removals, sightings
from storage.verifying import Verification
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    finding,
    first_look,
    held_look,
    message,
    page,
    reading,
    same_look,
    sha256,
    subscriber,
    target,
    version,
)
from tests.support.revisions import take_back

ACME = target("acme")
VERSIONS = 12
NOW = MONDAY + 400 * DAY
TOLD = 5  # the change somebody was told of
RULE = Retention(timedelta(days=60), keep_last=2)


def _text(number: int) -> Reading:
    return reading(("Retention", f"We keep it {number} days."), ("Contact", *(f"Clause {one}." for one in range(30))))


def _filled(url: str) -> None:
    """Twelve versions, one of them told, and a thirteenth text held."""
    archive = open_archive(url)
    archive.enlist([ACME], MONDAY)
    for number in range(1, VERSIONS + 1):
        at = MONDAY + number * DAY
        (order,) = archive.claim([ACME.id], at, HOUR)
        if number == 1:
            archive.record(first_look(order, _text(1), at), [])
            continue
        seen = held_look(order, _text(number), at - HOUR)
        archive.record(seen, [])
        (order,) = archive.claim([ACME.id], at, HOUR)
        is_told = number == TOLD
        found = finding(severity=Severity.MAJOR if is_told else Severity.INFO)
        look = changed_look(order, _text(number), at, number, [found])
        assert look.version is not None
        look = replace(look, version=replace(look.version, capture_id=seen.captures[0].id))
        archive.record(look, [subscriber()])
    archive.seal(message(changes=(f"{ACME.id}/{TOLD}",), until=MONDAY + 20 * DAY))
    (order,) = archive.claim([ACME.id], MONDAY + 20 * DAY, HOUR)
    archive.record(held_look(order, _text(13), MONDAY + 20 * DAY), [])
    archive.close()


def test_what_is_let_go_is_gone_and_the_rest_is_whole(url: str) -> None:
    _filled(url)
    archive, library = open_archive(url), open_library(url)

    assert archive.tidy(ACME.id, RULE, NOW) == 7
    assert archive.tidy(ACME.id, RULE, NOW) == 0

    stay = [1, 4, 5, 11, 12]
    assert [card.number for card in reversed(library.versions(ACME.id))] == stay
    for number in stay:
        kept = library.version(ACME.id, number)
        assert kept is not None
        assert kept.reading == _text(number)
        assert library.body(sha256(page(_text(number)))) == page(_text(number))
    assert library.body(sha256(page(_text(7)))) is None
    assert library.body(sha256(page(_text(13)))) == page(_text(13))
    assert sorted(change.after.number for change in library.changes(ChangeFilter(), 99)) == [5, 12]
    assert library.change(ACME.id, 12) is not None
    held = archive.standing(ACME.id, "html/1").held
    assert held is not None
    assert held.reading == _text(13)
    assert list(Verification(url, NOW).faults(rereads=False)) == []
    for one in (archive, library):
        one.close()


def test_why_each_went_is_recorded(url: str) -> None:
    _filled(url)
    archive = open_archive(url)
    archive.tidy(ACME.id, RULE, NOW)
    archive.close()

    engine = engines.reader(url)
    with engine.begin() as db:
        rows = db.execute(select(removals).order_by(removals.c.what, removals.c.number)).all()
    engine.dispose()
    assert [row.number for row in rows if row.what == "version"] == [2, 3, 6, 7, 8, 9, 10]
    assert [row.number for row in rows if row.what == "change"] == [2, 3, 4, 6, 7, 8, 9, 10, 11]
    assert all(row.at == NOW and "superseded on 2026-03" in row.reason for row in rows if row.what == "version")


def test_words_are_found_with_the_first_version_that_still_says_them(url: str) -> None:
    _filled(url)
    archive, library = open_archive(url), open_library(url)
    before = {hit.section_id: hit.version for hit in library.search("Clause 7", is_past=True, limit=9)}
    archive.tidy(ACME.id, RULE, NOW)

    assert before == {"contact": 1}
    found = {hit.version for hit in library.search("We keep it days", is_past=True, limit=99)}
    assert found == {1, 4, 5, 11, 12}
    for one in (archive, library):
        one.close()


def test_nothing_is_kept_of_the_words_of_a_version_that_went(url: str) -> None:
    """Each version rewrites one line of a long section, so that later words are kept as a patch of the first."""
    lines = [f"Line {one}: we keep the {word} data of this sort." for one, word in enumerate(("red", "blue") * 40)]
    archive, library = open_archive(url), open_library(url)
    archive.enlist([ACME], MONDAY)
    for number in range(1, 9):
        at = MONDAY + number * DAY
        (order,) = archive.claim([ACME.id], at, HOUR)
        text = reading(("Retention", *(lines if number > 1 else ()), f"The number is {number}00."))
        archive.record(first_look(order, text, at) if number == 1 else changed_look(order, text, at, number), [])

    assert archive.tidy(ACME.id, RULE, NOW) == 5

    engine = engines.reader(url)
    with engine.begin() as db:
        rows = db.execute(select(passages).order_by(passages.c.id)).all()
    engine.dispose()
    assert [(row.number, row.until) for row in rows] == [(1, 7), (7, 8), (8, None)]
    wholes = {row.id: row.packed for row in rows}
    assert [row.base for row in rows] == [None, None, rows[1].id]
    assert [passage_of(row, wholes).said[-4:-1] for row in rows] == ["100", "700", "800"]
    found = {number: library.search(f"{number}00", is_past=True, limit=9) for number in range(1, 9)}
    assert {number: len(hits) for number, hits in found.items()} == {**dict.fromkeys(range(1, 9), 0), 1: 1, 7: 1, 8: 1}
    for one in (archive, library):
        one.close()


@pytest.mark.slow(1)
def test_words_an_earlier_release_only_hid_are_gone_after_the_migration(url: str) -> None:
    _filled(url)
    archive = open_archive(url)
    archive.tidy(ACME.id, RULE, NOW)
    archive.close()
    take_back(url, "0011")
    engine = engines.writer(url)
    with engine.begin() as db:
        db.execute(update(passages).where(passages.c.number == 4).values(number=0))

    migrate(url)

    with engine.begin() as db:
        kept = set(db.execute(select(passages.c.number)).scalars())
    engine.dispose()
    assert kept == {1, 4, 5, 11, 12}
    library = open_library(url)
    assert len(library.search("We keep it days", is_past=True, limit=99)) == 5
    library.close()


def test_a_watch_goes_on_after_versions_went(url: str) -> None:
    _filled(url)
    archive, library = open_archive(url), open_library(url)
    archive.tidy(ACME.id, RULE, NOW)
    (order,) = archive.claim([ACME.id], NOW, HOUR)
    look = changed_look(order, _text(13), NOW, 13)
    assert look.version is not None
    first = archive.standing(ACME.id, "html/1").held
    assert first is not None
    archive.record(replace(look, version=replace(look.version, capture_id=first.capture_id)), [])

    kept = library.version(ACME.id, 13)
    assert kept is not None
    assert kept.reading == _text(13)
    assert list(Verification(url, NOW).faults(rereads=False)) == []
    for one in (archive, library):
        one.close()


def _suspected(order: Order, text: Reading, at: datetime) -> Checked:
    return replace(held_look(order, text, at), event=Event.SUSPECT, held=None)


def _dropped(archive: SqlArchive, text: Reading, at: datetime, see: Callable[..., Checked] = held_look) -> None:
    """A text that is seen once, and is gone at the next look."""
    (order,) = archive.claim([ACME.id], at, HOUR)
    archive.record(see(order, text, at), [])
    (order,) = archive.claim([ACME.id], at + HOUR, HOUR)
    archive.record(same_look(order, at + HOUR), [])


def _removed(url: str) -> list[tuple[str, int, str]]:
    engine = engines.reader(url)
    with engine.begin() as db:
        rows = db.execute(select(removals).order_by(removals.c.what, removals.c.number)).all()
    engine.dispose()
    return [(row.what, row.number, row.reason) for row in rows]


def test_bodies_that_never_made_a_version_go_by_their_age_and_why_is_recorded(url: str) -> None:
    archive, library = open_archive(url), open_library(url)
    archive.enlist([ACME], MONDAY)
    (order,) = archive.claim([ACME.id], MONDAY, HOUR)
    archive.record(first_look(order, _text(1), MONDAY), [])
    for number, day in ((2, 1), (3, 50), (1, 55)):
        _dropped(archive, _text(number), MONDAY + day * DAY)
    (order,) = archive.claim([ACME.id], MONDAY + 56 * DAY, HOUR)
    archive.record(held_look(order, _text(4), MONDAY + 56 * DAY), [])
    at = MONDAY + 70 * DAY

    assert archive.tidy_sightings(ACME.id, RULE, at) == 1
    assert archive.tidy_sightings(ACME.id, RULE, at) == 0

    assert [library.body(sha256(page(_text(number)))) is not None for number in (1, 2, 3, 4)] == [
        True,
        False,
        True,
        True,
    ]
    assert _removed(url) == [
        ("body", 1, "seen on 2026-03-03, more than 60 days ago, and never accepted; told to nobody")
    ]
    assert archive.tidy_sightings(ACME.id, RULE, NOW) == 1  # the third; the first is a version's, the fourth is held
    assert list(Verification(url, NOW).faults(rereads=False)) == []
    for one in (archive, library):
        one.close()


@pytest.mark.slow(1)
def test_bodies_of_before_sightings_were_kept_go_too(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([ACME], MONDAY)
    (order,) = archive.claim([ACME.id], MONDAY, HOUR)
    archive.record(first_look(order, _text(1), MONDAY), [])
    for number in (2, 3):
        _dropped(archive, _text(number), MONDAY + number * DAY)
    archive.close()
    known = _sightings(url)
    take_back(url, "0015")

    migrate(url)

    assert _sightings(url) == known
    assert len(known) == 2
    archive = open_archive(url)
    assert archive.tidy_sightings(ACME.id, RULE, NOW) == 2
    assert list(Verification(url, NOW).faults(rereads=False)) == []
    archive.close()


def _sightings(url: str) -> list[tuple[str, str, int, bytes]]:
    engine = engines.reader(url)
    with engine.begin() as db:
        rows = db.execute(select(sightings).order_by(sightings.c.seq)).all()
    engine.dispose()
    return [(row.target_id, row.sha256, row.seq, row.seal) for row in rows]


def test_the_body_of_a_page_in_doubt_that_somebody_heard_of_stays(url: str) -> None:
    archive, library = open_archive(url), open_library(url)
    archive.enlist([ACME], MONDAY)
    (order,) = archive.claim([ACME.id], MONDAY, HOUR)
    archive.record(first_look(order, _text(1), MONDAY), [])
    _dropped(archive, _text(2), MONDAY + DAY, _suspected)
    _dropped(archive, _text(3), MONDAY + 2 * DAY)
    archive.seal(message(changes=(), unread=((ACME.id, "suspect"),), until=MONDAY + 3 * DAY))

    assert archive.tidy_sightings(ACME.id, RULE, NOW) == 1

    assert library.body(sha256(page(_text(2)))) is not None
    assert library.body(sha256(page(_text(3)))) is None
    for one in (archive, library):
        one.close()


def test_a_body_seen_again_in_vain_outlives_the_version_that_had_it(url: str) -> None:
    _filled(url)
    archive, library = open_archive(url), open_library(url)
    _dropped(archive, _text(7), NOW - DAY)

    archive.tidy(ACME.id, RULE, NOW)

    assert library.body(sha256(page(_text(7)))) == page(_text(7))
    assert list(Verification(url, NOW).faults(rereads=False)) == []
    for one in (archive, library):
        one.close()


def test_a_body_that_is_missed_is_named(url: str) -> None:
    _filled(url)
    engine = engines.writer(url)
    with engine.begin() as db:
        db.execute(delete(bodies).where(bodies.c.sha256 == sha256(page(_text(13)))))
    engine.dispose()

    (fault,) = Verification(url, NOW).faults(rereads=False)

    assert "is not kept, and nothing says that it was let go" in fault.found


CARDS = st.lists(st.integers(0, 90), min_size=1, max_size=30)


@given(CARDS, st.integers(0, 200), st.integers(1, 10), st.sets(st.integers(1, 30)))
def test_what_must_stay_stays_whatever_the_rule(days: list[int], keep: int, last: int, bound: set[int]) -> None:
    cards = []
    at = MONDAY
    for number, pause in enumerate(days, 1):
        at += timedelta(days=pause)
        made = version(ACME, number=number, at=at)
        cards.append(replace(_card(made), returned_to=number - 2 if number % 7 == 0 else None))
    going = removable(cards, bound, Retention(timedelta(days=keep), last), at)

    assert not set(going) & (bound | {1, len(cards)} | {card.returned_to for card in cards})
    assert not set(going) & {card.number for card in cards[-last:]}
    for number in going:
        assert at - cards[number].confirmed_at > timedelta(days=max(keep, 30))


@pytest.mark.parametrize("days", [31, 60])
def test_nothing_of_the_last_thirty_days_goes(days: int) -> None:
    cards = [_card(version(ACME, number=number, at=MONDAY + number * DAY)) for number in range(1, 9)]
    going = removable(cards, set(), Retention(timedelta(days=1), 1), MONDAY + days * DAY)
    assert sorted(going) == ([] if days == 31 else [2, 3, 4, 5, 6, 7])
