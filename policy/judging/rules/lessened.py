"""What people still have in plain words, and have less of: a firm word, an easy way, a whole list, a free choice."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Pair
from policy.judging.content import content
from policy.judging.deeds import PROMISED, cut_words, glued, is_about_the_same, parts, put_words, swap, topic
from policy.judging.findings import Claim
from policy.judging.pairwise import OfTwo, claimed
from policy.judging.slips import is_form
from policy.judging.turns_of_speech import said, says, says_words
from policy.knowledge.lexicon import hits
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind

_FIRM = PROMISED | {  # of what is promised there, and hedged now
    "keeping": (Kind.RETENTION, Direction.CHANGED),
    "places": (Kind.INTERNATIONAL_TRANSFER, Direction.CHANGED),
    "rights": (Kind.RIGHTS_PROCEDURE, Direction.NARROWED),
}


def lessened(comparison: Comparison) -> Iterator[Finding]:
    """Of edited sentences only: what is left of each beside what it was."""
    return claimed(comparison, _RULES)


def _softened(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """A promise that holds only as far as somebody thinks fit."""
    soft = said("softening", after)
    if not soft or says("softening", before) or not is_about_the_same(before, after, ()):
        return None
    kind, direction = _FIRM.get(topic(after), (Kind.NEGATIVE_PROMISE, Direction.NARROWED))
    is_denied = "negation" in cues_of(before.phrase)
    if is_denied and kind is not Kind.SECURITY_COMMITMENT:
        kind, direction = Kind.NEGATIVE_PROMISE, Direction.NARROWED
    is_firm = kind is Kind.SECURITY_COMMITMENT or is_denied or content(before) <= content(after)
    if not is_firm or (kind is Kind.NEGATIVE_PROMISE and not is_denied):
        return None
    return Claim(kind, direction, ", ".join(soft), "lessened/softened")


def _later(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """As long as before, and counted from another day."""
    put = " ".join(put_words(before, after))
    is_kept = topic(before) == "keeping" or says("ends", before)
    if not put or not is_kept or not marks_of(before.phrase, FactType.RETENTION):
        return None
    if not says_words("counted-from", after.phrase.language, put):
        return None
    return Claim(Kind.RETENTION, Direction.CHANGED, put, "lessened/counted-from")


def _qualified(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What nobody did at all is not done to some, or in some cases."""
    put = " ".join(put_words(before, after))
    is_denied = "negation" in cues_of(before.phrase) or says("never", before)
    if not put or not is_denied or says("people-may", before) or says("people-may-not", before):
        return None
    if not says_words("qualifies", after.phrase.language, put):
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.NARROWED, put, "lessened/qualified")


def _uneased(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What was easily had takes more, or is had less often."""
    easy, left = {*said("ease", before)}, {*said("ease", after)}
    if easy <= left or left - easy or not _is_of_rights(before) or not _is_of_rights(after):
        return None
    if not cut_words(before, after) and not swap(comparison, Pair(before, after)).gained:
        return None
    return Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, ", ".join(sorted(easy - left)), "lessened/ease")


def _trimmed(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """One of the rights, or of the measures, is struck from where they stand in a row."""
    cut = cut_words(before, after)
    text, language = glued(cut), before.phrase.language
    if not cut or not content(before) - content(after) or parts(after) >= parts(before):
        return None
    if says("people-can", before) and _is_of_rights(before) and says_words("right-deed", language, text):
        return Claim(Kind.RIGHTS, Direction.NARROWED, text, "lessened/right")
    if topic(before) == "protecting" and "negation" not in cues_of(before.phrase):
        return Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, text, "lessened/measure")
    return None


def _fewer_rights(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """One of the rights is gone from the row, and the row is joined otherwise."""
    if cut_words(before, after) or not says("people-can", before) or not _is_of_rights(before):
        return None
    old, new = said("right-deed", before), said("right-deed", after)
    lost = [deed for deed in old if not any(is_form(deed, word) for word in after.key)]
    if not lost or len(new) >= len(old) or swap(comparison, Pair(before, after)).gained:
        return None
    return Claim(Kind.RIGHTS, Direction.NARROWED, ", ".join(lost), "lessened/right")


def _barred(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What people could do they cannot."""
    if not says("people-can", before) or says("people-may-not", before) or not says("people-may-not", after):
        return None
    if says("bargain-quarrel", before) or says("bargain-quarrel", after):
        return Claim(Kind.DISPUTE_TERMS, Direction.ADDED, "", "lessened/barred")
    if _is_of_rights(before):
        return Claim(Kind.RIGHTS, Direction.NARROWED, "", "lessened/barred")
    return None


def _obliged(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What was theirs to choose is a duty."""
    free = said("up-to-people", before)
    if not free or says("up-to-people", after) or says("duty-of-people", before) or not says("duty-of-people", after):
        return None
    kind = Kind.SPECIAL_CATEGORY if _is_intimate(before) else Kind.CONSENT_MODEL
    direction = Direction.WIDENED if kind is Kind.SPECIAL_CATEGORY else Direction.NARROWED
    return Claim(kind, direction, ", ".join(free), "lessened/choice")


def _is_intimate(sentence: Sentence) -> bool:
    """It names data of the special categories."""
    special = taxonomy().entries["data"]
    named = (hit.id for hit in hits(sentence.phrase.language, sentence.text) if hit.table == "data")
    return any(special[one].is_special for one in named)


def _is_of_rights(sentence: Sentence) -> bool:
    return topic(sentence) == "rights" or says("people-may", sentence)


_RULES: tuple[OfTwo, ...] = (_softened, _later, _qualified, _uneased, _trimmed, _fewer_rights, _barred, _obliged)
