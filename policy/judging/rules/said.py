"""Practices that weigh by themselves, told by their turns of speech: machines that learn or decide, bodies that are
measured, what is guessed of people's health and faith, advertising."""

from collections.abc import Iterator
from typing import NamedTuple

from policy.facts import Sentence
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Pair
from policy.judging.deeds import is_read, is_statement, topic
from policy.judging.findings import Claim, finding
from policy.judging.turns_of_speech import says
from policy.model.changes import Direction, Finding, Kind


class _Practice(NamedTuple):
    kind: Kind
    names: tuple[str, ...]  # of patterns that it takes, all of them
    topics: tuple[str, ...] = ()  # of the section; "": one that says nothing; (): any
    unless: str = ""  # a pattern by which it says something else


_PRACTICES = (
    _Practice(Kind.AI_TRAINING, ("machine-learns", "machine-that-learns")),
    _Practice(Kind.AUTOMATED_DECISION, ("machine-decides",)),
    _Practice(Kind.BIOMETRIC, ("body", "measures")),
    _Practice(Kind.RISK_ASSESSMENT, ("breach",)),
    _Practice(Kind.SALE_OR_SHARING, ("earns", "shows-people")),
    _Practice(Kind.SPECIAL_CATEGORY, ("intimate",), ("collecting", "")),
    _Practice(Kind.TARGETED_ADVERTISING, ("advertises",), ("using", "advertising"), unless="permission"),
    _Practice(Kind.TARGETED_ADVERTISING, ("follows",)),
)


def spoken(comparison: Comparison) -> Iterator[Finding]:
    """The first sentence that says so, of each practice that no sentence said before; and the first that lost the
    person who looks at what is decided."""
    for practice in _PRACTICES:
        pair = next((one for one in comparison.pairs if one.after and _does(one.after, practice)), None)
        if pair is not None and not any(_does(one, practice) for one in comparison.before.sentences):
            yield finding(Claim(practice.kind, Direction.ADDED, "", "said/new"), pair)
    unseen = next(filter(_is_unseen, comparison.pairs), None)
    if unseen is not None:
        yield finding(Claim(Kind.AUTOMATED_DECISION, Direction.WIDENED, "", "said/unseen"), unseen)


def _does(sentence: Sentence, practice: _Practice) -> bool:
    return (
        is_statement(sentence)
        and (not practice.topics or topic(sentence) in practice.topics)
        and all(says(name, sentence) for name in practice.names)
        and not (practice.unless and says(practice.unless, sentence))
        and not says("never", sentence)
        and not any(one.is_ours for one in denials(sentence.phrase))
    )


def _is_unseen(pair: Pair) -> bool:
    """No person looks any more, or not at each."""
    before, after = pair.before, pair.after
    if before is None or not is_read(before) or not says("person-looks", before):
        return False
    return after is None or not says("person-looks", after) or (says("each", before) and not says("each", after))
