"""Words that stay, go and come."""

import itertools
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy.comparing import redline
from policy.model.changes import Op, Span

LAW = settings(deadline=None)  # on a busy machine any example may be slow
SCRAPS = st.lists(
    st.sampled_from(["we", " ", "never", "sell", ", ", "your", "data", ". ", "資", "料", "30", "a@b.example", "\n"])
)


def marked(before: str, after: str) -> str:
    signs = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "[+{}+]"}
    return "".join(signs[span.op].format(span.text) for span in redline(before, after))


def side(spans: tuple[Span, ...], gone: Op) -> str:
    return "".join(span.text for span in spans if span.op is not gone)


@LAW
@given(SCRAPS.map("".join), SCRAPS.map("".join))
def test_a_redline_gives_back_both_texts(before: str, after: str) -> None:
    spans = redline(before, after)

    assert (side(spans, Op.INSERT), side(spans, Op.DELETE)) == (before, after)


@LAW
@given(st.text(), st.text())
def test_any_characters_are_given_back(before: str, after: str) -> None:
    spans = redline(before, after)

    assert (side(spans, Op.INSERT), side(spans, Op.DELETE)) == (before, after)


@LAW
@example(" . we", "we we . ")  # an edit that lost all its words on the way
@given(SCRAPS.map("".join), SCRAPS.map("".join))
def test_neighbouring_spans_differ_in_kind_and_none_is_empty(before: str, after: str) -> None:
    spans = redline(before, after)

    assert all(span.text for span in spans)
    assert all(one.op is not other.op for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("kept for 30 days", "kept for 90 days", "kept for [-30-][+90+] days"),
        ("write to hi@a.example now", "write to dpo@a.example now", "write to [-hi@a.example-][+dpo@a.example+] now"),
        ("We sell nothing.", "We sell almost nothing.", "We sell [+almost +]nothing."),
        ("数据保存三十天。", "数据保存九十天。", "数据保存[-三-][+九+]十天。"),
        ("the quick brown fox", "the slow red fox", "the [-quick brown-][+slow red+] fox"),
        ("same", "same", "same"),
        ("", "", ""),
        ("", "new", "[+new+]"),
    ],
)
def test_edits_fall_on_word_borders(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


@pytest.mark.slow
def test_a_block_past_the_budget_is_still_given_back() -> None:
    before = " ".join(f"old{n} words." for n in range(40_000))
    after = " ".join(f"new{n} words." for n in range(40_000))
    started = time.process_time()

    spans = redline(before, after)

    assert (side(spans, Op.INSERT), side(spans, Op.DELETE)) == (before, after)
    assert time.process_time() - started < 20  # seconds where the table would take gigabytes; see benchmarks/
