"""Edits that stand just within a rule or just outside of it: which rules fire, and no other."""

import pytest

from policy.judging import judge
from policy.model.changes import Kind
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


ERASED = "We delete your data within 30 days of your request."
NOTHING = "We collect no names, no addresses and no birthdays."
SHOP = "a teapot of ours stands in our shop in town."
ALL = "Wherever you live, you can ask us for a copy of your data."
OFFICER = "Our EU representative is Berg Law GmbH."
PLACES = "We store your data in Germany and France. We transfer your letters to France."
QUIET = " before breakfast near quiet rivers."


@pytest.mark.parametrize(
    ("rule", "heading", "old", "new", "is_fired"),
    [
        ("curtailed/period", "How long we keep it", ERASED, ERASED.replace("30", "60"), True),
        ("curtailed/period", "How long we keep it", ERASED, ERASED.replace("We", "We always"), False),
        ("curtailed/period", "How long we keep it", ERASED,
         "We do not delete your data within 60 days of your request.", False),
        ("curtailed/period", "How long we keep it", ERASED, "We delete your data within 60 days of your request, or 10 "
         "days if you ask.", False),
        ("curtailed/period", "How long we keep it", "We delete your data within 30 days of your request, or 10 days if "
         "you ask.", ERASED.replace("30", "60"), False),
        ("curtailed/period", "How long we keep it", "We respond to your request within 30 days.",
         "We respond to your request within 60 days.", False),
        ("curtailed/period", "Your rights", "We respond to your request to delete within 30 days.",
         "We respond to your request to delete within 60 days.", False),
        ("curtailed/denied", "What we collect", NOTHING, "We collect no names and no addresses.", True),
        ("curtailed/denied", "What we collect", NOTHING, "We collect no names and no addresses, ever.", False),
        ("curtailed/denied", "What we collect", NOTHING, "We collect no teapots and no names.", False),
        ("curtailed/denied", "What we collect", NOTHING, "We must collect names and addresses.", False),
        ("curtailed/denied", "What we collect", NOTHING, "We collect no names and no addresses. We collect no "
         "birthdays.", False),
        ("curtailed/denied", "What we collect", "We use no trackers, pixels or beacons.",
         "We use no trackers or pixels.", False),
        ("transfers/country", "Transfers", PLACES, PLACES.replace("Germany and", "Germany, Canada and"), True),
        ("transfers/country", "Transfers", PLACES, PLACES.replace("and France", "and Canada"), False),
        ("transfers/country", "Transfers", "We use your data in Germany.", "We use your data in Germany and Canada.",
         False),
        ("transfers/country", "Transfers", "We like tea.", "We like tea. We store your data in Canada.", False),
        ("losses/elsewhere", "What we do", f"You may refuse {SHOP}", f"For customers in Canada only {SHOP}", False),
        ("losses/elsewhere", "What we do", f"It is your choice which teapot: {SHOP}",
         f"For customers in Canada only {SHOP}", False),
        ("losses/elsewhere", "What we do", f"Here {SHOP}",
         f"For customers in Canada only it is your choice which teapot: {SHOP}", False),
        ("losses/elsewhere", "Your rights", ALL, "If you live in California, you can ask us for a copy of your data.",
         True),
        ("losses/elsewhere", "Your rights", ALL, "You can ask us for a copy of your data.", False),
        ("losses/elsewhere", "Your rights", "Everyone can ask us in Canada for a copy of data.",
         "All can ask us in Canada for a copy of data.", False),
        ("losses/elsewhere", "Your rights", "You can object to all this.", "You can object to all this in California.",
         False),
        ("losses/elsewhere", "Your rights", "Everyone can ask us for a copy of data.",
         "Everyone in Canada can ask us for a copy of data.", False),
        ("controllers/officer", "Who we are", OFFICER, "Our EU representative answers you.", True),
        ("controllers/officer", "Who we are", OFFICER, "Our EU representative for bakers is Berg Law GmbH.", False),
        ("controllers/officer", "Who we are", "Our EU representative is Berg Law Limited.",
         "Our EU representative is Berg Law Ltd.", False),
        ("controllers/officer", "Who we are", f"We like tea. {OFFICER}", "We like tea.", False),
        ("controllers/officer", "Who we are", "We like tea.", f"We like tea. {OFFICER}", False),
        ("controllers/officer", "Who we are", "Berg Law GmbH bakes our bread.",
         "Our EU representative bakes our bread.", False),
        ("controllers/officer", "Who we are", "Our EU representative is Berg Law GmbH, and we like tea.",
         "Somebody is our friend, and we like tea.", False),
    ],
)  # fmt: skip
def test_each_condition_of_a_rule_decides(rule: str, heading: str, old: str, new: str, is_fired: bool) -> None:
    assert (rule in fired(PRIVACY, heading, old, new)) is is_fired


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ("Your data are used", Kind.UNCLASSIFIED),
        ("Your data are shared", Kind.RECIPIENT_CATEGORY),
        ("Our representative in the Union shares your data", Kind.CONTACT),
    ],
)
def test_what_a_practice_grew_by_is_told_by_whose_it_is(old: str, expected: Kind) -> None:
    before, after = (policy(PRIVACY.format("Teapots", text)) for text in (f"{old}.", f"{old}{QUIET}"))
    assert [(one.rule, one.kind) for one in judge(before, after).findings] == [("fallback/grown", expected)]


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
