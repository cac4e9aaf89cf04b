"""What was known already, and is now told in words of its own: part of a kind of data, of a purpose, of recipients."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from policy.facts import Sentence, marks_of
from policy.facts.named import is_inside
from policy.facts.negation import is_denied
from policy.judging.comparison import Comparison, Side
from policy.judging.contexts import is_given, is_practice
from policy.judging.findings import Claim, finding, listed
from policy.judging.slips import is_reworded
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Severity
from policy.model.readings import BlockKind

_SAYS_LITTLE = frozenset(
    {
        "personal-data-generic", "third-parties-generic", "aggregated-anonymous", "security", "service-provision",
        "contract", "legal-compliance", "third-party-provision", "sale-of-data",
    }
)  # fmt: skip
_NAMING = frozenset({"data", "recipient"})  # "advertising networks": no purpose of theirs


@dataclass(frozen=True, slots=True)
class _Sort:
    """What is named, and which of its wordings tell: chosen by measurement."""

    table: str
    kind: Kind
    is_told: Callable[[Sentence], bool]  # whether such a thing is told of in the sentence
    named: Severity | None  # what it weighs in a sentence that names more than it did; None: it is not told
    stated: Severity | None = None  # in a new sentence
    dropped: Severity | None = None  # in a sentence that names less


_SORTS = (
    _Sort("recipient", Kind.RECIPIENT_CATEGORY, is_given, named=Severity.MAJOR, stated=Severity.MINOR),
    _Sort("purpose", Kind.PURPOSE, is_practice, named=Severity.MINOR, dropped=Severity.MINOR),
    _Sort("data", Kind.DATA_CATEGORY, is_practice, named=None, dropped=Severity.MINOR),
)


def wordings(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each sort: the first sentence that names it in words the other document uses nowhere."""
    for sort in _SORTS:
        yield from islice(chain(_come(comparison, sort), _gone(comparison, sort)), 1)


def _come(comparison: Comparison, sort: _Sort) -> Iterator[Finding]:
    changed = set(map(id, comparison.come))
    for pair in comparison.pairs:
        severity = sort.named if pair.before else sort.stated
        if pair.after is not None and severity is not None and id(pair.after) in changed:
            named = _named(pair.after, pair.before, sort, comparison.before)
            if named:
                rule = "wordings/named"
                yield finding(Claim(sort.kind, Direction.WIDENED, named, rule, severity), pair)


def _gone(comparison: Comparison, sort: _Sort) -> Iterator[Finding]:
    changed = set(map(id, comparison.gone))
    for pair in comparison.edits:
        if id(pair.before) in changed and sort.dropped is not None:
            named = _named(pair.before, pair.after, sort, comparison.after)
            if named and is_reworded(pair.before, pair.after):
                rule = "wordings/dropped"
                yield finding(Claim(sort.kind, Direction.REMOVED, named, rule, sort.dropped), pair)


def _named(sentence: Sentence, counterpart: Sentence | None, sort: _Sort, other: Side) -> str:
    """What the sentence tells in new words; "": nothing. A third party called by its name says more; a word that only
    stands for another of the same meaning in its counterpart says nothing."""
    if sentence.kind is BlockKind.HEADING or marks_of(sentence.phrase, FactType.THIRD_PARTY):
        return ""
    said = _hits(sentence)
    names = [hit for hit in said if hit.table != sort.table and hit.table in _NAMING]
    had = Counter(hit.id for hit in _hits(counterpart) if hit.table == sort.table)
    has = Counter(hit.id for hit in said if hit.table == sort.table)
    fresh = [
        taxonomy().label(sort.table, hit.id)
        for hit in said
        if hit.table == sort.table
        and not hit.is_weak
        and not any(is_inside(hit, name) for name in names)
        and hit.id not in _SAYS_LITTLE
        and has[hit.id] > had[hit.id]
        and not other.uses(hit.table, hit.phrase)
        and not is_denied(sentence.phrase, hit.start)
    ]
    return listed(fresh) if fresh and sort.is_told(sentence) else ""


def _hits(sentence: Sentence | None) -> tuple[Hit, ...]:
    return hits(sentence.phrase.language, sentence.text) if sentence else ()
