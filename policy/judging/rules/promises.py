"""Promises not to do something that were dropped, made or weakened."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison
from policy.judging.findings import finding, sides
from policy.model.changes import Direction, FactType, Finding, Kind


def promises(comparison: Comparison) -> Iterator[Finding]:
    """Denials the other document does not hold; a reworded one with the same verb is not gone."""
    for is_new, direction in ((True, Direction.ADDED), (False, Direction.REMOVED)):
        stated = comparison.came(FactType.NEGATIVE_PROMISE) if is_new else comparison.went(FactType.NEGATIVE_PROMISE)
        for statement in stated:
            before, after = sides(comparison, statement, is_new=is_new)
            yield finding(Kind.NEGATIVE_PROMISE, direction, statement.mark.value, before, after, "promises/set")
