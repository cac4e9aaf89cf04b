"""A promise of security that is hedged: "is encrypted" becomes "may be encrypted", or "where possible"."""

import re
from collections.abc import Iterator
from itertools import islice

from policy.facts import Sentence, marks_of
from policy.judging.comparison import Comparison, Pair
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.slips import fresh
from policy.judging.turns_of_speech import said, says
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, FactType, Finding, Kind

_HEDGE = re.compile(rf"\b{pattern('hedge')}\b")


def hedges(comparison: Comparison) -> Iterator[Finding]:
    """The first sentence on security that is the same but for a hedge that came, or promises the same only as far as
    somebody thinks fit."""
    for pair in comparison.edits_on(Kind.SECURITY_COMMITMENT):
        if not speaks_of(pair.before, Kind.SECURITY_COMMITMENT):
            continue
        came = frozenset() if _hedges(pair.before) else _hedges(pair.after)
        soft = () if says("softening", pair.before) else said("softening", pair.after)
        if came and not _differs_otherwise(pair.before, pair.after, came):
            soft = tuple(sorted(came))
        elif not (soft and _promise_the_same(pair.before, pair.after)):
            soft = ()
        if soft:
            what = ", ".join(soft)
            yield finding(Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, what, "hedges/set"), pair)
            return
    yield from islice(_instead(comparison), 1)


def _instead(comparison: Comparison) -> Iterator[Finding]:
    """A sentence that promises a measure only so far came to a section from which one went that simply promised it."""
    for after in comparison.come:
        soft = said("softening", after)
        if soft and comparison.counterpart(after) is None:
            for before in comparison.gone:
                is_left = before.section.path == after.section.path and comparison.counterpart(before) is None
                if is_left and not says("softening", before) and _promise_the_same(before, after):
                    what = ", ".join(soft)
                    yield finding(
                        Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, what, "hedges/instead"), Pair(before, after)
                    )
                    return


def _promise_the_same(before: Sentence, after: Sentence) -> bool:
    """Both name one measure."""
    had, left = ({mark.value for mark in marks_of(one.phrase, FactType.SECURITY)} for one in (before, after))
    return not had.isdisjoint(left)


def _hedges(sentence: Sentence) -> frozenset[str]:
    return frozenset(_HEDGE.findall(folded(sentence.text)))


def _differs_otherwise(before: Sentence, after: Sentence, said: frozenset[str]) -> bool:
    own = {word for phrase in said for word in words_of(phrase)}
    return bool((fresh(before, after) | fresh(after, before)) - own)
