"""Selling personal data: a practice that appears or disappears, told apart from the promise not to sell."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Pair, Side
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity


def sales(comparison: Comparison) -> Iterator[Finding]:
    """The first sentence that says the publisher sells data, where the other document says so nowhere."""
    for changed, other, direction in (
        (comparison.come, comparison.before, Direction.ADDED),
        (comparison.gone, comparison.after, Direction.REMOVED),
    ):
        sold = next((sentence for sentence in changed if _sells(sentence)), None)
        if sold is not None and not _is_sold(other):
            counterpart = comparison.counterpart(sold)
            before, after = (counterpart, sold) if direction is Direction.ADDED else (sold, counterpart)
            yield finding(Claim(Kind.SALE_OR_SHARING, direction, "", "sales/practice"), Pair(before, after))
            return
    for pair in comparison.edits:
        if _polarities(pair.before) == _DENIED and _polarities(pair.after) == _SAID:
            yield finding(Claim(Kind.SALE_OR_SHARING, Direction.ADDED, "", "sales/turned"), pair)
            return


_DENIED, _SAID = frozenset({Polarity.NEGATIVE}), frozenset({Polarity.POSITIVE})


def _polarities(sentence: Sentence) -> frozenset[Polarity]:
    return frozenset(mark.polarity for mark in marks_of(sentence.phrase, FactType.SALE))


def _is_sold(side: Side) -> bool:
    return any(_sells(sentence) for sentence in side.sentences)


def _sells(sentence: Sentence) -> bool:
    """The publisher sells data: said of itself, of data, and not denied."""
    if not speaks_of(sentence, Kind.SALE_OR_SHARING):
        return False
    cues = cues_of(sentence.phrase).keys()
    is_said = {"sell", "first-person"} <= cues and "negation" not in cues
    return is_said and not any(denial.verb == "sell" for denial in denials(sentence.phrase))
