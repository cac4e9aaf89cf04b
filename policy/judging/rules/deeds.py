"""What is stated in words no vocabulary knows: its kind is what its section speaks of."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Pair
from policy.judging.content import content, is_of_signs, new_pairs
from policy.judging.contexts import PRACTICE, defines, introducing, is_aside, is_of_a_representative, touches_people
from policy.judging.deeds import Swap, is_read, new_words, plain_verb, swap, theme_around, topic
from policy.judging.findings import Claim, finding
from policy.judging.places import regions
from policy.judging.slips import is_form
from policy.judging.turns_of_speech import says
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, FactType, Finding, Kind, Quote, Severity

_ADDED, _CHANGED, _WIDENED = Direction.ADDED, Direction.CHANGED, Direction.WIDENED
_KINDS: Mapping[
    str, tuple[Kind, Direction | None, Direction, frozenset[str]]
] = {  # of a topic: the kind, its direction when stated anew (None: it is no news) and when told otherwise, its verbs
    "collecting": (Kind.DATA_CATEGORY, _ADDED, _ADDED, frozenset({"collect", "retain"})),
    "using": (Kind.PURPOSE, _ADDED, _WIDENED, frozenset({"use"})),
    "giving": (Kind.RECIPIENT_CATEGORY, _ADDED, _WIDENED, frozenset({"share", "sell", "reach"})),
    "keeping": (Kind.RETENTION, _CHANGED, _CHANGED, frozenset({"retain"})),
    "children": (Kind.CHILDREN, None, _CHANGED, PRACTICE),
    "protecting": (Kind.SECURITY_COMMITMENT, None, Direction.NARROWED, frozenset({"retain"})),
    "places": (Kind.INTERNATIONAL_TRANSFER, _ADDED, _CHANGED, frozenset({"share", "retain"})),
    "advertising": (Kind.TARGETED_ADVERTISING, _ADDED, _WIDENED, PRACTICE | {"reach"}),
    "authorities": (Kind.LAW_ENFORCEMENT, None, _WIDENED, PRACTICE | {"reach"}),
    "changes": (Kind.CHANGE_NOTICE, None, Direction.NARROWED, PRACTICE | {"reach"}),
    "rights": (Kind.RIGHTS_PROCEDURE, None, Direction.NARROWED, PRACTICE | {"reach"}),
    "complaints": (Kind.COMPLAINT_CHANNEL, None, Direction.REMOVED, PRACTICE | {"reach"}),
    "deciding": (Kind.AUTOMATED_DECISION, None, _WIDENED, PRACTICE | {"reach"}),
    "grounds": (Kind.LEGAL_BASIS, None, _CHANGED, PRACTICE | {"reach"}),
    "takeover": (Kind.OWNERSHIP_CLAUSE, None, Direction.NARROWED, PRACTICE | {"reach"}),
}
_FRESH = 2  # words new to the whole document, from which a statement says something new
_GROWN = 3  # content words gained, from which it covers more
_SLIGHT = 1  # content words lost, besides which it still only covers more
_MOST = 0.5  # of its content words, from which it says something else
_OWN = 1 / 3  # and from which a new statement is more than one of the old ones, split or merged
_OTHERS = re.compile(pattern("others"))
_NEAR = 25  # signs before a negation in which it is said who does not
_OF_OTHER_THINGS = (FactType.CONTACT, FactType.DATE)


def deeds(comparison: Comparison, found: Sequence[Finding]) -> Iterator[Finding]:
    """At most one finding a kind: a statement that came, grew or says something else, which no finding tells yet."""
    told = _told(found)
    named = {one.after for one in found if one.kind is Kind.NAMED_THIRD_PARTY and one.direction is not _CHANGED}
    kinds: set[Kind] = set()
    for pair in comparison.pairs:
        claim = None if pair.after is None or _is_told(pair, told) else _claim(comparison, pair, pair.after)
        if claim is not None and claim.kind is Kind.RECIPIENT_CATEGORY and pair.after and pair.after.quote() in named:
            continue  # whom it is given to is told by name
        if claim is not None and claim.kind not in kinds:
            kinds.add(claim.kind)
            yield finding(claim, pair)


def _told(found: Sequence[Finding]) -> Mapping[Quote, Severity]:
    """The weightiest that is told of each sentence; that it speaks of children says nothing of what is done, nor does
    what was known and is described anew."""
    told: dict[Quote, Severity] = {}
    for one in found:
        if one.kind is not Kind.CHILDREN and one.origin != "practices":
            for quote in filter(None, (one.before, one.after)):
                told[quote] = max(one.severity, told.get(quote, one.severity))
    return told


def _is_told(pair: Pair, told: Mapping[Quote, Severity]) -> bool:
    """A new statement of which anything is told; an edited one of which something weighty is."""
    weight = told.get(pair.after.quote()) if pair.after else None
    return weight is not None and (pair.before is None or weight >= Severity.MAJOR)


def _claim(comparison: Comparison, pair: Pair, after: Sentence) -> Claim | None:
    of_what = topic(after) or plain_verb(after)
    is_told = bool(of_what) or pair.before is not None
    known = _KINDS.get(of_what if is_told else theme_around(comparison, after))
    if known is None or not _tells(after, pair.before, known[3]):
        return None
    kind, stated, other, _ = known
    if kind is Kind.DATA_CATEGORY and says("from-others", after):
        kind = Kind.DATA_SOURCE
    words = swap(comparison, pair)
    if pair.before is None:
        if (
            stated is None
            or not _is_about_people(after)
            or not _is_stated(comparison, after, words)
            or _is_reworded(comparison, after)
        ):
            return None
        if (kind is Kind.PURPOSE or not is_told) and not _is_ours(after):
            return None  # what others do, or people
        return Claim(kind, stated, "", "deeds/stated")
    if kind is Kind.INTERNATIONAL_TRANSFER and stated and regions(after) - regions(pair.before):
        return Claim(kind, stated, ", ".join(sorted(words.gained)), "deeds/elsewhere")
    if stated and len(words.gained) >= _GROWN and len(words.lost) <= _SLIGHT:
        return Claim(kind, other, ", ".join(sorted(words.gained)), "deeds/grown")
    is_gone = len(words.lost) > _MOST * len(content(pair.before))
    is_other = (stated is not None or is_gone) and _is_other(comparison, pair.before, after, words)
    return Claim(kind, other, "", "deeds/other") if is_other else None


def _is_about_people(sentence: Sentence) -> bool:
    """It names somebody, or says that it is seen, heard or had by somebody: "the shop next door sees it"."""
    return (says("of-people", sentence) and touches_people(sentence)) or bool(plain_verb(sentence))


def _is_ours(sentence: Sentence) -> bool:
    return "first-person" in cues_of(sentence.phrase).keys() | introducing(sentence) or says("we-act", sentence)


def _is_stated(comparison: Comparison, after: Sentence, words: Swap) -> bool:
    news = words.gained.intersection(new_words(comparison, after))
    is_mostly = len(words.gained) >= max(_FRESH, _MOST * len(content(after)))
    is_new = len(news) >= _FRESH or (bool(news) and is_mostly)
    return is_new and len(words.gained) >= _OWN * len(content(after))


def _is_reworded(comparison: Comparison, after: Sentence) -> bool:
    """A statement of its section went that shares a part of its words with it, and lost no more than half."""
    new = content(after)
    for one in comparison.gone:
        if one.section.path == after.section.path and comparison.counterpart(one) is None and not _is_freed(one, after):
            old = content(one)
            kept = len(old) - len(new_pairs(one, folded(after.text))) if is_of_signs(one) else _kept(old, new)
            if len(old) > 1 and kept >= (1 - _MOST) * len(old):
                return True
    return False


def _is_freed(before: Sentence, after: Sentence) -> bool:
    """It was so and no more, or was not so."""
    is_limited = says("no-more-than", before) and not says("no-more-than", after)
    return is_limited or (_denies(before) and not _denies(after))


def _kept(old: Set[str], new: Set[str]) -> int:
    return sum(any(is_form(word, other) for other in new) for word in old)


def _is_other(comparison: Comparison, before: Sentence, after: Sentence, words: Swap) -> bool:
    """Most of what it says is new; where it is barely so, most of what it said is gone."""
    if len(words.gained) < _MOST * len(content(after)):
        return False
    news = len(new_words(comparison, after))
    is_gone = len(words.lost) > _MOST * len(content(before))
    is_much = news > _FRESH + 1
    if is_of_signs(after):
        return is_gone and is_much  # a word in another form is another pair
    return news >= _FRESH and (is_gone or is_much)


def _tells(sentence: Sentence, before: Sentence | None, verbs: frozenset[str]) -> bool:
    """It says what is done, and does not deny it; of another practice that a verb newly means, facts tell."""
    phrase = sentence.phrase
    if not is_read(sentence) or says("no-deed", sentence) or _denies(sentence):
        return False
    if is_aside(sentence) or defines(sentence) or is_of_a_representative(sentence):
        return False
    known = PRACTICE & (cues_of(phrase).keys() - (cues_of(before.phrase).keys() if before else set()))
    return (not known or not known.isdisjoint(verbs)) and not any(marks_of(phrase, type_) for type_ in _OF_OTHER_THINGS)


def _denies(sentence: Sentence) -> bool:
    """The publisher does not do it, or it is not done; what others never do is another matter."""
    phrase = sentence.phrase
    if any(one.is_ours for one in denials(phrase)):
        return True
    negations = cues_of(phrase).get("negation", ())
    return any(not _OTHERS.search(folded(phrase.text[max(0, no.start - _NEAR) : no.start])) for no in negations)
