"""How soon a request is answered."""

from collections.abc import Iterator

from policy.facts import marks_of
from policy.judging.comparison import Comparison, Pair
from policy.judging.findings import Claim, finding
from policy.judging.rules.periods import longer
from policy.model.changes import Direction, FactType, Finding, Kind


def deadlines(comparison: Comparison) -> Iterator[Finding]:
    """A period for answering that was replaced, is newly stated, or is gone from its sentence."""
    exchanged = comparison.exchanged(FactType.RETENTION, "answer")
    for old, new in exchanged:
        direction = Direction.NARROWED if longer(old.mark.value, new.mark.value) else Direction.WIDENED
        what = f"{old.mark.value} → {new.mark.value}"
        yield finding(
            Claim(Kind.RIGHTS_PROCEDURE, direction, what, "deadlines/replaced"), Pair(old.sentence, new.sentence)
        )
    if not exchanged:
        for new in comparison.came(FactType.RETENTION):
            if new.mark.role == "answer":
                partner = comparison.counterpart(new.sentence)
                yield finding(
                    Claim(Kind.RIGHTS_PROCEDURE, Direction.WIDENED, new.mark.value, "deadlines/stated"),
                    Pair(partner, new.sentence),
                )
    for old in comparison.went(FactType.RETENTION):
        after = comparison.counterpart(old.sentence)
        if old.mark.role == "answer" and after is not None and not marks_of(after.phrase, FactType.RETENTION):
            yield finding(
                Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, old.mark.value, "deadlines/dropped"),
                Pair(old.sentence, after),
            )
