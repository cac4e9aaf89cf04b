"""What documents state, looked up across them: the same from every archive."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from policy.facts import facts
from policy.facts.statements import eyes, statements
from policy.model.changes import Fact, FactType, Polarity, Quote
from policy.model.looks import Checked
from policy.model.statements import FactFilter, Stated, Statement
from policy.model.targets import DocumentType
from tests.storage.conftest import Kept
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, first_look, reading, same_look, target

ACME, BOLT = target("acme"), target("bolt", DocumentType.TERMS)
RECIPIENTS = FactFilter(FactType.RECIPIENT)


def fact(value: str, type_: FactType = FactType.RECIPIENT, *, denied: bool = False, role: str = "") -> Statement:
    polarity = Polarity.NEGATIVE if denied else Polarity.POSITIVE
    quote = Quote(value, ("Sharing", "Who"), "sharing", 3, 3 + len(value))
    return Statement(Fact(type_, value, polarity, quote, "made", role=role), f"To {value}.", 2)


def keep(kept: Kept, of: str, found: Sequence[Statement], at_days: int = 0) -> None:
    at = MONDAY + at_days * DAY
    (order,) = kept.archive.claim([of], at, HOUR)
    look: Checked
    if at_days == 0:
        look = first_look(order, reading(), at)
    else:
        look = changed_look(order, reading(("Retention", f"{at_days} days.")), at, at_days + 1)
    kept.archive.record(replace(look, stated=Stated(at_days + 1, "one", tuple(found))), [])


@pytest.fixture
def two(kept: Kept) -> Kept:
    kept.archive.enlist([ACME, BOLT], MONDAY)
    keep(kept, ACME.id, [fact("advertisers"), fact("Banks"), fact("P30D", FactType.RETENTION, role="keeping")])
    keep(kept, BOLT.id, [fact("advertisers", denied=True), fact("banks"), fact("courts")])
    return kept


def said(kept: Kept, wanted: FactFilter, limit: int = 9, offset: int = 0) -> list[tuple[str, str]]:
    return [(one.statement.fact.value, one.target.service) for one in kept.library.sayings(wanted, limit, offset)]


def test_statements_are_listed_by_what_they_say_then_by_document(two: Kept) -> None:
    everything = [("advertisers", "bolt"), ("advertisers", "acme"), ("Banks", "acme"), ("banks", "bolt")]
    assert said(two, RECIPIENTS) == [*everything, ("courts", "bolt")]
    assert said(two, RECIPIENTS, 2, 1) == everything[1:3]
    assert two.library.count_sayings(RECIPIENTS) == 5


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (replace(RECIPIENTS, value="BANKS"), [("Banks", "acme"), ("banks", "bolt")]),
        (replace(RECIPIENTS, words="an"), [("Banks", "acme"), ("banks", "bolt")]),
        (replace(RECIPIENTS, words="%"), []),
        (replace(RECIPIENTS, polarity=Polarity.NEGATIVE), [("advertisers", "bolt")]),
        (replace(RECIPIENTS, service="acme"), [("advertisers", "acme"), ("Banks", "acme")]),
        (replace(RECIPIENTS, document_type=DocumentType.TERMS, words="c"), [("courts", "bolt")]),
        (replace(RECIPIENTS, target_id=ACME.id, value="advertisers"), [("advertisers", "acme")]),
        (FactFilter(FactType.RETENTION, role="keeping"), [("P30D", "acme")]),
        (FactFilter(FactType.RETENTION, role="answer"), []),
        (FactFilter(FactType.CONTACT), []),
    ],
)
def test_a_filter_leaves_what_was_asked_for(two: Kept, wanted: FactFilter, found: list[tuple[str, str]]) -> None:
    assert said(two, wanted) == found
    assert two.library.count_sayings(wanted) == len(found)


def test_a_statement_comes_back_whole(two: Kept) -> None:
    (one,) = two.library.sayings(replace(RECIPIENTS, value="courts"), 9)
    assert (one.target, one.version, one.language, one.statement) == (BOLT, 1, "en", fact("courts"))


def test_values_tell_how_many_documents_affirm_and_deny_them(two: Kept) -> None:
    found = two.library.fact_values(RECIPIENTS, 9)
    assert [(one.value, one.affirmed, one.denied) for one in found] == [
        ("advertisers", 1, 1),
        ("Banks", 2, 0),
        ("courts", 1, 0),
    ]
    assert two.library.count_fact_values(RECIPIENTS) == 3
    assert [one.value for one in two.library.fact_values(RECIPIENTS, 1, 1)] == ["Banks"]


def test_periods_come_by_their_length_and_criteria_after_them(two: Kept) -> None:
    told = ["P10Y", "until-deleted", "P2Y", "P90D", "P3M", "PT24H", "P1W", "Pd"]
    keep(two, ACME.id, [fact(value, FactType.RETENTION, role="keeping") for value in told], at_days=1)
    wanted = FactFilter(FactType.RETENTION)
    by_length = ["PT24H", "P1W", "P90D", "P3M", "P2Y", "P10Y", "Pd", "until-deleted"]
    assert [value for value, _ in said(two, wanted)] == by_length
    assert [value for value, _ in said(two, wanted, 3, 2)] == by_length[2:5]
    assert [one.value for one in two.library.fact_values(wanted, 9)] == by_length


def test_types_are_counted(two: Kept) -> None:
    assert two.library.fact_counts() == {FactType.RECIPIENT: 5, FactType.RETENTION: 1}


def test_a_new_version_takes_the_place_of_what_the_old_one_said(two: Kept) -> None:
    keep(two, ACME.id, [fact("courts")], at_days=1)
    assert said(two, RECIPIENTS)[-2:] == [("courts", "acme"), ("courts", "bolt")]
    assert said(two, replace(RECIPIENTS, value="advertisers")) == [("advertisers", "bolt")]
    (one,) = two.library.sayings(replace(RECIPIENTS, target_id=ACME.id), 9)
    assert one.version == 2


def test_sums_over_facts_are_those_of_today(two: Kept) -> None:
    assert (two.library.count_sayings(RECIPIENTS), two.library.count_fact_values(RECIPIENTS)) == (5, 3)
    keep(two, ACME.id, [fact("courts")], at_days=1)
    assert (two.library.count_sayings(RECIPIENTS), two.library.count_fact_values(RECIPIENTS)) == (4, 3)
    assert [one.affirmed for one in two.library.fact_values(RECIPIENTS, 9)] == [2, 0, 1]
    assert two.library.fact_counts() == {FactType.RECIPIENT: 4}


def test_what_a_document_states_comes_in_its_order(two: Kept) -> None:
    stated = two.library.stated(ACME.id)
    assert stated is not None
    assert (stated.version, stated.eyes) == (1, "one")
    assert [one.fact.value for one in stated.statements] == ["advertisers", "Banks", "P30D"]
    assert two.library.stated("nobody-privacy") is None


def test_a_look_that_finds_nothing_new_leaves_what_is_known(two: Kept) -> None:
    (order,) = two.archive.claim([ACME.id], MONDAY + DAY, HOUR)
    two.archive.record(same_look(order, MONDAY + DAY), [])
    assert two.library.count_sayings(RECIPIENTS) == 5


def test_a_standing_knows_by_which_eyes_its_facts_were_found(two: Kept) -> None:
    two.archive.enlist([ACME, BOLT, target("cora")], MONDAY)
    assert two.archive.standing(ACME.id, "html/1").eyes == "one"
    assert two.archive.standing("cora-privacy", "html/1").eyes == ""


def test_what_a_version_states_may_be_found_after_its_look(two: Kept) -> None:
    cora = target("cora")
    two.archive.enlist([ACME, BOLT, cora, target("dora")], MONDAY)
    (order,) = two.archive.claim([cora.id], MONDAY, HOUR)
    two.archive.record(first_look(order, reading(), MONDAY), [])
    ids = ["dora-privacy", cora.id, ACME.id]
    assert [(one.id, version.number) for one, version in two.archive.unstated(ids, "one")] == [(cora.id, 1)]
    assert [one.id for one, _ in two.archive.unstated(ids, "two")] == [ACME.id, cora.id]
    assert two.archive.state({cora.id: Stated(1, "one", (fact("couriers"),))}) == 1
    assert two.archive.unstated(ids, "one") == ()
    assert said(two, replace(RECIPIENTS, value="couriers")) == [("couriers", "cora")]


def test_what_is_found_of_a_version_that_is_in_force_no_more_is_dropped(two: Kept) -> None:
    keep(two, ACME.id, [fact("courts")], at_days=1)
    assert two.archive.state({ACME.id: Stated(1, "two", (fact("couriers"),))}) == 0
    assert two.archive.standing(ACME.id, "html/1").eyes == "one"


def test_a_hostile_value_is_kept_as_far_as_it_can_be(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    keep(kept, ACME.id, [fact("İ\U0001f600'; DROP TABLE facts;--"), fact("ẞ%_\\")])
    assert kept.library.count_sayings(RECIPIENTS) == 2
    assert len(said(kept, replace(RECIPIENTS, words="_\\"))) == 1


def test_what_a_reading_states_is_said_once_with_its_first_sentence() -> None:
    text = reading(("Contact", "Ask. Write to a@acme.example. Or to a@acme.example again."))
    (one,) = statements(text, [found for found in facts(text) if found.type is FactType.CONTACT])
    assert (one.fact.value, one.sentence, one.times) == ("a@acme.example", "Write to a@acme.example.", 2)
    assert eyes() == eyes()
