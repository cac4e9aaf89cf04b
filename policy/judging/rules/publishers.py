"""Who speaks for the publisher: persons by name, and its own name where no company is named."""

import re
from collections.abc import Iterator

from policy.facts import brand
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.findings import Claim, finding
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, FactType, Finding, Kind, Severity

_OF_DATA = re.compile(pattern("office-for-data"), re.IGNORECASE)
_PERSON = "person"


def publishers(comparison: Comparison) -> Iterator[Finding]:
    """A person who took the place of another, came or went; another name of the publisher, where neither document names
    a company."""
    yield from _persons(comparison)
    both = comparison.before, comparison.after
    if any(side.names(FactType.CONTROLLER) for side in both) or both[0].said_names == both[1].said_names:
        return
    before, after = (brand(side.sentences) for side in both)
    if before and after and before.value.casefold() != after.value.casefold():
        what = f"{before.value} → {after.value}"
        pair = next((one for one in comparison.edits if before.value in one.before.text), None)
        if pair is not None:
            rule = "publishers/brand"
            yield finding(Claim(Kind.CONTROLLER, Direction.CHANGED, what, rule), pair)


def _persons(comparison: Comparison) -> Iterator[Finding]:
    exchanged = comparison.exchanged(FactType.CONTACT, _PERSON)
    for old, new in exchanged:
        what = f"{old.mark.value} → {new.mark.value}"
        yield _finding(new, Direction.CHANGED, what, old, new)
    told = {id(one.sentence) for pair in exchanged for one in pair}
    for one in comparison.came(FactType.CONTACT):
        if one.mark.role == _PERSON and id(one.sentence) not in told and one.mark.value not in comparison.before.text:
            yield _finding(one, Direction.ADDED, one.mark.value, None, one)
    for one in comparison.went(FactType.CONTACT):
        if one.mark.role == _PERSON and id(one.sentence) not in told and one.mark.value not in comparison.after.text:
            yield _finding(one, Direction.REMOVED, one.mark.value, one, None)


def _finding(
    told: StatedFact, direction: Direction, what: str, before: StatedFact | None, after: StatedFact | None
) -> Finding:
    kind = Kind.CONTACT if _OF_DATA.search(told.mark.object) else Kind.CONTROLLER
    severity = Severity.MAJOR if kind is Kind.CONTROLLER and direction is not Direction.ADDED else None
    old, new = before.sentence if before else None, after.sentence if after else None
    return finding(Claim(kind, direction, what, "publishers/person", severity), Pair(old, new))
