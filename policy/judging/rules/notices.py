"""How long before a change of the document its readers are told."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison, Pair
from policy.judging.findings import Claim, finding
from policy.judging.rules.periods import longer
from policy.model.changes import Direction, FactType, Finding, Kind


def notices(comparison: Comparison) -> Iterator[Finding]:
    """A notice that became shorter or longer."""
    for old, new in comparison.exchanged(FactType.RETENTION, "notice"):
        direction = Direction.WIDENED if longer(old.mark.value, new.mark.value) else Direction.NARROWED
        what = f"{old.mark.value} → {new.mark.value}"
        yield finding(Claim(Kind.CHANGE_NOTICE, direction, what, "notices/replaced"), Pair(old.sentence, new.sentence))
