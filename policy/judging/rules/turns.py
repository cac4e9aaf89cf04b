"""What protects people, said as before and denied now: "we do not respond to such signals"."""

from collections.abc import Iterator

from policy.facts import Sentence
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.themes import said_of
from policy.model.changes import Direction, Finding, Kind

_PROTECTING = (Kind.RIGHTS_PROCEDURE, Kind.RIGHTS, Kind.COMPLAINT_CHANNEL, Kind.CHANGE_NOTICE, Kind.AUTOMATED_DECISION)
_REACH = 45  # signs between a negation and what it denies


def turns(comparison: Comparison) -> Iterator[Finding]:
    """An edited sentence on one of them that denies it and did not."""
    for kind in _PROTECTING:
        for pair in comparison.edits_on(kind):
            denied = _denied(pair.after, kind)
            if denied and "negation" not in cues_of(pair.before.phrase) and speaks_of(pair.before, kind):
                yield finding(Claim(kind, Direction.NARROWED, denied, "turns/denied"), pair)
                break


def _denied(sentence: Sentence, kind: Kind) -> str:
    """The phrase on it that stands behind a negation; "": none does."""
    negations = cues_of(sentence.phrase).get("negation", ())
    return next(
        (hit.phrase for hit in said_of(sentence, kind) for no in negations if 0 <= hit.start - no.end <= _REACH), ""
    )
