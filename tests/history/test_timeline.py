from collections.abc import Sequence
from dataclasses import replace

import pytest

from history.timeline import MARGIN, WIDTH, Gap, gaps, months, timeline
from policy.model.changes import Severity
from policy.model.looks import Event
from policy.model.shelf import LookCard
from tests.history.exhibits import exhibition
from tests.history.reader import Reader
from tests.support.builders import DAY, MONDAY

GOOD, BAD = Event.UNCHANGED, Event.FAILED


def _log(events: Sequence[Event]) -> tuple[LookCard, ...]:
    """Daily looks, the oldest first as given and newest first as a library gives them."""
    looks = [
        LookCard(f"c{day}", "kopi-privacy", MONDAY + day * DAY, event, "https://kopi.example/", 200, "why", 1)
        for day, event in enumerate(events)
    ]
    return tuple(reversed(looks))


def test_a_gap_is_from_its_first_bad_look_to_the_next_good_one() -> None:
    assert gaps(_log([GOOD, BAD, Event.SUSPECT, GOOD])) == (Gap(MONDAY + DAY, MONDAY + 3 * DAY, 2, "why"),)


def test_a_gap_may_last() -> None:
    assert gaps(_log([GOOD, BAD])) == (Gap(MONDAY + DAY, None, 1, "why"),)


def test_a_text_that_waits_for_its_second_sighting_is_no_gap() -> None:
    assert gaps(_log([GOOD, Event.HELD, Event.CHANGED, Event.RETURNED])) == ()


def test_looks_are_counted_by_month_newest_first() -> None:
    counted = months(_log([BAD, *[GOOD] * 31]))
    assert [(month.name, month.looks, month.good, month.unread) for month in counted] == [
        ("2026-04", 2, 2, 0),
        ("2026-03", 30, 29, 1),
    ]


def test_a_look_at_several_pages_is_one_look() -> None:
    bad = LookCard("a", "kopi-privacy", MONDAY, BAD, "https://kopi.example/", 200, "", 1)
    log = (replace(bad, capture_id="b", status=404, detail="404", is_first=False), bad)

    assert [(month.looks, month.good, month.unread) for month in months(log)] == [(1, 0, 1)]
    assert gaps(log) == (Gap(MONDAY, None, 1, "404"),)


def test_marks_stand_in_the_order_of_time_and_inside_the_drawing() -> None:
    archive = exhibition()
    versions = archive.versions("kopi-privacy")[::-1]
    change = archive.change("kopi-privacy", 2)
    assert change is not None
    picture = timeline(versions, [change], gaps(archive.looks("kopi-privacy", 100)), MONDAY + 55 * DAY)
    places = [point.x for point in picture.points]
    assert places == sorted(places)
    assert (places[0], max(places) <= WIDTH - MARGIN) == (MARGIN, True)
    assert [point.severity for point in picture.points] == [None, Severity.CRITICAL, None]
    assert [bar.gap.looks for bar in picture.bars] == [5]


def test_the_picture_is_as_wide_as_its_page_and_its_words_as_large_on_every_screen() -> None:
    page = Reader(exhibition()).get("/kopi-privacy").body.decode()
    drawing = page[page.index('<svg class="timeline"') : page.index('<ul class="legend"')]
    assert "viewBox" not in drawing
    assert f'<svg class="point" x="{MARGIN}%"' in drawing


def test_a_single_version_seen_just_now_is_a_picture_too() -> None:
    (version,) = exhibition().versions("warung-privacy")[-1:]
    picture = timeline([version], [], [], version.first_seen)
    assert [point.x for point in picture.points] == [MARGIN]


def test_there_is_no_picture_of_nothing() -> None:
    with pytest.raises(ValueError, match="no version"):
        timeline([], [], [], MONDAY)
