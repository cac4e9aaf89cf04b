"""Purposes that came or went."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.judging.comparison import Comparison, Side, StatedFact
from policy.judging.contexts import is_practice, speaks_of
from policy.judging.findings import Claim, finding, sides
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity

# Every policy speaks of these somewhere: their words coming or going says nothing of a practice.
_EVERYWHERE = frozenset({"security", "service-provision", "contract", "legal-compliance", "third-party-provision"})
_SAYS_LITTLE = frozenset({"aggregated-anonymous", "personal-data-generic"})  # as data of a row
_WEIGHTY = {
    "ai-training": Kind.AI_TRAINING,
    "automated-decisions": Kind.AUTOMATED_DECISION,
}
_AGAINST = frozenset({"right-object", "right-opt-out-marketing", "right-opt-out-sale", "right-no-automated-decision"})
_OF_ITS_OWN = frozenset({"sale-of-data"})  # a kind of change of its own tells it


def purposes(comparison: Comparison) -> Iterator[Finding]:
    """Purposes the other document does not state anywhere; in terms of use the words alone say nothing."""
    told: set[str] = set()
    for is_new, direction, stated in comparison.both_ways(FactType.PURPOSE):
        for fact in stated:
            if not _counts(comparison, fact):
                continue
            told.add(fact.mark.value)
            what = taxonomy().label("purpose", fact.mark.value)
            pair = sides(comparison, fact, is_new=is_new)
            yield finding(Claim(Kind.PURPOSE, direction, what, "purposes/set"), pair)
            if is_new and fact.mark.value in _WEIGHTY:
                yield finding(Claim(_WEIGHTY[fact.mark.value], direction, what, "purposes/weighty"), pair)
    yield from _pairs(comparison, told)
    yield from _turned(comparison)


def _turned(comparison: Comparison) -> Iterator[Finding]:
    """What an edited sentence denied and now says: the promise that went is told by its own rule."""
    for pair in comparison.edits:
        denied, was_said = _polarities(pair.before)
        for purpose in sorted(_WEIGHTY.keys() & (denied - was_said) & _polarities(pair.after)[1]):
            what = taxonomy().label("purpose", purpose)
            yield finding(Claim(_WEIGHTY[purpose], Direction.ADDED, what, "purposes/turned"), pair)


def _polarities(sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
    """The purposes it denies, and those it states."""
    marks = marks_of(sentence.phrase, FactType.PURPOSE)
    return (
        frozenset(mark.value for mark in marks if mark.polarity is Polarity.NEGATIVE),
        frozenset(mark.value for mark in marks if mark.polarity is Polarity.POSITIVE),
    )


def _counts(comparison: Comparison, fact: StatedFact) -> bool:
    mark = fact.mark
    if mark.value == "identity-verification" and speaks_of(fact.sentence, Kind.RIGHTS_PROCEDURE):
        return False  # that is how a request is answered
    if any(one.value in _AGAINST and one.start < mark.start for one in marks_of(fact.sentence.phrase, FactType.RIGHT)):
        return False  # what people may object to, and not what is newly done
    is_said = mark.polarity is Polarity.POSITIVE and mark.value not in _EVERYWHERE | _OF_ITS_OWN
    return is_said and (is_practice(fact.sentence) or _is_in_a_list(comparison, fact))


def _is_in_a_list(comparison: Comparison, fact: StatedFact) -> bool:
    """Its sentence and the one it was made of, or became, name purposes: so it is one that came or went."""
    other = comparison.counterpart(fact.sentence)
    return other is not None and any(
        mark.polarity is Polarity.POSITIVE for mark in marks_of(other.phrase, FactType.PURPOSE)
    )


def _pairs(comparison: Comparison, told: set[str]) -> Iterator[Finding]:
    """Purposes that a matrix now gives for data it did not give them for; but for those told already."""
    for is_new, direction, stated in comparison.both_ways(FactType.DATA_PURPOSE):
        for fact in stated:
            category, purpose = fact.mark.value.split(" × ")
            labels = taxonomy().label("purpose", purpose), taxonomy().label("data", category)
            pair = sides(comparison, fact, is_new=is_new)
            other = comparison.before if is_new else comparison.after
            if category in _SAYS_LITTLE:
                continue
            is_row = (pair.before is not None and pair.after is not None) or category in _rows(other)
            if purpose not in told and is_row:
                yield finding(Claim(Kind.PURPOSE, direction, ": ".join(labels), "purposes/matrix"), pair)


def _rows(side: Side) -> frozenset[str]:
    """The data that the document's matrix has a row for."""
    return frozenset(one.mark.role for one in side.facts(FactType.DATA_PURPOSE))
