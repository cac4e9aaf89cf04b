"""What a language writes in several ways is no change of meaning, whichever rule would look at its words."""

import pytest

from policy.judging import judge
from policy.knowledge.tokens import folded
from policy.knowledge.wording import equals
from policy.model.changes import Kind, Severity, Verdict
from policy.model.targets import WatchRule
from tests.support.policies import policy

_BEFORE = """# Privacy policy

## What we do

We will not sell your personal information to advertisers and data brokers, and we do not share it with anyone else.

It is necessary in order to perform our contract with you, for example when we transfer your data to servers in Canada.

We personalize the ads that you see, prior to your visit and after it, and we keep your personal information for a year.
"""
_AFTER = """# Privacy policy

## What we do

We'll not sell your personal data to advertisers & data brokers, & we don't share it with anyone else.

It’s necessary to perform our contract with you, e.g. when we transfer your data to servers in Canada.

We personalise the ads that you see, before your visit & after it, and we keep your personal data for a year.
"""


def test_contractions_spellings_and_small_words_change_nothing_in_meaning() -> None:
    for before, after in ((_BEFORE, _AFTER), (_AFTER, _BEFORE)):
        found = judge(policy(before), policy(after))
        assert found.verdict is Verdict.EDITORIAL
        assert {one.kind for one in found.findings} == {Kind.EDITORIAL}


def test_an_address_whose_scheme_is_safe_now_is_the_same() -> None:
    text = "# Privacy policy\n\n## Choices\n\nTo opt out of ads, visit http://choices.example/out?all=1 and choose.\n"
    found = judge(policy(text), policy(text.replace("http:", "https:")))
    assert (found.verdict, [one.kind for one in found.findings]) == (Verdict.EDITORIAL, [Kind.EDITORIAL])
    other = judge(policy(text), policy(text.replace("http://choices.", "https://ads.")))
    assert other.verdict > Verdict.EDITORIAL


def test_beside_them_another_word_is_told() -> None:
    found = judge(policy(_BEFORE), policy(_AFTER.replace("don't share", "share").replace("a year", "two years")))
    assert {Kind.NEGATIVE_PROMISE, Kind.RETENTION} <= {one.kind for one in found.findings}


def test_who_watches_for_a_way_of_writing_is_told_all_the_same() -> None:
    rule = WatchRule("Short forms", Severity.MINOR, terms=("e.g",))
    found = judge(policy(_BEFORE), policy(_AFTER), watch=(rule,))
    assert [one.kind for one in found.findings if one.kind is Kind.WATCH_RULE] == [Kind.WATCH_RULE]


@pytest.mark.parametrize("language", equals("same-saying"))
def test_a_way_of_writing_stands_as_it_is_looked_for(language: str) -> None:
    table = equals("same-saying")[language]
    assert all(way == folded(way) and meant for way, meant in table.items())
    assert not any(meant in table for meant in table.values())  # what stands for all is not written otherwise again


def _with(old: str, new: str) -> Verdict:
    text = _BEFORE.replace("advertisers and data brokers", "advertisers, insurers or data brokers")
    assert old in text
    return judge(policy(text), policy(text.replace(old, new))).verdict


def test_a_row_in_another_order_says_the_same() -> None:
    row = "advertisers, insurers or data brokers"
    assert _with(row, "data brokers, advertisers or insurers") is Verdict.EDITORIAL
    assert _with(row, "data brokers or advertisers") is Verdict.MATERIAL


def test_what_is_denied_and_what_is_not_do_not_change_places_unseen() -> None:
    old = "We will not sell your personal information to advertisers, insurers or data brokers, and we do not share it"
    new = "We will sell your personal information to advertisers, insurers or data brokers, and we do not not share it"
    assert _with(old, new) is Verdict.MATERIAL
