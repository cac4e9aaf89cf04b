"""Rules on sentences in whatever words: each looks at one beside its counterpart, or alone, and claims one thing."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from policy.facts import Sentence
from policy.judging.comparison import Comparison
from policy.judging.deeds import is_gone, is_read
from policy.judging.findings import Claim, finding
from policy.model.changes import Finding

OfTwo: TypeAlias = Callable[[Comparison, Sentence, Sentence], Claim | None]
OfOne: TypeAlias = Callable[[Comparison, Sentence], Claim | None]


def claimed(
    comparison: Comparison, edited: Sequence[OfTwo], *, gone: Sequence[OfOne] = (), come: Sequence[OfOne] = ()
) -> Iterator[Finding]:
    """What the rules claim of the sentences whose turns of speech are known, pair by pair, in the order of the rules.
    Without a counterpart: of what went from its section the one kind of rules is asked, of what came the other."""
    for pair in comparison.pairs:
        before, after = (one if one is not None and is_read(one) else None for one in (pair.before, pair.after))
        claims: list[Claim | None] = []
        if before is not None and after is not None:
            claims = [rule(comparison, before, after) for rule in edited]
        elif before is not None and pair.after is None and gone and is_gone(comparison, before):
            claims = [rule(comparison, before) for rule in gone]
        elif after is not None and pair.before is None:
            claims = [rule(comparison, after) for rule in come]
        yield from (finding(claim, pair) for claim in claims if claim is not None)
