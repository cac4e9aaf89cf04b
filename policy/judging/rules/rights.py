"""Rights that are offered anew, or no longer."""

from collections.abc import Iterator
from itertools import islice

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of, is_spoken_of
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.findings import Claim, finding, listed, sides
from policy.judging.parts import by_sentence
from policy.judging.places import is_of_residents, regions
from policy.judging.slips import holds_all
from policy.judging.turns_of_speech import says
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity

_SIGNS = "\u2e80"  # from which on come the scripts of China, Japan and Korea
_ELSEWHERE = frozenset({"right-complaint"})  # a kind of change of its own
_THEMES = frozenset({Kind.RIGHTS.value, Kind.RIGHTS_PROCEDURE.value})
_WHEREVER = "wherever-people-live"


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
    yield from islice(_extended(comparison), 1)


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


def _extended(comparison: Comparison) -> Iterator[Finding]:
    """What people may ask for is newly said to be for them wherever they live; a section that said so, says it in other
    words."""
    said = {one.section.path for one in comparison.gone if says(_WHEREVER, one)}
    for pair in comparison.pairs:
        after = pair.after
        if after is not None and says(_WHEREVER, after) and after.section.path not in said and _is_on_rights(pair):
            yield finding(Claim(Kind.RIGHTS, Direction.WIDENED, "", "rights/wherever"), pair)


def _is_on_rights(pair: Pair) -> bool:
    """Either sentence states a right, or speaks of rights as its heading may."""
    both = [one for one in (pair.before, pair.after) if one is not None]
    return any(
        marks_of(one.phrase, FactType.RIGHT) or is_spoken_of(_THEMES, one.phrase.language, one.text, one.phrase.heading)
        for one in both
    )


def _counts(fact: StatedFact) -> bool:
    return fact.mark.polarity is Polarity.POSITIVE and fact.mark.value not in _ELSEWHERE
