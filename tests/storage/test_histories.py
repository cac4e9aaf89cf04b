"""Long histories come back as they were: every patch of every chain."""

import pytest

from tests.storage.conftest import Kept
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, first_look, reading, same_look, target

ACME = target("acme")


@pytest.mark.slow
def test_a_hundred_versions_come_back_as_they_were(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    words = [f"Clause {number} says what it says." for number in range(40)]
    looks = []
    for day in range(100):
        words[day % 40] = f"Clause {day % 40} says something else since day {day}."
        (order,) = kept.archive.due(MONDAY + day * DAY, 1, HOUR)
        text, at = reading(("Terms", *words)), MONDAY + day * DAY
        looks.append(changed_look(order, text, at, day + 1) if day else first_look(order, text, at))
        kept.archive.record(looks[-1], [])

    for look in looks:
        assert look.version is not None
        assert kept.library.version(ACME.id, look.version.number) == look.version
        assert kept.library.body(look.bodies[0][0]) == look.bodies[0][1]


@pytest.mark.slow
def test_every_capture_of_a_long_log_comes_back(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    looks = []
    for day in range(130):
        (order,) = kept.archive.due(MONDAY + day * DAY, 1, HOUR)
        make = first_look(order, reading(), MONDAY) if day == 0 else same_look(order, MONDAY + day * DAY)
        kept.archive.record(make, [])
        looks.append(make)

    for one in looks:
        assert kept.library.capture(one.target_id, one.captures[0].id) == one.captures[0]
    assert len(kept.library.looks(ACME.id, 500)) == 130
