"""From which age on the service may be used, or is meant for children no longer."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.judging.comparison import Comparison
from policy.judging.findings import Claim, finding
from policy.model.changes import Direction, FactType, Finding, Kind

_SLOT = "slot/age"


def ages(comparison: Comparison) -> Iterator[Finding]:
    """Another age in a sentence that stated one; a lower one lets younger people in, be it by terms of use."""
    for pair in comparison.edits:
        old, new = _stated(pair.before), _stated(pair.after)
        if old and new and old != new:
            direction = Direction.WIDENED if min(new) < min(old) else Direction.CHANGED
            what = f"{_printed(old)} → {_printed(new)}"
            yield finding(Claim(Kind.CHILDREN, direction, what, "ages/replaced"), pair)


def _stated(sentence: Sentence) -> frozenset[int]:
    return frozenset(int(mark.value) for mark in marks_of(sentence.phrase, FactType.AGE) if mark.rule == _SLOT)


def _printed(ages: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(ages)))
