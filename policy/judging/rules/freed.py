"""What held the publisher back, in whatever words, and does no longer: a permission, a firm promise, a limit, an end, a
word to people beforehand."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Pair
from policy.judging.content import content
from policy.judging.contexts import PRACTICE
from policy.judging.deeds import (
    cut_words,
    is_about_the_same,
    plain_verb,
    swap,
    topic,
    topic_or_verb,
)
from policy.judging.findings import Claim
from policy.judging.pairwise import OfTwo, claimed
from policy.judging.turns_of_speech import said, says, says_words
from policy.knowledge.wording import small_words
from policy.model.changes import Direction, FactType, Finding, Kind

_GROWN = 2  # content words more, and none less, from which an authority that shows something gets more
_OF_LIMITS = {
    "giving": Kind.RECIPIENT_CATEGORY,
    "using": Kind.PURPOSE,
    "collecting": Kind.DATA_CATEGORY,
    "protecting": Kind.SECURITY_COMMITMENT,
    "keeping": Kind.SECURITY_COMMITMENT,
}
_OF_VEILS = {
    "using": (Kind.PURPOSE, Direction.WIDENED),
    "collecting": (Kind.DATA_CATEGORY, Direction.ADDED),
    "places": (Kind.INTERNATIONAL_TRANSFER, Direction.CHANGED),
}
_STILL_HELD = ("no-more-than", "must", "this-page-covers")  # said the other way round, or of no practice
_OF_PEOPLE = frozenset({"rights", "changes", "children"})  # what they do themselves is told there
_ENDING = {"keeping": Kind.RETENTION, "children": Kind.CHILDREN}
_OF_MUCH = small_words("limits-of-much")  # they limit when, whom or what as often as what for
_UNDOING = small_words("undoing")


def freed(comparison: Comparison) -> Iterator[Finding]:
    """Whatever a sentence lost beside its counterpart that held somebody back, and promises that went as a whole."""
    return claimed(comparison, _RULES, gone=(_dropped,), come=(_volunteered,))


def _unasked(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Nobody need say yes any more; where parents had to, children are left to themselves."""
    asked = said("permission", before)
    if not asked or says("permission", after) or _is_denied_anew(before, after):
        return None
    is_of_children = topic(after) == "children"
    if not is_of_children and not is_about_the_same(before, after, asked):
        return None
    if is_of_children or says("parent", before):
        return Claim(Kind.CHILDREN, Direction.REMOVED, ", ".join(asked), "freed/parents")
    if topic(after) == "grounds":
        return Claim(Kind.LEGAL_BASIS, Direction.CHANGED, ", ".join(asked), "freed/unasked")
    return Claim(Kind.CONSENT_MODEL, Direction.NARROWED, ", ".join(asked), "freed/unasked")


def _unconditioned(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """The same words without the clause by which it hung on what somebody does first."""
    if topic(before) in _OF_PEOPLE or "negation" in cues_of(after.phrase):
        return None
    cut = cut_words(before, after)
    first = " ".join(cut)
    if not cut or not says_words("hangs-on-people", before.phrase.language, first):
        return None
    return Claim(Kind.CONSENT_MODEL, Direction.NARROWED, first, "freed/unconditioned")


def _undenied(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What was not so is so now."""
    kind = _OF_LIMITS.get(topic(after))
    if kind is None or kind is Kind.SECURITY_COMMITMENT or "negation" not in cues_of(before.phrase):
        return None
    if "negation" in cues_of(after.phrase) or any(says(one, after) for one in _STILL_HELD):
        return None
    if not is_about_the_same(before, after, ()):
        return None
    return Claim(kind, _direction(kind), "", "freed/undenied")


def _demanded(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Authorities get data with less in their hands, get it for certain, or there are more of them."""
    if not (says("authorities", before) and says("authorities", after)):
        return None
    lost = {*said("threshold", before)} - {*said("threshold", after)}
    if says("duty-by-law", after):
        lost = {one for one in lost if not says_words("duty-by-law", before.phrase.language, one)}
    words = swap(comparison, Pair(before, after))
    is_yielding = (
        "negation" in cues_of(before.phrase)
        and "negation" not in cues_of(after.phrase)
        and not says("threshold", after)
    )
    is_yielding = is_yielding or (says("no-more-than", before) and not says("no-more-than", after) and bool(words.lost))
    are_more = len(said("authorities", after)) > len(said("authorities", before))
    is_more = not words.lost and (are_more or (says("threshold", before) and len(words.gained) >= _GROWN))
    if not (is_more or is_yielding or (lost and words.lost) or _is_bound(before, after)):
        return None
    return Claim(Kind.LAW_ENFORCEMENT, Direction.WIDENED, ", ".join(sorted(lost)), "freed/demanded")


def _is_bound(before: Sentence, after: Sentence) -> bool:
    """What may be done becomes what will be."""
    return says("may", before) and not says("will", before) and says("will", after) and not says("may", after)


def _untold(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """People were told beforehand, and are not any more."""
    is_of_changes = topic(before) == "changes" and not says("tells", after)
    if topic(before) not in {"changes", "giving"} or not (says("tells", before) and says("told-by-us", before)):
        return None
    if not is_of_changes and (not says("ahead", before) or (says("tells", after) and says("ahead", after))):
        return None
    return Claim(Kind.CHANGE_NOTICE, Direction.NARROWED, "", "freed/untold")


def _unlimited(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Done so and no more, and now without that."""
    is_use = topic(before) == "collecting" and PRACTICE & cues_of(before.phrase).keys() == {"use"}
    limits, kind = said("no-more-than", before), _OF_LIMITS.get("using" if is_use else topic_or_verb(before))
    if not limits or kind is None or says("no-more-than", after) or _is_denied_anew(before, after):
        return None
    is_of_much = {*limits} <= _OF_MUCH and not says("only-for", before)
    if not is_about_the_same(before, after, limits) or (kind is Kind.PURPOSE and is_of_much):
        return None
    if says("permission", before) and not says("permission", after):
        return None  # "only with your consent": what is gone is the consent
    return Claim(kind, _direction(kind), ", ".join(limits), "freed/unlimited")


def _endless(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Data came to an end, and does not any more."""
    ends = {*said("ends", before)} - {*said("ends", after)}
    is_less = len(said("ends", after)) < len(said("ends", before))
    if topic(before) not in _ENDING or not ends or not is_less:
        return None
    return Claim(_ENDING[topic(before)], Direction.CHANGED, ", ".join(sorted(ends)), "freed/endless")


def _certain(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What may be done is done, and nothing else was struck."""
    kind = _OF_LIMITS.get(topic_or_verb(after))
    is_kept = content(before) <= content(after)
    if kind is None or kind is Kind.SECURITY_COMMITMENT or not is_kept or not _is_bound(before, after):
        return None
    if _is_denied_anew(before, after) or not says("of-people", after):
        return None
    return Claim(kind, _direction(kind), "", "freed/certain")


def _unveiled(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Names and the like were taken out first, and are not any more."""
    veils = said("veiled", before)
    if not veils or says("veiled", after) or not is_about_the_same(before, after, veils):
        return None
    of_what = topic_or_verb(after)
    if of_what not in {"giving", ""}:
        # numbers without names are made of names: there it says little, unless nothing else changed
        is_struck = of_what in _OF_VEILS and bool(cut_words(before, after))
        return Claim(*_OF_VEILS[of_what], ", ".join(veils), "freed/unveiled") if is_struck else None
    if "negation" in cues_of(before.phrase):
        return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, ", ".join(veils), "freed/unveiled")
    return Claim(Kind.RECIPIENT_CATEGORY, Direction.WIDENED, ", ".join(veils), "freed/unveiled")


def _done(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What stayed undone is done: forwarded unopened."""
    done = [word for one in _UNDOING for word in before.key if word.startswith(one) and word[len(one) :] in after.key]
    if not done or {*done} & {*after.key}:
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, ", ".join(done), "freed/done")


def _loosened(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What must be is what may be."""
    must = said("must", before)
    if topic(after) != "protecting" or not must or says("must", after) or not says("may", after) or says("may", before):
        return None
    if says("never", after):
        return None  # nobody may, otherwise
    return Claim(Kind.SECURITY_COMMITMENT, Direction.NARROWED, ", ".join(must), "freed/loosened")


def _conditioned(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """A right that is had on a condition."""
    conditions = said("condition-of-a-right", after)
    if topic(after) != "rights" or not conditions or says("condition-of-a-right", before):
        return None
    if not (says("people-may", before) and says("people-may", after)):
        return None
    return Claim(Kind.RIGHTS, Direction.NARROWED, ", ".join(conditions), "freed/conditioned")


def _burdened(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Whoever wants what is theirs must now show, pay or wait for something."""
    burdens = _burdens(after) - _burdens(before)
    if topic(after) != "rights" or not burdens or _is_denied_anew(before, after):
        return None
    return Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, ", ".join(sorted(burdens)), "freed/burdened")


def _burdens(sentence: Sentence) -> set[str]:
    """Of a price only where it is one: "costs nothing" names it, too."""
    price = {*said("price", sentence)}
    is_free = any(mark.value == "free-of-charge" for mark in marks_of(sentence.phrase, FactType.PROCEDURE))
    return {*said("burden", sentence)} - price if is_free else {*said("burden", sentence)} | price


def _volunteered_anew(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    return None if _volunteered(comparison, before) else _volunteered(comparison, after)


def _volunteered(_: Comparison, after: Sentence) -> Claim | None:
    """Authorities are given data, and it is not said that they must show anything."""
    cues = cues_of(after.phrase)
    is_given = "first-person" in cues and ("share" in cues or plain_verb(after) == "giving")
    if not is_given or "negation" in cues or says("threshold", after) or not says("authorities", after):
        return None
    return Claim(Kind.LAW_ENFORCEMENT, Direction.WIDENED, "", "freed/volunteered")


def _dropped(comparison: Comparison, before: Sentence) -> Claim | None:
    """A promise or a right that went with its sentence."""
    if topic(before) == "changes" and says("told-by-us", before) and not _is_still_told(comparison, before):
        return Claim(Kind.CHANGE_NOTICE, Direction.REMOVED, "", "freed/untold")
    if topic(before) == "rights" and says("people-may", before):
        return Claim(Kind.RIGHTS, Direction.REMOVED, "", "freed/right")
    if says("ends", before) and "negation" not in cues_of(before.phrase) and not _ends_still(comparison, before):
        return Claim(Kind.RETENTION, Direction.REMOVED, "", "freed/endless")
    if says("never", before):
        return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, "", "freed/promise")
    return None


def _is_still_told(comparison: Comparison, before: Sentence) -> bool:
    """Another sentence of the section says that people are told."""
    beside = (one for one in comparison.after.sentences if one.section.path == before.section.path)
    return any(says("told-by-us", one) for one in beside)


def _ends_still(comparison: Comparison, before: Sentence) -> bool:
    """Another sentence of the section says that data comes to an end."""
    beside = (one for one in comparison.after.sentences if one.section.path == before.section.path)
    return any(says("ends", one) for one in beside)


def _is_denied_anew(before: Sentence, after: Sentence) -> bool:
    return "negation" in cues_of(after.phrase) and "negation" not in cues_of(before.phrase)


def _direction(kind: Kind) -> Direction:
    """In which more is done than was."""
    match kind:
        case Kind.SECURITY_COMMITMENT:
            return Direction.NARROWED
        case Kind.DATA_CATEGORY:
            return Direction.ADDED
        case _:
            return Direction.WIDENED


_RULES: tuple[OfTwo, ...] = (
    _unasked,
    _unconditioned,
    _undenied,
    _demanded,
    _untold,
    _unlimited,
    _endless,
    _certain,
    _unveiled,
    _done,
    _loosened,
    _conditioned,
    _burdened,
    _volunteered_anew,
)
