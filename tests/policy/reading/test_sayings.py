"""Sayings told by the letter they begin with say what one pattern of all of them says."""

import re

import pytest

from policy.knowledge.wording import pattern
from policy.reading.sayings import Sayings, firsts_of

LINES = (
    "", "print", "share", "partager", "12 minutes ago", "١٢ minutes ago", "updated: 3 days ago", "3 days ago", "hier",
    "подробнее", "★★★☆ of 12", "– share –", "(12) views", "la suite", "続きを読む", "_", "rate this page", "1. share",
    "was this article helpful? yes no", "12 of 14 people found this helpful", "english | deutsch | français", "no",
)  # fmt: skip
NAMES = ("ago", "leads-on", "asks-back", "around", "tongue", "heading-leads-on", "consent-button")


@pytest.mark.parametrize("name", NAMES)
def test_sayings_are_those_of_the_whole_pattern(name: str) -> None:
    whole = re.compile(rf"\W*{pattern(name)}\W*$")
    sayings = Sayings(pattern(name), before=r"\W*", behind=r"\W*")

    assert [sayings.match(line) for line in LINES] == [whole.match(line) is not None for line in LINES]


def test_a_saying_goes_on_after_the_alternatives_it_begins_with() -> None:
    sayings = Sayings(r"(?:read|show) (?:more|less)", r"(?:an? )?hour(?: or two)? ago")

    said = ["read more", "show less", "read", "hour ago", "an hour or two ago", "ago", "share"]

    assert [sayings.match(line) for line in said] == [True, True, False, True, True, False, False]


def test_sayings_that_begin_alike_are_each_told() -> None:
    sayings = Sayings("rate", "rate this", "rate us?", r"ra{2,}te", r"[\d,]+ (?:of|in) \d", r"[\d,]+ in all")

    said = ["rate", "rate this", "rate u", "raaate", "1,2 in 3", "12 in all", "rate th", "raate this", "12 of all"]

    assert [sayings.match(line) for line in said] == [True] * 6 + [False] * 3


@pytest.mark.parametrize(
    ("beginning", "firsts"),
    [
        ("share(?: this)?", "s"),
        ("(?:an?|one) hour", "ao"),
        ("(?:last )?updated", "lu"),
        (r"[km\d]{2}", "km0123456789"),
        (r"\bé{1,2}", "é"),
        ("a{0,2}?b", "ab"),
        (r"\(c\)", None),
        (".+", None),
        ("[^a]", None),
        ("a?", None),
    ],
)
def test_what_a_pattern_begins_with_is_never_too_little(beginning: str, firsts: str | None) -> None:
    assert firsts_of(beginning) == (None if firsts is None else frozenset(firsts))
