"""Laws of a comparison, over policies cut up and put together at random."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.comparing import compare
from policy.comparing.tokens import words
from policy.model.changes import Added, Edited, Op, Removed, SectionChange
from policy.model.readings import Block, Reading, Section
from tests.policy.comparing.readings import item, paragraph, reading, row, section

LAW = settings(deadline=None)  # on a busy machine any example may be slow
CLAUSES = (
    "We collect your name and your postal address.",
    "We collect your name and your e-mail address.",
    "Nothing is ever sold to anybody.",
    "Nothing is ever given to anybody.",
    "Kept for thirty days after you leave.",
    "Write to privacy@acme.example with any question.",
    "Write to dpo@acme.example with any question.",
    "None.",
    "Данные хранятся тридцать дней.",
    "数据保存三十天。",
)
BLOCKS = st.one_of(
    st.sampled_from(CLAUSES).map(paragraph),
    st.builds(item, st.sampled_from(CLAUSES), st.sampled_from([None, "1.", "a)"])),
    st.builds(row, st.sampled_from(["Name", "Place"]), st.sampled_from(CLAUSES)),
    st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=3).map(" ".join).map(paragraph),
)


@st.composite
def sections(draw: st.DrawFn) -> Section:
    heading = draw(st.sampled_from(["", "Data", "Sharing", "Storage", "Contact"]))
    under = draw(st.sampled_from([(), ("Part one",)])) if heading else ()
    blocks = draw(st.lists(BLOCKS, max_size=5))
    return section(heading, *blocks, number=draw(st.sampled_from([None, "1.", "2."])), under=under)


READINGS = st.lists(sections(), max_size=6).map(lambda parts: reading(*parts))


def said(blocks: list[Block]) -> Counter[str]:
    return Counter(word for block in blocks for word in words(block.text))


def everything(of: Reading) -> Counter[str]:
    return said([block for part in of.sections for block in part.blocks])


def changed(changes: tuple[SectionChange, ...]) -> tuple[Counter[str], Counter[str]]:
    """The words of all blocks that went or were edited, and of all that came or were edited."""
    gone: list[Block] = []
    come: list[Block] = []
    for change in changes:
        match change:
            case Removed(part):
                gone += part.blocks
            case Added(part):
                come += part.blocks
            case Edited(passages=passages):
                uneven = [one for one in passages if one.before is None or one.after is None or one.spans]
                gone += [one.before for one in uneven if one.before]
                come += [one.after for one in uneven if one.after]
    return said(gone), said(come)


@LAW
@given(READINGS)
def test_a_reading_never_differs_from_itself(one: Reading) -> None:
    assert compare(one, one) == ()


@pytest.mark.slow(1)
@LAW
@given(READINGS, READINGS)
def test_every_block_is_accounted_for_once(before: Reading, after: Reading) -> None:
    gone, come = changed(compare(before, after))

    assert not gone - everything(before)
    assert not come - everything(after)
    assert everything(before) - gone == everything(after) - come


@pytest.mark.slow(1)
@LAW
@given(READINGS, READINGS)
def test_the_other_way_round_what_came_has_gone(before: Reading, after: Reading) -> None:
    gone, come = changed(compare(before, after))

    assert changed(compare(after, before)) == (come, gone)


@pytest.mark.slow(1)
@LAW
@given(READINGS, READINGS)
def test_the_same_inputs_give_the_same_changes(before: Reading, after: Reading) -> None:
    assert compare(before, after) == compare(before, after)


@pytest.mark.slow(1)
@LAW
@given(READINGS, READINGS)
def test_readings_with_other_words_never_compare_equal(before: Reading, after: Reading) -> None:
    if everything(before) != everything(after):
        assert compare(before, after)


@pytest.mark.slow(1)
@LAW
@given(READINGS, st.randoms(use_true_random=False))
def test_sections_in_another_order_are_never_edits(one: Reading, chance: random.Random) -> None:
    parts = list(one.sections)
    chance.shuffle(parts)

    assert changed(compare(one, reading(*parts))) == (Counter(), Counter())


@pytest.mark.slow(1)
@LAW
@given(READINGS, READINGS)
def test_redlines_of_edits_give_back_both_blocks(before: Reading, after: Reading) -> None:
    for change in compare(before, after):
        for one in change.passages if isinstance(change, Edited) else ():
            if one.spans and one.before and one.after:
                assert "".join(span.text for span in one.spans if span.op is not Op.INSERT) == one.before.text
                assert "".join(span.text for span in one.spans if span.op is not Op.DELETE) == one.after.text
