"""Whom a change serves: of one edit no two findings of a kind say the opposite."""

import pytest

from policy.judging import judge
from policy.model.changes import Direction, Kind, Verdict
from tests.support.policies import policy

SHOP = "# Privacy policy\n\nMarlow Ltd tells here what it does with data of its customers.\n\n## {}\n\n{}\n"


@pytest.mark.parametrize(
    ("heading", "old", "new", "kind", "direction"),
    [
        (
            "Retention",
            "We keep your data for one year.",
            "We keep your data for as long as necessary.",
            Kind.RETENTION,
            Direction.CHANGED,
        ),
        (
            "Retention",
            "We keep your data for as long as necessary.",
            "We keep your data for one year.",
            Kind.RETENTION,
            Direction.CHANGED,
        ),
        (
            "What we do",
            "We process what you give us, such as your name, and we sell your browsing history to data brokers.",
            "We process what you give us, such as your name, as needed.",
            Kind.SALE_OR_SHARING,
            Direction.REMOVED,
        ),
        (
            "What we do",
            "We use your photos to train our AI models and to show them to you.",
            "We use your photos to show them to you.",
            Kind.AI_TRAINING,
            Direction.REMOVED,
        ),
    ],
)
def test_an_edit_is_told_in_one_direction(heading: str, old: str, new: str, kind: Kind, direction: Direction) -> None:
    change = judge(policy(SHOP.format(heading, old)), policy(SHOP.format(heading, new)))

    assert {found.direction for found in change.findings if found.kind is kind} == {direction}


@pytest.mark.parametrize("sides", [(0, 1), (1, 0)])
def test_of_two_ways_to_deny_the_same_neither_is_weaker(sides: tuple[int, int]) -> None:
    said = ("We never sell your data.", "We do not sell your data.")
    before, after = (policy(SHOP.format("Sharing", said[side])) for side in sides)

    assert judge(before, after).verdict is not Verdict.MATERIAL
