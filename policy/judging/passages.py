"""What stands beside what is told: a passage that came or went as one is told by what of it has a name."""

from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from policy.facts import Sentence
from policy.judging.comparison import Comparison
from policy.model.changes import Finding, Kind, Quote

_OF_THE_WHOLE = frozenset({Kind.EFFECTIVE_DATE, Kind.EDITORIAL, Kind.UNCLASSIFIED})  # they say nothing of a passage


def told_passages(comparison: Comparison, found: Sequence[Finding]) -> frozenset[Quote]:
    """Every changed sentence that stands in one row of changed sentences of its section with one that a finding tells:
    how a tool works that is newly named, what follows when a right is used."""
    told = {quote for one in found if one.kind not in _OF_THE_WHOLE for quote in (one.before, one.after) if quote}
    sides = ((comparison.after.own, comparison.come), (comparison.before.own, comparison.gone))
    passages = (passage for own, changed in sides for passage in _passages(own, {id(one) for one in changed}))
    quotes = ([one.quote() for one in passage] for passage in passages)
    return frozenset(quote for passage in quotes if not told.isdisjoint(passage) for quote in passage)


def _passages(own: Sequence[Sentence], changed: Set[int]) -> Iterator[list[Sentence]]:
    """Rows of changed sentences with none between them that stayed."""
    said = (one for one in own if one.key)  # a bullet torn off says nothing, and parts nothing
    for (_, is_changed), row in groupby(said, key=lambda one: (one.section.path, id(one) in changed)):
        if is_changed:
            yield list(row)
