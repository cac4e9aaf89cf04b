"""A practice newly described: known data, purposes, recipients or third parties where something new is said of them."""

from collections.abc import Iterator
from itertools import islice

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.negation import is_denied
from policy.judging.comparison import Comparison, Pair
from policy.judging.contexts import is_practice, is_signpost
from policy.judging.deeds import swap
from policy.judging.findings import Claim, finding, listed
from policy.judging.parts import StatedFact
from policy.judging.rules.thirdparties import foreign
from policy.knowledge.lexicon import hits
from policy.knowledge.taxonomy import taxonomy
from policy.knowledge.tokens import words_of
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
_ELSE = 2  # content words beside its name, from which something new is said of a third party


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
    yield from islice(_parties(comparison), 1)


def _parties(comparison: Comparison) -> Iterator[Finding]:
    """Third parties the document knew, where it now says of them what it did not: they do more, or at another place."""
    for pair in comparison.stating(FactType.THIRD_PARTY):
        if pair.after is None or not is_practice(pair.after) or _is_for_the_reader(pair.after):
            continue
        named = _more_often_named(comparison, pair, pair.after)
        said = swap(comparison, pair).gained - {word for one in named for word in words_of(one.mark.term)}
        if named and (len(said) >= _ELSE or _has_another(pair)) and "negation" not in cues_of(pair.after.phrase):
            what = listed([one.mark.value for one in named])
            rule = "practices/party"
            yield finding(Claim(Kind.NAMED_THIRD_PARTY, Direction.WIDENED, what, rule, Severity.MINOR), pair)


def _has_another(pair: Pair) -> bool:
    """It names a third party that it named before, too: the others joined a row."""
    both = (
        {mark.value for mark in marks_of(one.phrase, FactType.THIRD_PARTY)} if one else set()
        for one in (pair.before, pair.after)
    )
    return bool(set.intersection(*both))


def _is_for_the_reader(sentence: Sentence) -> bool:
    """It says where more is to be read, or what people may do about it."""
    return is_signpost(sentence) or bool(marks_of(sentence.phrase, FactType.RIGHT))


def _more_often_named(comparison: Comparison, pair: Pair, after: Sentence) -> list[StatedFact]:
    had = {mark.value for mark in marks_of(pair.before.phrase, FactType.THIRD_PARTY)} if pair.before else set()
    stated = tuple([StatedFact(after, mark) for mark in marks_of(after.phrase, FactType.THIRD_PARTY)])
    return [
        one
        for one in foreign(comparison, stated)
        if one.mark.value not in had and 0 < comparison.before.count(one) < comparison.after.count(one)
    ]


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
