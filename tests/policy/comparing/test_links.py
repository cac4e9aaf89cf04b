"""Targets behind words."""

from policy.comparing import compare, link_changes
from policy.model.changes import LinkChange
from policy.model.readings import Link, LinkKind
from tests.policy.comparing.readings import reading

HELP = Link(LinkKind.PAGE, "Help", "https://acme.example/help")
FORM = Link(LinkKind.PAGE, "Ask us", "https://acme.example/ask")


def test_another_target_behind_the_same_words_is_one_change() -> None:
    elsewhere = Link(LinkKind.PAGE, "Help", "https://broker.example/help")

    found = link_changes(reading(links=(HELP, FORM)), reading(links=(FORM, elsewhere)))

    assert found == (LinkChange(HELP, elsewhere),)


def test_links_that_came_stand_in_their_order_and_those_that_went_last() -> None:
    assert link_changes(reading(links=(HELP,)), reading(links=(FORM,))) == (
        LinkChange(None, FORM),
        LinkChange(HELP, None),
    )


def test_one_of_two_equal_links_gone_is_told_once() -> None:
    assert link_changes(reading(links=(HELP, HELP)), reading(links=(HELP,))) == (LinkChange(HELP, None),)


def test_links_in_another_order_are_no_change() -> None:
    assert link_changes(reading(links=(HELP, FORM)), reading(links=(FORM, HELP))) == ()


def test_links_are_never_a_change_of_the_text() -> None:
    assert compare(reading(links=(HELP,)), reading(links=(FORM,))) == ()
