"""A practice newly described: known data, purposes or recipients in a new sentence that says something new."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.negation import is_denied
from policy.judging.comparison import Comparison, Pair
from policy.judging.contexts import is_practice
from policy.judging.findings import Claim, finding, listed
from policy.knowledge.lexicon import hits
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Severity

_TABLES = {
    "data": Kind.DATA_CATEGORY,
    "purpose": Kind.PURPOSE,
    "recipient": Kind.RECIPIENT_CATEGORY,
}
_SAYS_LITTLE = frozenset({"personal-data-generic", "third-parties-generic", "security", "aggregated-anonymous"})
_FRESH = 4  # words new to the whole document, when the publisher speaks of itself
_MUCH = 6  # and when it does not
_SEVERAL = 2  # purposes in one new sentence


def practices(comparison: Comparison) -> Iterator[Finding]:
    """At most one finding a kind, quoting the sentence with most new words. Minor: each item was known elsewhere."""
    told: set[Kind] = set()
    added = [one for one in comparison.come if comparison.counterpart(one) is None and is_practice(one)]
    fresh = [(len(comparison.new_words(sentence)), sentence) for sentence in added]
    for count, sentence in sorted(fresh, key=lambda pair: -pair[0]):
        if count < _FRESH:
            break
        is_ours = "first-person" in cues_of(sentence.phrase)
        is_named = bool(marks_of(sentence.phrase, FactType.THIRD_PARTY))
        for table, kind in _TABLES.items():
            named = _named(sentence, table)
            if named and kind not in told and _is_told(table, named, count, is_ours=is_ours, is_named=is_named):
                told.add(kind)
                yield _finding(kind, table, named, sentence)


def _named(sentence: Sentence, table: str) -> list[str]:
    found = hits(sentence.phrase.language, sentence.text)
    named = [hit for hit in found if hit.table == table and hit.id not in _SAYS_LITTLE]
    return list(dict.fromkeys(hit.id for hit in named if not is_denied(sentence.phrase, hit.start)))


def _is_told(table: str, named: list[str], count: int, *, is_ours: bool, is_named: bool) -> bool:
    """A third party called by its name says more than the kind of recipient it is."""
    if table == "recipient":
        return is_ours and not is_named
    return is_ours or count >= _MUCH or (table == "purpose" and len(named) >= _SEVERAL)


def _finding(kind: Kind, table: str, named: list[str], sentence: Sentence) -> Finding:
    what = listed([taxonomy().label(table, one) for one in named])
    return finding(Claim(kind, Direction.WIDENED, what, "practices/described", Severity.MINOR), Pair(None, sentence))
