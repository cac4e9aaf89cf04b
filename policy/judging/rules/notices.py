"""How long before a change of the document its readers are told."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison
from policy.judging.rules.periods import replaced
from policy.model.changes import FactType, Finding, Kind


def notices(comparison: Comparison) -> Iterator[Finding]:
    """A notice that became shorter or longer."""
    for old, new in comparison.exchanged(FactType.RETENTION, "notice"):
        yield replaced(Kind.CHANGE_NOTICE, "notices/replaced", old, new)
