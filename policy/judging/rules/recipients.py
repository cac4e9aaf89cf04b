"""Kinds of recipients that came or went."""

import re
from collections.abc import Iterator
from itertools import pairwise

from policy.facts import Sentence
from policy.facts.cues import cues_of
from policy.facts.named import comes_to_know
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Edit, Pair, StatedFact
from policy.judging.contexts import is_given
from policy.judging.findings import Claim, finding, sides
from policy.judging.slips import CONTENT_LETTERS
from policy.knowledge.taxonomy import taxonomy
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity
from policy.model.readings import BlockKind

_SAYS_LITTLE = frozenset({"third-parties-generic"})
_LABEL = 4  # words of what heads an item: "Business partners."
_ENDS = (".", ":")
_BY_TASK = re.compile(rf"{pattern('described-by-task')}[^,.;:]{{0,80}}")


def _counts(fact: StatedFact) -> bool:
    is_denied = fact.mark.polarity is Polarity.NEGATIVE
    sentence = fact.sentence
    is_told = is_given(sentence) or comes_to_know(sentence.phrase, fact.mark.end)
    return is_told and not is_denied and fact.mark.value not in _SAYS_LITTLE


def recipients(comparison: Comparison) -> Iterator[Finding]:
    """Recipients the other document does not name anywhere."""
    for is_new, direction, stated in comparison.both_ways(FactType.RECIPIENT):
        for fact in filter(_counts, stated):
            what = taxonomy().label("recipient", fact.mark.value)
            pair = sides(comparison, fact, is_new=is_new)
            yield finding(Claim(Kind.RECIPIENT_CATEGORY, direction, what, "recipients/set"), pair)


def described(comparison: Comparison) -> Iterator[Finding]:
    """The first sentence that gives data to somebody it newly describes by their task: "firms that look for staff"."""
    for pair in comparison.edits:
        if not is_given(pair.after) or denials(pair.after.phrase) or not _is_told_to(pair):
            continue
        what = taxonomy().label("recipient", "third-parties-generic")
        yield finding(Claim(Kind.RECIPIENT_CATEGORY, Direction.ADDED, what, "recipients/described"), pair)
        return


def _is_told_to(pair: Edit) -> bool:
    """Somebody is described in it more often than in what it was, in words that are new to it."""
    if not is_given(pair.before):
        return False
    old, new = (_described(sentence) for sentence in (pair.before, pair.after))
    had = set(pair.before.key)
    return len(new) > len(old) and any(
        any(word not in had for word in words_of(one) if len(word) >= CONTENT_LETTERS) for one in new
    )


def _described(sentence: Sentence) -> list[str]:
    return [match[0] for match in _BY_TASK.finditer(folded(sentence.text))]


def heads(comparison: Comparison) -> Iterator[Finding]:
    """A further paragraph that opens with a label, beside one that did so and said that data is given: whoever the
    label names gets it, whether a vocabulary knows them or not."""
    labels = {id(one) for one in comparison.come if _is_label(one) and comparison.counterpart(one) is None}
    if not labels:
        return
    giving = {
        said.section.path
        for label, said in pairwise(comparison.before.sentences)
        if _is_label(label) and "share" in cues_of(said.phrase)
    }
    for label, said in pairwise(comparison.after.sentences):
        if id(label) in labels and label.section.path in giving and _is_ours(said) and not comparison.counterpart(said):
            what = taxonomy().label("recipient", "third-parties-generic")
            claim = Claim(Kind.RECIPIENT_CATEGORY, Direction.ADDED, what, "recipients/item")
            yield finding(claim, Pair(None, said))
            return


def _is_label(sentence: Sentence) -> bool:
    return (
        sentence.kind is not BlockKind.HEADING
        and len(sentence.key) <= _LABEL
        and sentence.text.endswith(_ENDS)
        and sentence.text[:1].isupper()
    )


def _is_ours(sentence: Sentence) -> bool:
    """The publisher does what is said, and does not deny it."""
    return "first-person" in cues_of(sentence.phrase) and not denials(sentence.phrase)
