"""What held the publisher back, in whatever words, and does no longer: a permission, a firm promise, a limit, an end, a
word to people beforehand."""

from collections.abc import Callable, Iterator, Sequence

from policy.facts import Sentence
from policy.facts.memory import cues_of
from policy.judging.comparison import Comparison, Pair
from policy.judging.deeds import content, is_read, said, says, topic, topic_or_verb, turn
from policy.judging.findings import Claim, finding
from policy.judging.slips import is_form
from policy.knowledge.tokens import words_of
from policy.knowledge.wording import small_words
from policy.model.changes import Direction, Finding, Kind

_KEPT = 0.5  # of the content words, from which a sentence is about the same thing still
_GROWN = 2  # content words more, and none less, from which an authority that shows something gets more
_OF_LIMITS = {
    "giving": Kind.RECIPIENT_CATEGORY,
    "using": Kind.PURPOSE,
    "collecting": Kind.DATA_CATEGORY,
    "protecting": Kind.SECURITY_COMMITMENT,
    "keeping": Kind.SECURITY_COMMITMENT,
}
_OF_MUCH = small_words("limits-of-much")  # they limit when, whom or what as often as what for
_UNDOING = small_words("undoing")
_Rule = Callable[[Comparison, Sentence, Sentence], Claim | None]


def freed(comparison: Comparison) -> Iterator[Finding]:
    """Whatever a sentence lost beside its counterpart that held somebody back, and promises that went as a whole."""
    for pair in comparison.pairs:
        if pair.before is None or not is_read(pair.before):
            continue
        if pair.after is None:
            claims = [_dropped(comparison, pair.before)]
        elif is_read(pair.after):
            claims = [rule(comparison, pair.before, pair.after) for rule in _RULES]
        else:
            claims = []
        yield from (finding(claim, pair) for claim in claims if claim is not None)


def _unasked(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Nobody need say yes any more; where parents had to, children are left to themselves."""
    asked = said("permission", before)
    if not asked or says("permission", after) or _is_denied_anew(before, after):
        return None
    is_of_children = topic(after) == "children"
    if not is_of_children and not _is_about_the_same(before, after, asked):
        return None
    if is_of_children or says("parent", before):
        return Claim(Kind.CHILDREN, Direction.REMOVED, ", ".join(asked), "freed/parents")
    return Claim(Kind.CONSENT_MODEL, Direction.NARROWED, ", ".join(asked), "freed/unasked")


def _softened(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """A promise that holds only as far as somebody thinks fit."""
    soft = said("softening", after)
    is_safe = topic(after) == "protecting"
    if not soft or says("softening", before) or not (is_safe or "negation" in cues_of(before.phrase)):
        return None
    if not _is_about_the_same(before, after, ()):
        return None
    kind = Kind.SECURITY_COMMITMENT if is_safe else Kind.NEGATIVE_PROMISE
    return Claim(kind, Direction.NARROWED, ", ".join(soft), "freed/softened")


def _demanded(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Authorities get data with less in their hands, get it for certain, or there are more of them."""
    if not (says("authorities", before) and says("authorities", after)):
        return None
    lost = {*said("threshold", before)} - {*said("threshold", after)}
    words = turn(comparison, Pair(before, after))
    are_more = len(said("authorities", after)) > len(said("authorities", before))
    is_more = not words.lost and (are_more or (says("threshold", before) and len(words.gained) >= _GROWN))
    if not (is_more or (lost and words.lost) or _is_bound(before, after)):
        return None
    return Claim(Kind.LAW_ENFORCEMENT, Direction.WIDENED, ", ".join(sorted(lost)), "freed/demanded")


def _is_bound(before: Sentence, after: Sentence) -> bool:
    """What may be done becomes what will be."""
    return says("may", before) and not says("will", before) and says("will", after) and not says("may", after)


def _untold(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """People were told beforehand, and are not any more."""
    if topic(before) not in {"changes", "giving"} or not (says("tells", before) and says("ahead", before)):
        return None
    if says("tells", after) and says("ahead", after):
        return None
    return Claim(Kind.CHANGE_NOTICE, Direction.NARROWED, "", "freed/untold")


def _unlimited(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Done so and no more, and now without that."""
    limits, kind = said("no-more-than", before), _OF_LIMITS.get(topic_or_verb(before))
    if not limits or kind is None or says("no-more-than", after) or _is_denied_anew(before, after):
        return None
    if not _is_about_the_same(before, after, limits) or (kind is Kind.PURPOSE and {*limits} <= _OF_MUCH):
        return None
    return Claim(kind, _direction(kind), ", ".join(limits), "freed/unlimited")


def _endless(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Data came to an end, and does not any more."""
    ends = said("ends", before)
    if topic(before) != "keeping" or not ends or says("ends", after):
        return None
    return Claim(Kind.RETENTION, Direction.CHANGED, ", ".join(ends), "freed/endless")


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
    if not veils or says("veiled", after) or not _is_about_the_same(before, after, veils):
        return None
    if topic_or_verb(after) not in {"giving", ""}:
        return None  # numbers without names are made of names: what is done with them there says little
    return Claim(Kind.RECIPIENT_CATEGORY, Direction.WIDENED, ", ".join(veils), "freed/unveiled")


def _done(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What stayed undone is done: forwarded unopened."""
    done = [word for one in _UNDOING for word in before.key if word.startswith(one) and word[len(one) :] in after.key]
    if not done or {*done} & {*after.key}:
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, ", ".join(done), "freed/done")


def _burdened(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Whoever wants what is theirs must now show, pay or wait for something."""
    burdens = {*said("burden", after)} - {*said("burden", before)}
    if topic(after) != "rights" or not burdens:
        return None
    return Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, ", ".join(sorted(burdens)), "freed/burdened")


_RULES: tuple[_Rule, ...] = (
    _unasked,
    _softened,
    _demanded,
    _untold,
    _unlimited,
    _endless,
    _certain,
    _unveiled,
    _done,
    _burdened,
)


def _dropped(comparison: Comparison, before: Sentence) -> Claim | None:
    """A promise or a right that went with its sentence."""
    lost = turn(comparison, Pair(before, None)).lost
    if len(lost) < _KEPT * len(content(before)):
        return None
    if topic(before) == "rights" and says("people-may", before):
        return Claim(Kind.RIGHTS, Direction.REMOVED, "", "freed/right")
    if says("ends", before) and "negation" not in cues_of(before.phrase) and not _ends_still(comparison, before):
        return Claim(Kind.RETENTION, Direction.REMOVED, "", "freed/endless")
    if says("never", before):
        return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, "", "freed/promise")
    return None


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


def _is_about_the_same(before: Sentence, after: Sentence, without: Sequence[str]) -> bool:
    """Half of its content words stay, but for those that are asked after."""
    rest = content(before).difference(*map(words_of, without))
    kept = [word for word in rest if any(is_form(word, other) for other in after.key)]
    return len(kept) >= _KEPT * len(rest)
