"""A promise of security that lost words, with nothing put in their place: "encrypted in transit and at rest"."""

from collections.abc import Iterator

from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Edit
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.slips import fresh, is_form
from policy.model.changes import Direction, Finding, Kind


def struck(comparison: Comparison) -> Iterator[Finding]:
    """The first sentence on security that only lost words, of which its section keeps none. Not so for other kinds: of
    seven such sentences of the labelled corpus one had changed in meaning."""
    for pair in comparison.edits_on(Kind.SECURITY_COMMITMENT):
        if speaks_of(pair.before, Kind.SECURITY_COMMITMENT) and _has_lost(comparison, pair):
            yield finding(Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, "", "struck/words"), pair)
            return


def _has_lost(comparison: Comparison, pair: Edit) -> bool:
    """Content words went, and none came."""
    if fresh(pair.after, pair.before):
        return False
    after = pair.after.key
    gone = fresh(pair.before, pair.after) - comparison.words_around(pair.before, is_new=False)
    if "whole" in cues_of(pair.after.phrase):
        gone -= {hit.phrase for hit in cues_of(pair.before.phrase).get("whole", ())}  # "all data", "all of your data"
    return any(not any(is_form(word, other) for other in after) for word in gone)
