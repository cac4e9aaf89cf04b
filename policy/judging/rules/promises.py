"""Promises not to do something that were dropped, made or weakened."""

import re
from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.contexts import PRACTICE, is_practice, names_data
from policy.judging.findings import Claim, finding, listed, sides
from policy.judging.slips import fresh, is_slip
from policy.judging.turns_of_speech import says, says_words
from policy.knowledge.lexicon import hits
from policy.knowledge.taxonomy import taxonomy
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import pattern, small_words
from policy.model.changes import Direction, FactType, Finding, Kind, Severity
from policy.model.targets import DocumentType

_OTHER = "other"  # a denied verb that is none of collecting, using, sharing, keeping or selling
_AGAINST_PEOPLE = frozenset(
    {
        "advertising", "targeted-advertising", "direct-marketing", "marketing", "profiling", "automated-decisions",
        "ai-training", "sale-of-data",
    }
)  # fmt: skip
_QUOTED = re.compile(r'["“]([^"“”]{1,40})["”]')
_WATCHING = re.compile(pattern("watching"), re.IGNORECASE)
_FORBIDDEN = (
    ("ai-training", Kind.AI_TRAINING),
    ("advertising", Kind.TARGETED_ADVERTISING),
    ("targeted-advertising", Kind.TARGETED_ADVERTISING),
    ("sale-of-data", Kind.SALE_OR_SHARING),
)
_SAYS_NOTHING = small_words("politeness")


def promises(comparison: Comparison) -> Iterator[Finding]:
    """Denials the other document does not hold; one that stays in its sentence but covers less became weaker."""
    weakened: set[int] = set()
    for edit in comparison.edits:
        if _is_weaker(edit.before, edit.after):
            if comparison.family is DocumentType.TERMS and not names_data(edit.before):
                continue
            weakened.update((id(edit.before), id(edit.after)))
            what = ", ".join(sorted(_verbs(edit.after)))
            yield finding(Claim(Kind.NEGATIVE_PROMISE, Direction.NARROWED, what, "promises/weakened"), edit)
            yield from _allowed(edit.before, edit.after)
    for is_new, direction in ((True, Direction.ADDED), (False, Direction.REMOVED)):
        stated = comparison.came(FactType.NEGATIVE_PROMISE) if is_new else _dropped(comparison)
        for fact in stated:
            if not _counts(comparison, fact):
                continue
            pair = sides(comparison, fact, is_new=is_new)
            other = pair.before if is_new else pair.after
            if id(fact.sentence) in weakened or (other is not None and _verbs(fact.sentence) == _verbs(other)):
                continue
            yield finding(Claim(Kind.NEGATIVE_PROMISE, direction, fact.mark.value, "promises/set"), pair)
    yield from _made_again(comparison)
    yield from _struck(comparison)


def _struck(comparison: Comparison) -> Iterator[Finding]:
    """A statement that went as a whole and denies something of people's data, though not in so many words that the
    publisher is seen to promise it: the first one, and minor."""
    if comparison.family is DocumentType.TERMS:
        return
    for sentence in comparison.gone:
        is_alone = comparison.counterpart(sentence) is None and not denials(sentence.phrase)
        if is_alone and is_practice(sentence) and names_data(sentence) and _denies(sentence):
            rule, what = "promises/struck", _data_in(sentence)
            yield finding(
                Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, what, rule, Severity.MINOR), Pair(sentence, None)
            )
            return


def _data_in(sentence: Sentence) -> str:
    named = [hit.id for hit in hits(sentence.phrase.language, sentence.text) if hit.table == "data"]
    return listed([taxonomy().label("data", one) for one in named])


def _denies(sentence: Sentence) -> bool:
    """A negation and a verb of handling data stand in it."""
    cues = cues_of(sentence.phrase).keys()
    return "negation" in cues and bool(cues & PRACTICE)


def _made_again(comparison: Comparison) -> Iterator[Finding]:
    """A promise in a statement of its own, though its like was made of something else before."""
    told = {(id(one.sentence), one.mark.value) for one in comparison.came(FactType.NEGATIVE_PROMISE)}
    for sentence in comparison.come:
        for mark in marks_of(sentence.phrase, FactType.NEGATIVE_PROMISE):
            fact = StatedFact(sentence, mark)
            is_new = (id(sentence), mark.value) not in told and comparison.counterpart(sentence) is None
            if is_new and _counts(comparison, fact) and comparison.after.count(fact) > comparison.before.count(fact):
                yield finding(
                    Claim(Kind.NEGATIVE_PROMISE, Direction.ADDED, mark.value, "promises/again"), Pair(None, sentence)
                )


def _dropped(comparison: Comparison) -> tuple[StatedFact, ...]:
    """Promises the later document holds nowhere, and those whose own sentence no longer makes them."""
    went = comparison.went(FactType.NEGATIVE_PROMISE)
    told = {(id(one.sentence), one.mark.value) for one in went}
    turned = [
        StatedFact(pair.before, mark)
        for pair in comparison.edits
        for mark in marks_of(pair.before.phrase, FactType.NEGATIVE_PROMISE)
        if mark.value.partition(":")[0] not in _verbs(pair.after)
    ]
    return (
        *went,
        *(
            one
            for one in turned
            if (id(one.sentence), one.mark.value) not in told
            and comparison.after.count(one) < comparison.before.count(one)
        ),
    )


def _allowed(before: Sentence, after: Sentence) -> Iterator[Finding]:
    """What a weaker promise now lets happen."""
    named = {hit.id for hit in hits(before.phrase.language, before.text) if hit.table in {"data", "purpose"}}
    special = {id_ for id_, entry in taxonomy().entries["data"].items() if entry.is_special}
    if "collect" in _verbs(before) and named & special:
        yield finding(Claim(Kind.SPECIAL_CATEGORY, Direction.WIDENED, "", "promises/allowed"), Pair(before, after))
    for kind in dict.fromkeys(kind for purpose, kind in _FORBIDDEN if purpose in named):
        yield finding(Claim(kind, Direction.WIDENED, "", "promises/allowed"), Pair(before, after))


def _counts(comparison: Comparison, fact: StatedFact) -> bool:
    """A promise about people's data: one of another sort names data, or watching; in terms of use every one does."""
    verb, _, named = fact.mark.value.partition(": ")
    if comparison.family is not DocumentType.TERMS and verb != _OTHER:
        return True
    is_about_data = any(name in taxonomy().entries["data"] for name in named.split(", "))
    return is_about_data or bool(_AGAINST_PEOPLE & set(named.split(", "))) or bool(_WATCHING.search(fact.mark.cue))


def _is_weaker(before: Sentence, after: Sentence) -> bool:
    """The same denial with a new exception, or with part of what it covered struck and nothing put in its place."""
    if not _verbs(before) or _verbs(before) != _verbs(after):
        return False
    if _exceptions(after) - _exceptions(before) and not _hangs_on_people_still(before, after):
        return True
    is_nothing = _SAYS_NOTHING | _words_in_quotes(before) | _of_denial(before)
    came, went = fresh(after, before), fresh(before, after) - is_nothing
    if went:
        return not came and not _exceptions(before) - _exceptions(after)
    other = {word for word in came if not any(is_slip(word, old) for old in before.key)}
    return bool(other) and _is_after_exception(after, other)


def _hangs_on_people_still(before: Sentence, after: Sentence) -> bool:
    """Without the yes of people, or unless they say it: what is excepted is what was."""
    exceptions = cues_of(after.phrase)["exception"]
    said_after = folded(after.text[min(hit.start for hit in exceptions) :])
    came = fresh(after, before).difference(*(words_of(hit.phrase) for hit in exceptions))
    return not came and says("permission", before) and says_words("permission", after.phrase.language, said_after)


def _of_denial(sentence: Sentence) -> frozenset[str]:
    """The words that deny: of two sentences that both do, "we never" promises what "we do not" promises."""
    return frozenset(word for hit in cues_of(sentence.phrase)["negation"] for word in words_of(hit.phrase))


def _words_in_quotes(sentence: Sentence) -> frozenset[str]:
    """What stands there is called so, and may be called otherwise."""
    return frozenset(word for name in _QUOTED.findall(folded(sentence.text)) for word in words_of(name))


def _is_after_exception(sentence: Sentence, came: set[str]) -> bool:
    """The words that came stand in what the sentence excepts: it excepts more."""
    first = min((hit.end for hit in cues_of(sentence.phrase).get("exception", ())), default=None)
    if first is None:
        return False
    return not came & set(words_of(sentence.text[:first]))


def _verbs(sentence: Sentence) -> frozenset[str]:
    return frozenset(mark.value.partition(":")[0] for mark in marks_of(sentence.phrase, FactType.NEGATIVE_PROMISE))


def _exceptions(sentence: Sentence) -> frozenset[str]:
    return frozenset(hit.phrase for hit in cues_of(sentence.phrase).get("exception", ()))
