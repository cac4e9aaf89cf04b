"""Findings with their quotes and the plain sentence that explains them."""

from dataclasses import dataclass

from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.knowledge.reasons import reason
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, Finding, Kind, Severity

_MANY = 6  # names listed in one finding; the rest is counted


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule says of a pair of sentences; the severity is the taxonomy's unless the rule knows better."""

    kind: Kind
    direction: Direction
    what: str
    rule: str
    severity: Severity | None = None


def finding(claim: Claim, pair: Pair) -> Finding:
    """The claim with its proof: both sentences, word for word."""
    before, after = pair.before, pair.after
    place = after or before
    severity = claim.severity
    if severity is None:
        entry = taxonomy().kinds.get(claim.kind)
        severity = entry.weight(claim.direction) if entry else Severity.MINOR
    return Finding(
        kind=claim.kind,
        direction=claim.direction,
        severity=severity,
        what=claim.what,
        section=place.section.path if place else (),
        before=before.quote() if before else None,
        after=after.quote() if after else None,
        reason=reason(claim.kind, claim.direction, claim.what),
        rule=claim.rule,
    )


def listed(names: list[str]) -> str:
    """The names in order, each once; when there are many, the first and how many more."""
    once = list(dict.fromkeys(names))
    if len(once) <= _MANY:
        return ", ".join(once)
    return f"{', '.join(once[:_MANY])} and {len(once) - _MANY} more"


def sides(comparison: Comparison, fact: StatedFact, *, is_new: bool) -> Pair:
    """The sentence a statement stands in beside its counterpart."""
    other = comparison.counterpart(fact.sentence)
    return Pair(other, fact.sentence) if is_new else Pair(fact.sentence, other)
