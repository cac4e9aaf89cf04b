"""How soon a request is answered."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.rules.periods import replaced
from policy.model.changes import Direction, FactType, Finding, Kind

_SOON = frozenset({"answer", "other"})  # what a period in a sentence on breaches measures


def deadlines(comparison: Comparison) -> Iterator[Finding]:
    """A period for answering that was replaced, is newly stated, or is gone from its sentence. In terms of use a period
    is one of the contract."""
    yield from _of_breaches(comparison)
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


def _of_breaches(comparison: Comparison) -> Iterator[Finding]:
    """How soon people are told of a breach: later than before, or at no given time."""
    for pair in comparison.edits:
        if not _speak_of_a_breach(pair.before, pair.after):
            continue
        old, new = (
            [mark for mark in marks_of(one.phrase, FactType.RETENTION) if mark.role in _SOON]
            for one in (pair.before, pair.after)
        )
        if old and not new:
            what = old[0].value
            yield finding(Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, what, "deadlines/of-a-breach"), pair)
        elif old and new and old[0].value != new[0].value:
            facts = StatedFact(pair.before, old[0]), StatedFact(pair.after, new[0])
            later = replaced(Kind.SECURITY_COMMITMENT, "deadlines/of-a-breach", *facts)
            direction = Direction.NARROWED if later.direction is Direction.WIDENED else Direction.ADDED
            yield finding(Claim(Kind.SECURITY_COMMITMENT, direction, later.what, later.rule), pair)


def _speak_of_a_breach(*sentences: Sentence) -> bool:
    return all("breach" in cues_of(one.phrase) for one in sentences)


def _of_requests(exchanged: tuple[tuple[StatedFact, StatedFact], ...]) -> list[tuple[StatedFact, StatedFact]]:
    return [(old, new) for old, new in exchanged if not _is_of_a_breach(new.sentence)]


def _is_of_a_breach(sentence: Sentence) -> bool:
    """How soon people are told of an incident is no answer to a request of theirs."""
    is_on_security = speaks_of(sentence, Kind.SECURITY_COMMITMENT) or marks_of(sentence.phrase, FactType.SECURITY)
    return bool(is_on_security) and not speaks_of(sentence, Kind.RIGHTS_PROCEDURE)
