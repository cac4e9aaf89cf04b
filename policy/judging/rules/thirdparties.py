"""Companies and products that the document newly names, or no longer."""

from collections.abc import Iterator

from policy.facts.engaged import ENGAGED, strangers
from policy.judging.comparison import Comparison, Pair, Side, StatedFact
from policy.judging.contexts import is_of_a_representative
from policy.judging.findings import Claim, finding, listed
from policy.knowledge.parties import parties
from policy.knowledge.tokens import words_of
from policy.model.changes import Direction, FactType, Finding, Kind, Severity

_WEIGHTY = frozenset({"advertising", "data-broker", "ai", "session-replay"})


def thirdparties(comparison: Comparison) -> Iterator[Finding]:
    """Names the other document does not hold anywhere; own brands are not third parties."""
    came = _unnamed(comparison, comparison.came(FactType.THIRD_PARTY), comparison.before)
    went = _unnamed(comparison, comparison.went(FactType.THIRD_PARTY), comparison.after)
    if came:
        heavy = Severity.MAJOR if any(one.mark.role in _WEIGHTY for one in came) else Severity.MINOR
        what = listed([one.mark.value for one in came])
        before = went[0].sentence if went else comparison.counterpart(came[0].sentence)
        direction = Direction.CHANGED if went else Direction.ADDED
        if went:
            what = f"{listed([one.mark.value for one in went])} → {what}"
        yield finding(
            Claim(Kind.NAMED_THIRD_PARTY, direction, what, "thirdparties/set", heavy), Pair(before, came[0].sentence)
        )
    elif went:
        what = listed([one.mark.value for one in went])
        after = comparison.counterpart(went[0].sentence)
        yield finding(
            Claim(Kind.NAMED_THIRD_PARTY, Direction.REMOVED, what, "thirdparties/set"), Pair(went[0].sentence, after)
        )


def foreign(comparison: Comparison, stated: tuple[StatedFact, ...]) -> list[StatedFact]:
    """Those that name neither the publisher nor its house, nor who stands for it."""
    if not stated:
        return []
    owners = {party.name: party.owner for party in parties()}
    own = comparison.own_words
    no_words = _strangers(comparison, stated)
    return [
        one
        for one in stated
        if not is_of_a_representative(one.sentence)
        and not set(words_of(one.mark.value)) <= own
        and (
            not (set(words_of(owners[one.mark.value])) <= own or comparison.speaks_of_itself_as(owners[one.mark.value]))
            if one.mark.value in owners
            else own.isdisjoint(words_of(one.mark.value)[:1])
        )
        and (one.mark.rule != ENGAGED or one.mark.value in no_words)
    ]


def _unnamed(comparison: Comparison, stated: tuple[StatedFact, ...], other: Side) -> list[StatedFact]:
    """Of them those that the other document does not name: of a company no list knows, it holds the name nowhere."""
    known = {party.name for party in parties()}
    return [one for one in foreign(comparison, stated) if one.mark.value in known or one.mark.value not in other.text]


def _strangers(comparison: Comparison, stated: tuple[StatedFact, ...]) -> frozenset[str]:
    """Names no list knows that are no names of the publisher, or of things, in either document."""
    names = {one.mark.value for one in stated if one.mark.rule == ENGAGED}
    for side in (comparison.before, comparison.after):
        names &= strangers(names, side.reading)
    return frozenset(names)
