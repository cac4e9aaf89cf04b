"""What shows in the run of words that went or came, whatever words they are: a clause that held somebody, one more in a
row, a case more; and denials that went with their sentence."""

from collections.abc import Iterator, Mapping

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Pair
from policy.judging.contexts import defines, is_aside, is_of_a_representative, touches_people
from policy.judging.deeds import (
    PROMISED,
    cut_words,
    is_about_the_same,
    joined_words,
    parts,
    swap,
    topic,
    topic_or_verb,
)
from policy.judging.findings import Claim
from policy.judging.pairwise import OfTwo, claimed
from policy.judging.places import regions
from policy.judging.rules.periods import exchange
from policy.judging.turns_of_speech import said, says, says_words
from policy.knowledge.wording import words_by_language
from policy.model.changes import Direction, FactType, Finding, Kind, Severity

_HAD = PROMISED | {  # what people have there, and less of where a clause is struck
    "complaints": (Kind.COMPLAINT_CHANNEL, Direction.REMOVED),
    "deciding": (Kind.AUTOMATED_DECISION, Direction.WIDENED),
    "rights": (Kind.RIGHTS, Direction.NARROWED),
}
_DONE: Mapping[str, tuple[Kind, Direction]] = {  # what is done there, and more of
    "advertising": (Kind.TARGETED_ADVERTISING, Direction.WIDENED),
    "collecting": (Kind.DATA_CATEGORY, Direction.ADDED),
    "giving": (Kind.RECIPIENT_CATEGORY, Direction.WIDENED),
    "keeping": (Kind.RETENTION, Direction.CHANGED),
    "places": (Kind.INTERNATIONAL_TRANSFER, Direction.CHANGED),
    "using": (Kind.PURPOSE, Direction.WIDENED),
}
_BY_THEN = _HAD | {
    "keeping": (Kind.RETENTION, Direction.CHANGED),
    "rights": (Kind.RIGHTS_PROCEDURE, Direction.NARROWED),
}
_IN_A_ROW = frozenset({"giving", "collecting"})
_KEPT_OR_GIVEN = frozenset({"share", "retain"})
_HELD = ("no-more-than", "permission", "veiled", "threshold", "softening")
_CLAUSE = 3  # words of one


def curtailed(comparison: Comparison) -> Iterator[Finding]:
    """Of each edited sentence what its run of words tells; of each that went, what it denied or where it stood."""
    return claimed(comparison, _RULES, gone=(_undone,))


def _cut(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """A clause is gone from what people have, or one that set a limit from what is done."""
    cut = cut_words(before, after)
    if len(cut) < _CLAUSE or is_aside(before):
        return None
    lost = swap(comparison, Pair(before, after)).lost
    text, language = " ".join(cut), before.phrase.language
    if not lost:
        return None
    if topic(before) in _HAD:
        if topic(before) == "rights" and not says("people-can", before):
            return None
        is_told = len(lost) > 1 or says_words("limits-a-deed", language, text)
        return Claim(*_HAD[topic(before)], text, "curtailed/clause") if is_told else None
    is_limit = says_words("limits-a-deed", language, text) and touches_people(before)
    if not is_limit or "negation" in cues_of(after.phrase) or says("people-can", before):
        return None
    of_what = topic_or_verb(before)
    if of_what in _DONE:
        return Claim(*_DONE[of_what], text, "curtailed/limit")
    return Claim(Kind.UNCLASSIFIED, Direction.WIDENED, text, "curtailed/limit", Severity.MAJOR)


def _joined(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """One more stands in the row."""
    put, of_what = joined_words(before, after), topic_or_verb(after)
    if not put or of_what not in _IN_A_ROW or parts(after) <= parts(before) or not says("of-people", after):
        return None
    if "negation" in cues_of(after.phrase) or says("no-deed", after) or is_aside(after) or defines(after):
        return None
    if marks_of(after.phrase, FactType.THIRD_PARTY) or is_of_a_representative(after):
        return None  # who it is, is told by name; what is done on behalf of the publisher is not done with data
    manner = words_by_language("adverb-endings").get(after.phrase.language or "", ())
    news = [word for word in comparison.new_words(after) if word in put and not word.endswith(manner)]
    return Claim(*_DONE[of_what], ", ".join(news), "curtailed/joined") if news else None


def _even_then(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """It is done in a case more, and one that was not to be expected."""
    of_what = topic_or_verb(after)
    if not says("even-then", after) or says("even-then", before) or of_what not in _DONE:
        return None
    if "negation" in cues_of(after.phrase) or not touches_people(after):
        return None
    return Claim(*_DONE[of_what], "", "curtailed/even-then")


def _excepted(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What was flatly denied is done within limits."""
    cues = cues_of(before.phrase).keys()
    is_flat = "negation" in cues and "exception" not in cues and not any(says(one, before) for one in _HELD)
    if not is_flat or "negation" in cues_of(after.phrase) or says("never", after) or says("people-may", after):
        return None
    if not any(says(one, after) for one in _HELD) or says("not-covered", before) or says("people-may", before):
        return None
    if not is_about_the_same(before, after, ()) or not touches_people(after):
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.NARROWED, "", "curtailed/excepted")


def _unstopped(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What could be stopped cannot, as far as it is said."""
    stopped = said("can-be-stopped", before)
    if not stopped or says("can-be-stopped", after) or says("people-can", after) or says("stops", after):
        return None
    return Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, ", ".join(stopped), "curtailed/stopped")


def _always(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """It happened when people did something, and happens whatever they do."""
    always = said("all-the-time", after)
    if not always or says("all-the-time", before) or not says("when-people-do", before):
        return None
    if says("when-people-do", after) or "negation" in cues_of(after.phrase) or says("tells", after):
        return None
    kind, direction = _DONE.get(topic_or_verb(after), (Kind.CONSENT_MODEL, Direction.NARROWED))
    return Claim(kind, direction, ", ".join(always), "curtailed/always")


def _anywhere(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Where data stands was said, and is not."""
    gone = regions(before) - regions(after)
    if not gone or regions(after) or not (says("stands-on", before) and says("stands-on", after)):
        return None
    if says("people-can", after) or not swap(comparison, Pair(before, after)).lost:
        return None
    return Claim(Kind.INTERNATIONAL_TRANSFER, Direction.CHANGED, ", ".join(sorted(gone)), "curtailed/anywhere")


def _abroad(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Other countries were not spoken of where data is kept or given, and are."""
    away = said("abroad", after)
    if not away or says("abroad", before) or _KEPT_OR_GIVEN.isdisjoint(cues_of(after.phrase)):
        return None
    if "negation" in cues_of(after.phrase) or regions(before) - regions(after):
        return None
    return Claim(Kind.INTERNATIONAL_TRANSFER, Direction.WIDENED, ", ".join(away), "curtailed/abroad")


def _fewer_denied(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """One less stands in the row of what is denied."""
    if not says("row-of-nothing", before) or "negation" not in cues_of(after.phrase):
        return None
    words = swap(comparison, Pair(before, after))
    if words.gained or not words.lost or parts(after) >= parts(before):
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.NARROWED, ", ".join(sorted(words.lost)), "curtailed/denied")


def _orphaned(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Parents had a part in it, and have none."""
    if topic(before) != "children" or not says("parent", before) or says("parent", after):
        return None
    if not is_about_the_same(before, after, said("parent", before)):
        return None
    return Claim(Kind.CHILDREN, Direction.CHANGED, "", "curtailed/parents")


def _put_off(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What was to be done by a given time is to be done some day."""
    soon, soft = said("by-when", before), said("softening", after)
    if not soon or not soft or says("by-when", after) or says("softening", before):
        return None
    kind, direction = _BY_THEN.get(topic(after), (Kind.RIGHTS_PROCEDURE, Direction.NARROWED))
    return Claim(kind, direction, f"{', '.join(soon)} → {', '.join(soft)}", "curtailed/put-off")


def _undone(_: Comparison, before: Sentence) -> Claim | None:
    """A denial of the publisher's, where its deeds are told; a sentence on what people can do when it fails them."""
    if says("can-be-stopped", before):
        return Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, "", "curtailed/stopped")
    if topic(before) == "complaints" and not is_aside(before):
        return Claim(*_HAD["complaints"], "", "curtailed/gone")
    if topic(before) == "giving" and says("nobody-else", before):
        return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, "", "curtailed/nobody-else")
    is_ours = any(one.is_ours for one in denials(before.phrase))
    if not is_ours or topic(before) not in _DONE or not touches_people(before) or says("no-deed", before):
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, "", "curtailed/denial")


def _other_period(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Data comes to an end after another time, however that is said."""
    if topic(before) != "keeping" or not says("ends", before) or "negation" in cues_of(after.phrase):
        return None
    old, new = (
        [mark.value for mark in marks_of(one.phrase, FactType.RETENTION) if mark.rule == "slot/period"]
        for one in (before, after)
    )
    if len(old) != 1 or len(new) != 1 or old == new:
        return None
    return exchange(Kind.RETENTION, "curtailed/period", old[0], new[0])


_RULES: tuple[OfTwo, ...] = (
    _other_period,
    _cut,
    _joined,
    _even_then,
    _excepted,
    _unstopped,
    _always,
    _anywhere,
    _abroad,
    _fewer_denied,
    _orphaned,
    _put_off,
)
