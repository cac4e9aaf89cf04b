"""Edits that stand just within a rule or just outside of it: which rules fire, and no other."""

import pytest

from policy.judging import judge
from policy.model.targets import DocumentType
from tests.support.policies import policy

PRIVACY = "# Privacy policy\n\nMarlow Ltd tells here what it does with data of its customers.\n\n## {}\n\n{}\n"
TERMS = "# Terms of use\n\nThese terms of use are a contract between you and Marlow Ltd.\n\n## {}\n\n{}\n"


def fired(frame: str, heading: str, old: str, new: str) -> set[str]:
    before, after = (policy(frame.format(heading, text)) for text in (old, new))
    return {finding.rule for finding in judge(before, after).findings}


@pytest.mark.parametrize(
    ("heading", "old", "new", "expected"),
    [
        (
            "Your rights",
            "You can ask us for a copy of your data.",
            "You can ask us for a copy of your data. We respond to your request within 45 days.",
            {"deadlines/stated"},
        ),
        (
            "Your rights",
            "You have the right to erasure of your data.",
            "If you are a resident of California, you have the right to erasure of your data.",
            {"rights/region"},
        ),
        (
            "Your rights",
            "You have the right to erasure of your data by writing to us.",
            "You have the right to erasure of your data by writing to our office in California.",
            {"themes/edited"},
        ),
        (
            "What we collect",
            "We do not collect your email address.",
            "We do not collect your email address without your consent.",
            {"promises/weakened", "clauses/consent"},
        ),
        (
            "What we share",
            "We do not share your health data.",
            "We do not share your health data without your consent.",
            {"promises/weakened", "clauses/consent"},
        ),
        (
            "What we collect",
            "We do not collect your health data.",
            "We do not collect your health data without your consent.",
            {"promises/weakened", "promises/allowed", "clauses/consent"},
        ),
        ("What we do", "We like tea.", "We like tea. We never close on Sundays.", {"fallback/come"}),
        (
            "Transfers",
            "We store your data in Germany. We transfer your data to Canada.",
            "We store your data safely. We transfer your data to Canada.",
            {"curtailed/anywhere"},
        ),
    ],
    ids=[
        "a deadline where none was",
        "a right for residents",
        "an office in a region",
        "a promise of plain data",
        "a promise not to share",
        "a promise not to collect what is sensitive",
        "a denial that is about nobody's data",
        "a country that data was kept in",
    ],
)
def test_an_edit_at_the_border_of_a_rule_fires_what_it_should(
    heading: str, old: str, new: str, expected: set[str]
) -> None:
    assert fired(PRIVACY, heading, old, new) == expected


def test_what_terms_deny_is_a_promise_only_where_it_is_about_data() -> None:
    assert fired(TERMS, "What we do", "We like tea.", "We like tea. We do not share teapots.") == {"fallback/practice"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("You must be 16 or older to sign up.", "You must be 13 or older to sign up.", {"ages/replaced"}),
        (
            "The fee for late returns is 5 euros a day.",
            "The fee for late returns is 9 euros a day.",
            {"fallback/exchanged"},
        ),
        (
            "The fee for late returns is 5 euros a day.",
            "The fee for a late return is 5 euros a day.",
            {"fallback/wording"},
        ),
    ],
    ids=["an age", "a number", "other words"],
)
def test_numbers_of_terms_are_no_wording(old: str, new: str, expected: set[str]) -> None:
    before, after = (policy(TERMS.format("Who may use it", text)) for text in (old, new))
    assert {one.rule for one in judge(before, after, family=DocumentType.TERMS).findings} == expected
