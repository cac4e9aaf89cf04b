"""The document's own date."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.findings import Claim, finding, listed
from policy.knowledge.tokens import words_of
from policy.model.changes import Direction, FactType, Finding, Kind
from policy.model.readings import BlockKind

_LABEL = 4  # words beside the date
_OWN = frozenset({"effective", "updated", "created"})


def dates(comparison: Comparison) -> Iterator[Finding]:
    """Dates of the document that came, went or moved on; dates of laws and events are not its own."""
    came = _own(comparison.came(FactType.DATE))
    went = _own(comparison.went(FactType.DATE))
    if not came and not went:
        return
    old, new = listed([one.mark.value for one in went]), listed([one.mark.value for one in came])
    direction = Direction.CHANGED if came and went else Direction.ADDED if came else Direction.REMOVED
    what = f"{old} → {new}" if came and went else old or new
    before = went[0].sentence if went else None
    after = came[0].sentence if came else None
    yield finding(Claim(Kind.EFFECTIVE_DATE, direction, what, "dates/own"), Pair(before, after))


def _own(stated: tuple[StatedFact, ...]) -> list[StatedFact]:
    return [one for one in stated if one.mark.role in _OWN or (not one.mark.role and _stands_alone(one))]


def _stands_alone(fact: StatedFact) -> bool:
    """A line that holds a date and little else is the document's stamp, whatever language it is in."""
    sentence = fact.sentence
    others = sentence.text[: fact.mark.start] + sentence.text[fact.mark.end :]
    return sentence.kind is not BlockKind.ROW and len(words_of(others)) <= _LABEL
