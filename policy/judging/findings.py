"""Findings with their quotes and the plain sentence that explains them."""

from policy.facts import Sentence
from policy.judging.comparison import Comparison, Statement
from policy.knowledge.reasons import reason
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, Finding, Kind, Severity

_MANY = 6  # names listed in one finding; the rest is counted


def finding(
    kind: Kind,
    direction: Direction,
    what: str,
    before: Sentence | None,
    after: Sentence | None,
    rule: str,
    severity: Severity | None = None,
) -> Finding:
    """A finding on that sentence and its counterpart; its weight is the taxonomy's unless the rule knows better."""
    place = after or before
    entry = taxonomy().kinds.get(kind)
    if severity is None:
        severity = entry.weight(direction) if entry else Severity.MINOR
    return Finding(
        kind=kind,
        direction=direction,
        severity=severity,
        what=what,
        section=place.section.path if place else (),
        before=before.quote() if before else None,
        after=after.quote() if after else None,
        reason=reason(kind, direction, what),
        rule=rule,
    )


def listed(names: list[str]) -> str:
    """The names in order, each once; when there are many, the first and how many more."""
    once = list(dict.fromkeys(names))
    if len(once) <= _MANY:
        return ", ".join(once)
    return f"{', '.join(once[:_MANY])} and {len(once) - _MANY} more"


def sides(comparison: Comparison, statement: Statement, *, is_new: bool) -> tuple[Sentence | None, Sentence | None]:
    """The sentence a statement stands in, and its counterpart, as before and after."""
    other = comparison.counterpart(statement.sentence)
    return (other, statement.sentence) if is_new else (statement.sentence, other)
