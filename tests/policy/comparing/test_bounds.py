"""Documents no publisher writes, but a hostile page may."""

import pytest

from policy.comparing import compare, redline
from policy.model.changes import Edited
from policy.model.readings import Section
from tests.policy.comparing.readings import paragraph, reading, section

pytestmark = pytest.mark.slow


def blocks(count: int, first: int = 0) -> Section:
    return section("A", *(paragraph(f"clause number {n} of many") for n in range(first, first + count)))


def test_a_section_of_very_many_blocks_is_compared_by_those_that_stand_once() -> None:
    before, after = blocks(30_000), blocks(30_000, first=1)

    (change,) = compare(reading(before), reading(after))

    assert isinstance(change, Edited)
    assert sum(1 for one in change.passages if one.before is None or one.after is None or one.spans) <= 2


def test_very_many_sections_of_one_name_are_compared() -> None:
    before = reading(*(section("Same", f"text {n}") for n in range(5_000)))
    after = reading(*(section("Same", f"text {n}") for n in range(1, 5_001)))

    assert len(compare(before, after)) <= 2


def test_a_text_of_one_word_without_end_is_compared() -> None:
    assert compare(reading(section("A", "a" * 3_000_000)), reading(section("A", "a" * 3_000_001)))


def test_a_long_text_without_spaces_is_marked_in_steps_that_grow_with_its_length() -> None:
    before, after = "数据" * 150_000, "资料" * 150_000

    assert len(redline(before, after)) == 2  # quadratic steps would not end before the test is given up
