"""Data that is newly collected, or no longer."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.known import terms_of
from policy.judging.comparison import Comparison, StatedFact
from policy.judging.contexts import is_practice, speaks_of
from policy.judging.deeds import topic
from policy.judging.findings import Claim, finding, listed, sides
from policy.judging.parts import by_sentence
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity

_SAYS_LITTLE = frozenset({"personal-data-generic", "aggregated-anonymous", "pseudonymised", "third-party-sourced"})
_BIOMETRIC = "biometric"
_ASKED = frozenset({"consent-asked", "consent-express", "consent-written"})


def categories(comparison: Comparison) -> Iterator[Finding]:
    """Categories the other document does not state anywhere; one finding a sentence. Terms of use are about conduct:
    there the words alone say nothing."""
    for is_new, direction, stated in comparison.both_ways(FactType.DATA_CATEGORY):
        for group in by_sentence(filter(_counts, stated)):
            told = [one for one in group if not _is_named_there(comparison, one)]
            if told:
                yield from _findings(comparison, told, direction, is_new=is_new)
    yield from _unprotected(comparison)


def _is_named_there(comparison: Comparison, fact: StatedFact) -> bool:
    """Its counterpart names it, too, where it is told what is collected, in words that no vocabulary has for that."""
    other = comparison.counterpart(fact.sentence)
    if other is None or topic(other) != "collecting" or topic(fact.sentence) != "collecting":
        return False
    is_stated = any(mark.value == fact.mark.value for mark in marks_of(other.phrase, FactType.DATA_CATEGORY))
    is_named = any(table == "data" and id_ == fact.mark.value for table, id_, _ in terms_of(other.phrase))
    is_denied = any("negation" in cues_of(one.phrase) for one in (fact.sentence, other))
    return is_named and not is_stated and not is_denied


def _unprotected(comparison: Comparison) -> Iterator[Finding]:
    """Sensitive data struck from a sentence that asks for consent: it is no longer asked for that."""
    entries = taxonomy().entries["data"]
    for pair in comparison.edits:
        if not _asks(pair.before) or not _asks(pair.after):
            continue
        old, new = (
            {mark.value for mark in marks_of(sentence.phrase, FactType.DATA_CATEGORY)}
            for sentence in (pair.before, pair.after)
        )
        struck = [one for one in sorted(old - new) if entries[one].is_special]
        if struck:
            what = listed([entries[one].label for one in struck])
            yield finding(Claim(Kind.SPECIAL_CATEGORY, Direction.WIDENED, what, "categories/unprotected"), pair)


def _asks(sentence: Sentence) -> bool:
    return any(mark.value in _ASKED for mark in marks_of(sentence.phrase, FactType.CONSENT))


def _findings(
    comparison: Comparison, group: list[StatedFact], direction: Direction, *, is_new: bool
) -> Iterator[Finding]:
    entries = taxonomy().entries["data"]
    pair = sides(comparison, group[0], is_new=is_new)
    ids = [fact.mark.value for fact in group]
    what = listed([entries[one].label for one in ids])
    yield finding(Claim(Kind.DATA_CATEGORY, direction, what, "categories/set"), pair)
    biometric = [one for one in ids if entries[one].group == _BIOMETRIC]
    special = [one for one in ids if entries[one].is_special and one not in biometric]
    for kind, found in ((Kind.BIOMETRIC, biometric), (Kind.SPECIAL_CATEGORY, special)):
        if found:
            names = listed([entries[one].label for one in found])
            yield finding(Claim(kind, direction, names, "categories/special"), pair)


def _counts(fact: StatedFact) -> bool:
    mark = fact.mark
    is_said = mark.polarity is Polarity.POSITIVE and mark.value not in _SAYS_LITTLE
    return is_said and is_practice(fact.sentence) and not _is_of_a_request(fact.sentence)


def _is_of_a_request(sentence: Sentence) -> bool:
    """How to use a right, and nothing collected for it: its words of data are those the right is about."""
    return "collect" not in cues_of(sentence.phrase) and speaks_of(sentence, Kind.RIGHTS_PROCEDURE)
