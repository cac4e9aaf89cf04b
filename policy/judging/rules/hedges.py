"""A promise of security that is hedged: "is encrypted" becomes "may be encrypted"."""

import re
from collections.abc import Iterator

from policy.facts import Sentence
from policy.judging.comparison import Comparison
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.slips import fresh
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, Finding, Kind

_HEDGE = re.compile(rf"\b{pattern('hedge')}\b")


def hedges(comparison: Comparison) -> Iterator[Finding]:
    """The first sentence on security that is the same but for a hedge that came."""
    for pair in comparison.edits_on(Kind.SECURITY_COMMITMENT):
        if not speaks_of(pair.before, Kind.SECURITY_COMMITMENT):
            continue
        came = frozenset() if _hedges(pair.before) else _hedges(pair.after)
        if came and not _differs_otherwise(pair.before, pair.after, came):
            what = ", ".join(sorted(came))
            yield finding(Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, what, "hedges/set"), pair)
            return


def _hedges(sentence: Sentence) -> frozenset[str]:
    return frozenset(_HEDGE.findall(folded(sentence.text)))


def _differs_otherwise(before: Sentence, after: Sentence, said: frozenset[str]) -> bool:
    own = {word for phrase in said for word in words_of(phrase)}
    return bool((fresh(before, after) | fresh(after, before)) - own)
