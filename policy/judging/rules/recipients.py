"""Kinds of recipients that came or went."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison, Statement
from policy.judging.contexts import is_given
from policy.judging.findings import Claim, finding, sides
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity

_SAYS_LITTLE = frozenset({"third-parties-generic"})


def _counts(statement: Statement) -> bool:
    is_denied = statement.mark.polarity is Polarity.NEGATIVE
    return is_given(statement.sentence) and not is_denied and statement.mark.value not in _SAYS_LITTLE


def recipients(comparison: Comparison) -> Iterator[Finding]:
    """Recipients the other document does not name anywhere."""
    for is_new, direction in ((True, Direction.ADDED), (False, Direction.REMOVED)):
        for statement in comparison.came(FactType.RECIPIENT) if is_new else comparison.went(FactType.RECIPIENT):
            if not _counts(statement):
                continue
            what = taxonomy().label("recipient", statement.mark.value)
            pair = sides(comparison, statement, is_new=is_new)
            yield finding(Claim(Kind.RECIPIENT_CATEGORY, direction, what, "recipients/set"), pair)
