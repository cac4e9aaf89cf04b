"""What stands around a document is never told, and never lost without trace."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.looking import Perused, check, peruse
from policy.model.looks import Checked, Footing, Surroundings
from tests.policy.looking.test_check import MONDAY, NEW, OLD, PACE, fetched, nothing_yet, order, standing_on
from tests.policy.looking.test_glance import footing_of

TUESDAY = MONDAY + timedelta(days=1)
SHOP = '<a href="/shop">Shop</a>'
RENAMED = OLD.replace(SHOP, '<a href="/shop">Store</a>')  # a word of the menu
DRESSED = OLD.replace("<nav>", "<nav data-build='7'>")  # nothing but mark-up


def looked(footing: Footing, html: str) -> Checked:
    """The look as the cycle comes to it."""
    seen = peruse(order(), fetched(html), footing, TUESDAY, PACE)
    if isinstance(seen, Perused):
        return check(order(), seen, replace(standing_on(OLD), past=footing.past), TUESDAY, PACE)
    return seen


def footing() -> Footing:
    first = peruse(order(), fetched(OLD), footing_of(nothing_yet()), MONDAY, PACE)
    assert isinstance(first, Checked)
    return replace(footing_of(standing_on(OLD)), past=first.past)


def around(checked: Checked) -> Surroundings:
    assert checked.past.around is not None
    return checked.past.around


def test_a_first_look_remembers_what_stands_around_the_document() -> None:
    known = footing().past.around
    assert known is not None
    assert (known.since, known.turns) == (MONDAY, 0)


@pytest.mark.parametrize("html", [OLD, DRESSED, OLD.replace("<p>", "<p> ")])
def test_what_stays_around_the_document_stays_remembered(html: str) -> None:
    before = footing()
    found = looked(before, html)
    assert (found.past.around, found.is_page_other) == (before.past.around, False)


def test_mark_up_that_is_known_vouches_for_what_stands_around_the_document() -> None:
    before = replace(footing(), past=looked(footing(), OLD).past)
    (page,) = fetched(DRESSED).pages
    assert page.body != OLD.encode()
    assert looked(before, DRESSED).past.skeleton == before.past.skeleton != ""


@pytest.mark.parametrize("html", [RENAMED, RENAMED.replace("12 months", "36 months"), NEW.replace(SHOP, "")])
def test_another_word_around_the_document_is_remembered_whatever_the_document_says(html: str) -> None:
    before = footing()
    found = looked(before, html)
    assert (around(found).since, around(found).turns, found.is_page_other) == (TUESDAY, 1, True)
    assert around(found).sha256 != around(looked(before, OLD)).sha256


def test_what_stood_there_before_is_another_turn() -> None:
    before = footing()
    once = looked(before, RENAMED)
    twice = looked(replace(before, past=once.past), OLD)
    assert around(twice).turns == 2
    assert around(twice).sha256 == around(looked(before, OLD)).sha256
