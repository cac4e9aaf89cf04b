"""How soon a request is answered."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.judging.comparison import Comparison, Pair, Statement
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.rules.periods import replaced
from policy.model.changes import Direction, FactType, Finding, Kind
from policy.model.targets import DocumentType


def deadlines(comparison: Comparison) -> Iterator[Finding]:
    """A period for answering that was replaced, is newly stated, or is gone from its sentence. In terms of use a period
    is one of the contract."""
    if comparison.family is DocumentType.TERMS:
        return
    exchanged = _of_requests(comparison.exchanged(FactType.RETENTION, "answer"))
    for old, new in exchanged:
        yield replaced(Kind.RIGHTS_PROCEDURE, "deadlines/replaced", old, new, is_wider_when_longer=False)
    if not exchanged:
        for new in comparison.came(FactType.RETENTION):
            if new.mark.role == "answer" and not _is_of_a_breach(new.sentence):
                partner = comparison.counterpart(new.sentence)
                yield finding(
                    Claim(Kind.RIGHTS_PROCEDURE, Direction.WIDENED, new.mark.value, "deadlines/stated"),
                    Pair(partner, new.sentence),
                )
    for old in comparison.went(FactType.RETENTION):
        after = comparison.counterpart(old.sentence)
        if (
            old.mark.role == "answer"
            and after is not None
            and not _is_of_a_breach(old.sentence)
            and not marks_of(after.phrase, FactType.RETENTION)
        ):
            yield finding(
                Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, old.mark.value, "deadlines/dropped"),
                Pair(old.sentence, after),
            )


def _of_requests(exchanged: tuple[tuple[Statement, Statement], ...]) -> list[tuple[Statement, Statement]]:
    return [(old, new) for old, new in exchanged if not _is_of_a_breach(new.sentence)]


def _is_of_a_breach(sentence: Sentence) -> bool:
    """How soon people are told of an incident is no answer to a request of theirs."""
    is_on_security = speaks_of(sentence, Kind.SECURITY_COMMITMENT) or marks_of(sentence.phrase, FactType.SECURITY)
    return bool(is_on_security) and not speaks_of(sentence, Kind.RIGHTS_PROCEDURE)
