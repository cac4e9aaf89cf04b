"""Laws of judging over wider ground: both directions, every run, every kind of input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.judging import judge
from policy.model.changes import Direction, Kind, Verdict
from tests.policy.judging.test_laws import SECTIONS, document, is_verbatim
from tests.support.policies import policy

MIRRORED = {
    Kind.DATA_CATEGORY,
    Kind.SPECIAL_CATEGORY,
    Kind.NAMED_THIRD_PARTY,
    Kind.CONTACT,
    Kind.INTERNATIONAL_TRANSFER,
}
OTHER_WAY = {Direction.ADDED: Direction.REMOVED, Direction.REMOVED: Direction.ADDED}
SENTENCES = (
    "We also collect your health data and your precise location.",
    "We share data with Google Analytics and Stripe.",
    "You can ring us at +1 555 123 4567.",
    "Write to help@other.example at any time.",
    "Your data is stored in Singapore.",
    "We collect your call logs.",
)
MANY = int(os.environ.get("CLAUSEWATCH_LAWS", "1"))  # how many times as many examples as usual
PROGRAM = """
import json, sys
from policy.facts import facts
from policy.judging import judge
from policy.model.codec import encode
from tests.support.policies import policy
before, after = map(policy, json.load(sys.stdin))
print(json.dumps([encode(judge(before, after)), encode(judge(after, before)), encode(facts(after))]))
"""


@given(st.sets(st.sampled_from(SENTENCES), min_size=1))
@settings(deadline=None, max_examples=25 * MANY)
def test_the_way_back_mirrors_the_way_there(more: set[str]) -> None:
    shorter, longer = document(*SECTIONS), document(*SECTIONS, ("More", " ".join(sorted(more))))
    there, back = (
        {(one.kind, one.what, one.direction) for one in judge(*pair).findings if one.kind in MIRRORED}
        for pair in ((shorter, longer), (longer, shorter))
    )
    assert {(kind, what, OTHER_WAY[direction]) for kind, what, direction in there} == back


@pytest.mark.slow
def test_every_run_says_the_same_whatever_the_hash_seed() -> None:
    """Sets are ordered by hash seeds, and those differ from run to run unless pinned."""
    before = "# Privacy policy\n\n" + "\n\n".join(f"## {heading}\n\n{text}" for heading, text in SECTIONS)
    pair = json.dumps([before, f"{before}\n\n## More\n\n{' '.join(SENTENCES)}"]).encode()
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=pair,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    }
    assert len(said) == 1
    assert b"special-category-change" in said.pop()


TAGS = (
    "<p> </p> <li> <ul> <table> <td> <h2> </h2> <!-- --> <script> </html> <svg> &#0; &amp;lt; <![CDATA[ \x00 "
    "<div/hidden> <a/href='mailto:x@y.example'> <p/style='display:none'>"
)
pieces = st.sampled_from(TAGS.split()) | st.text(max_size=12) | st.sampled_from(SENTENCES)
soup = st.lists(pieces, max_size=50).map("".join)


@pytest.mark.slow(1)
@given(soup, soup)
@settings(deadline=None, max_examples=40 * MANY)
def test_no_markup_raises_and_its_quotes_are_verbatim(before: str, after: str) -> None:
    old, new = (policy(f"<html><body>{text}", "text/html; charset=utf-8") for text in (before, after))
    found = judge(old, new)
    assert all(is_verbatim(one.before, old) and is_verbatim(one.after, new) for one in found.findings)


@pytest.mark.slow(1)
@given(st.sets(st.sampled_from(SENTENCES), min_size=1), st.permutations(SECTIONS))
@settings(deadline=None, max_examples=20 * MANY)
def test_what_is_added_means_the_same_wherever_it_stands(more: set[str], order: list[tuple[str, str]]) -> None:
    extra = ("More", " ".join(sorted(more)))
    last, first = (
        {(one.kind, one.what) for one in judge(document(*SECTIONS), document(*sections)).findings}
        for sections in ((*SECTIONS, extra), (extra, *order))
    )
    assert last == first


@pytest.mark.parametrize("before", ["", "x", "Lorem ipsum dolor sit amet.", "\u202e\u0000", "# Only a heading"])
@pytest.mark.parametrize("after", ["", "y", "1", "Completely different words, and no policy.", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010ffff"])
def test_any_two_texts_get_a_verdict(before: str, after: str) -> None:
    found = judge(policy(before), policy(after))
    assert found.verdict in set(Verdict)
    assert found.suspect is None or found.findings == ()


@pytest.mark.slow(0)
@pytest.mark.parametrize("text", ["a" * 300_000, "a. " * 25_000, "§" * 300_000, "|" * 50_000, "(" * 50_000])
def test_megabytes_of_nothing_are_borne(text: str) -> None:
    found = judge(policy(text), policy(text + " We collect your health data."))
    assert found.verdict in set(Verdict)
