"""What stood on a day, held against histories walked look by look; CLAUSEWATCH_TEST_HISTORIES says how many."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dating import dated, ends
from policy.model.captures import Failure
from policy.model.looks import Event
from tests.history.exhibits import KOPI, Desk
from tests.support.builders import DAY, HOUR, MONDAY, reading
from tests.support.shelf import ShelfArchive

HISTORIES = int(os.environ.get("CLAUSEWATCH_TEST_HISTORIES", "200"))
DAYS = 10
UNSEEN = timedelta(seconds=92)  # between the first sight of a text and the look that confirms it, at the desk
TEXTS = [reading(("Retention", f"We keep it {number} days.")) for number in range(4)]
KINDS = (Event.UNCHANGED, Event.CHANGED, Event.RETURNED, Event.HELD, Event.FAILED)
LOGS = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(KINDS)), min_size=1, max_size=14)


def _told(log: list[tuple[int, Event]]) -> tuple[ShelfArchive, list[tuple[datetime, Event]]]:
    """An archive of a document that was looked at so, and its looks; the first good one reads it for the first time."""
    archive, looks, at, number = ShelfArchive(KOPI), [], MONDAY, 0
    desk = Desk(archive)
    for hours, kind in log:
        at += hours * HOUR
        event = Event.FIRST if not number and kind is not Event.FAILED else kind
        if event in (Event.FIRST, Event.CHANGED, Event.RETURNED):
            number += 1
            desk.look(at, KOPI, event, TEXTS[number % len(TEXTS)])
        else:
            desk.look(at, KOPI, event, failure=Failure.TIMEOUT if event is Event.FAILED else None)
        looks.append((at, event))
    return archive, looks


def _walked(looks: list[tuple[datetime, Event]], until: datetime) -> tuple[int, datetime | None, datetime | None]:
    """The number of the version that stood at that moment (0: none), and the good looks around it, found by going
    through the log from its beginning."""
    number, before, after = 0, None, None
    for at, event in looks:
        brings = event in (Event.FIRST, Event.CHANGED, Event.RETURNED)
        if brings and at - UNSEEN < until:
            number += 1
        if event is Event.FAILED:
            continue
        if at < until:
            before = at
        elif after is None:
            after = at
    return number, before, after


@pytest.mark.slow(1)
@settings(max_examples=HISTORIES, deadline=None)
@given(LOGS)
def test_what_stood_on_a_day_is_what_the_log_says_walked_through(log: list[tuple[int, Event]]) -> None:
    archive, looks = _told(log)
    now = MONDAY + (DAYS + 15) * DAY
    versions = archive.versions(KOPI.id)
    for number in range(DAYS):
        day = (MONDAY + number * DAY).date()
        at = ends(day, now)
        assert at == datetime(day.year, day.month, day.day, tzinfo=UTC) + DAY
        found = dated(day, at, versions, archive.read_around(KOPI.id, at))
        stood, before, after = _walked(looks, at)
        assert (found.version.number if found.version else 0) == stood
        assert (found.read_before.at if found.read_before else None) == before
        assert (found.read_after.at if found.read_after else None) == after
        assert not found.has_gone
        # Who is told "the same text" is told so only where nobody saw another one until the next look.
        if found.is_same_after and after is not None:
            assert _walked(looks, after + timedelta(microseconds=1))[0] == stood
