"""Rights that are offered anew, or no longer."""

from collections.abc import Iterator
from itertools import islice

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, StatedFact
from policy.judging.findings import Claim, finding, listed, sides
from policy.judging.parts import by_sentence
from policy.judging.places import is_of_residents, regions
from policy.judging.slips import holds_all
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity

_SIGNS = "\u2e80"  # from which on come the scripts of China, Japan and Korea
_ELSEWHERE = frozenset({"right-complaint"})  # a kind of change of its own


def rights(comparison: Comparison) -> Iterator[Finding]:
    """One finding a sentence: what the other document offers nowhere."""
    for is_new, direction, stated in comparison.both_ways(FactType.RIGHT):
        for group in by_sentence(filter(_counts, stated)):
            pair = sides(comparison, group[0], is_new=is_new)
            if pair.before and pair.after and _is_turned_round(pair.before, pair.after):
                continue
            what = listed([taxonomy().label("right", one.mark.value) for one in group])
            yield finding(Claim(Kind.RIGHTS, direction, what, "rights/set"), pair)
    yield from islice(_limited(comparison), 1)


def _is_turned_round(before: Sentence, after: Sentence) -> bool:
    """The same words in another order, but for small ones, of which none is missed: "access to your data, and to have
    them erased". Where every sign is a word, any that went may be the right."""
    is_denied = "negation" in cues_of(after.phrase) and "negation" not in cues_of(before.phrase)
    lost, gained = {*before.key} - {*after.key}, {*after.key} - {*before.key}
    if is_denied or len(lost) > len(gained) or any(word[0] >= _SIGNS for word in lost | gained):
        return False
    return holds_all(before, after) and holds_all(after, before)


def _limited(comparison: Comparison) -> Iterator[Finding]:
    """A right that everybody had is offered to people of one region."""
    for pair in comparison.edits:
        if regions(pair.before) or not regions(pair.after):
            continue
        had, left = ({mark.value for mark in marks_of(one.phrase, FactType.RIGHT)} for one in (pair.before, pair.after))
        if had & left and is_of_residents(pair.after):
            what = listed([taxonomy().label("right", value) for value in sorted(had & left)])
            yield finding(Claim(Kind.RIGHTS, Direction.NARROWED, what, "rights/region"), pair)


def _counts(fact: StatedFact) -> bool:
    return fact.mark.polarity is Polarity.POSITIVE and fact.mark.value not in _ELSEWHERE
