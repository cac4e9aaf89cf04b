"""Blocks inside an edited section."""

from policy.comparing import compare
from policy.model.changes import Edited, Passage
from policy.model.readings import Block
from tests.policy.comparing.readings import item, paragraph, reading, row, section


def passages(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[Passage, ...]:
    (change,) = compare(reading(section("A", *before)), reading(section("A", *after)))
    assert isinstance(change, Edited)
    return change.passages


def texts(found: tuple[Passage, ...]) -> list[tuple[str | None, str | None]]:
    return [(one.before and one.before.text, one.after and one.after.text) for one in found]  # type: ignore[misc]


def test_a_removed_block_stands_where_it_stood() -> None:
    a, b, c = item("your name"), item("where you are"), item("how old you were")

    assert texts(passages((a, b, c), (a, c))) == [
        ("your name", "your name"),
        ("where you are", None),
        ("how old you were", "how old you were"),
    ]


def test_an_edited_block_is_beside_the_one_it_was_and_has_a_redline() -> None:
    old, new = paragraph("We keep your data for 30 days."), paragraph("We keep your data for 90 days.")

    (found,) = passages((old,), (new,))

    assert (found.before, found.after) == (old, new)
    assert found.spans
    assert not found.is_coarse


def test_unrelated_blocks_are_not_made_one_edit() -> None:
    old, new = paragraph("We keep your data for 30 days."), paragraph("Courts of Lima decide any dispute.")

    assert texts(passages((old,), (new,))) == [(old.text, None), (None, new.text)]


def test_table_rows_are_compared_by_their_first_cell() -> None:
    before = row("Name", "billing", "two years"), row("Location", "maps", "one day")
    after = row("Location", "advertising, analytics", "ten years"), row("Name", "billing", "two years")

    assert texts(passages(before, after)) == [
        ("Location | maps | one day", "Location | advertising, analytics | ten years"),
        ("Name | billing | two years", "Name | billing | two years"),
    ]


def test_rows_of_different_keys_are_not_one_row_edited() -> None:
    before = row("Name", "to answer your letters", "until you leave")
    after = row("Photograph", "to answer your letters", "until you leave")

    assert texts(passages((before,), (after,))) == [(before.text, None), (None, after.text)]
