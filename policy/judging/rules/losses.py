"""What people lose in plain words: that nobody does it, that it ends, stays with them, costs nothing, binds a buyer."""

import re
from collections.abc import Iterator

from policy.facts import Sentence
from policy.facts.cues import cues_of
from policy.facts.negation import denials
from policy.judging.comparison import Comparison
from policy.judging.contexts import defines, is_aside
from policy.judging.deeds import is_about_the_same, topic
from policy.judging.findings import Claim
from policy.judging.pairwise import OfTwo, claimed
from policy.judging.places import regions
from policy.judging.turns_of_speech import said, says, says_words
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, Finding, Kind
from policy.model.readings import BlockKind

_HELD_OTHERWISE = ("no-more-than", "never", "must", "permission", "threshold", "veiled", "stays-with-people")
_OF_READERS = re.compile(pattern("no-denial"))


def losses(comparison: Comparison) -> Iterator[Finding]:
    """Whatever the one sentence held for people and its counterpart does not; of those without one, what went."""
    return claimed(comparison, _RULES, gone=(_unsold, _unguarded), come=(_priced,))


def _unpromised(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Nobody did it, and somebody does."""
    if not says("never", before) or says("never", after) or "negation" in cues_of(after.phrase):
        return None
    if says("no-more-than", after) or not is_about_the_same(before, after, said("never", before)):
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, ", ".join(said("never", before)), "losses/promise")


def _unrestrained(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """A short statement of the publisher's denied something, and what became of it denies nothing."""
    restraint, left = (cues_of(one.phrase).get("negation", ()) for one in (before, after))
    if not restraint or left or any(says(one, after) for one in _HELD_OTHERWISE):
        return None
    if not says("of-people", after) or says("no-deed", after) or is_aside(after) or defines(after):
        return None
    if _OF_READERS.search(folded(before.text)) or says("people-may", after) or says("not-covered", before):
        return None
    return Claim(Kind.NEGATIVE_PROMISE, Direction.REMOVED, restraint[0].phrase, "losses/restraint")


def _kept(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What came to an end, or was not kept at all, is kept."""
    is_less = len(said("ends", after)) < len(said("ends", before)) or not says("ends", after)
    if not is_less or not says("keeps", after) or "negation" in cues_of(after.phrase):
        return None
    is_ended = says("ends", before) and not says("keeps", before) and "negation" not in cues_of(before.phrase)
    is_denied = any(one.verb == "retain" for one in denials(before.phrase))
    if not (is_ended or is_denied) or says("people-may", before):
        return None
    return Claim(Kind.RETENTION, Direction.CHANGED, ", ".join(said("keeps", after)), "losses/end")


def _delayed(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What ended soon ends some day."""
    soon = said("by-when", before)
    if not soon or says("by-when", after) or not (says("ends", before) and says("ends", after)):
        return None
    if any(word.isdigit() for word in after.key):
        return None
    return Claim(Kind.RETENTION, Direction.CHANGED, ", ".join(soon), "losses/soon")


def _uploaded(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What stayed with people goes elsewhere."""
    own = said("stays-with-people", before)
    if not own or says("stays-with-people", after) or "negation" in cues_of(after.phrase):
        return None
    return Claim(Kind.DATA_CATEGORY, Direction.ADDED, ", ".join(own), "losses/own-device")


def _unsold(_: Comparison, before: Sentence, after: Sentence | None = None) -> Claim | None:
    """Whoever buys the publisher is bound to less, or people are told less of it."""
    kept = said("promised-of-a-buyer", before)
    if not kept or not _is_about("takeover", before) or (after is not None and says("promised-of-a-buyer", after)):
        return None
    return Claim(Kind.OWNERSHIP_CLAUSE, Direction.NARROWED, ", ".join(kept), "losses/buyer")


def _confined(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Rights that are had in some places only."""
    there = said("only-there", after)
    if says("everywhere", before) and not says("everywhere", after):
        there = there or tuple(sorted(regions(after) - regions(before)))
    if not there or says("only-there", before) or not (_is_of_rights(after) and _is_of_rights(before)):
        return None
    return Claim(Kind.RIGHTS, Direction.NARROWED, ", ".join(there), "losses/elsewhere")


def _unguarded(_: Comparison, before: Sentence) -> Claim | None:
    """A measure that went with its sentence; a line of a page that stops nowhere is a title or a link, and no item."""
    is_title = before.kind is BlockKind.PARAGRAPH and before.text[-1].isalnum()
    if topic(before) != "protecting" or is_title or says("no-deed", before) or is_aside(before):
        return None
    if denials(before.phrase) or says("never", before):
        return None  # a promise, and told as one
    return Claim(Kind.SECURITY_COMMITMENT, Direction.REMOVED, "", "losses/measure")


def _priced(_: Comparison, after: Sentence) -> Claim | None:
    """A price stands where rights are told."""
    price = said("price", after)
    if topic(after) != "rights" or not price or "negation" in cues_of(after.phrase):
        return None
    return Claim(Kind.RIGHTS_PROCEDURE, Direction.NARROWED, ", ".join(price), "losses/price")


_RULES: tuple[OfTwo, ...] = (_unpromised, _unrestrained, _kept, _delayed, _uploaded, _unsold, _confined)


def _is_of_rights(sentence: Sentence) -> bool:
    return topic(sentence) == "rights" or says("topic-rights", sentence) or says("people-may", sentence)


def _is_about(name: str, sentence: Sentence) -> bool:
    """It speaks of it, or its heading does."""
    phrase = sentence.phrase
    return says(name, sentence) or says_words(name, phrase.language, folded(phrase.heading))
