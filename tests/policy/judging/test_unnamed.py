"""What no rule names: one finding tells of every section it stands for."""

import pytest

from policy.judging import judge
from policy.judging.unnamed import naming_all
from policy.model.changes import Added, Direction, Edited, Finding, Kind, Quote, Removed, SectionChange, Severity
from policy.phrases import explanation, matter
from tests.support.builders import section
from tests.support.policies import policy


def clauses(days: int, number: int = 12) -> str:
    told = (
        f"## Clause {n}\n\nThe party of clause {n} shall do this within {days + n} days of the notice, in writing."
        for n in range(1, number + 1)
    )
    return "# Terms of service\n\n" + "\n\n".join(told) + "\n"


def found(direction: Direction, kind: Kind = Kind.UNCLASSIFIED, of: str = "fees") -> Finding:
    quote = Quote("As ever.", ("Fees",), of, 0, 8)
    return Finding(kind, direction, Severity.MINOR, "Fees", ("Fees",), quote, quote, "reason", "fallback/exchanged")


def test_many_clauses_are_named_by_the_first_and_how_many_more() -> None:
    (one,) = judge(policy(clauses(1)), policy(clauses(2))).findings
    assert one.kind is Kind.UNCLASSIFIED
    assert one.what == "Clause 1, Clause 2, Clause 3, Clause 4, Clause 5, Clause 6 and 6 more"
    assert explanation(one).endswith("under: Clause 1, Clause 2, Clause 3, Clause 4, Clause 5, Clause 6 and 6 more.")
    assert matter(one, "id").endswith("Clause 6 dan 6 lainnya")
    assert "и ещё 6" in explanation(one, "ru")


def test_one_clause_is_named_alone() -> None:
    (one,) = judge(policy(clauses(1, 1)), policy(clauses(2, 1))).findings
    assert one.what == "Clause 1"


CHANGES: tuple[SectionChange, ...] = (
    Added(section("Refunds")),
    Removed(section("Trials")),
    Edited(section("Fees"), section("Fees"), ()),
    Edited(section("Liability"), section("Liability"), ()),
)


@pytest.mark.parametrize(
    ("direction", "what"),
    [
        (Direction.CHANGED, "Fees, Refunds, Trials, Liability"),
        (Direction.ADDED, "Fees, Refunds"),
        (Direction.REMOVED, "Fees, Trials"),
        (Direction.WIDENED, "Fees"),
    ],
)
def test_only_what_can_be_said_of_all_is_said_of_all(direction: Direction, what: str) -> None:
    (one,) = naming_all([found(direction)], CHANGES)
    assert one.what == what
    assert what in one.reason


def test_what_another_finding_tells_is_not_told_again() -> None:
    other = found(Direction.CHANGED, Kind.CONTACT, of="liability")
    assert [one.what for one in naming_all([other, found(Direction.CHANGED)], CHANGES)] == [
        "Fees",
        "Fees, Refunds, Trials",
    ]
    assert naming_all([other], CHANGES) == (other,)
