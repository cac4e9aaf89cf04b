"""In whatever words: whom a document covers, who answers for it, and where letters go."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from policy.facts import Sentence
from policy.judging.comparison import Comparison, Pair
from policy.judging.content import content
from policy.judging.deeds import JOINS, cut_words, parts, swap
from policy.judging.findings import Claim
from policy.judging.pairwise import OfTwo, claimed
from policy.judging.turns_of_speech import said, says
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import patterns
from policy.model.changes import Direction, Finding, Kind, Severity

_NAME = r"[^.,;:(]{2,60}"
_BEHIND = {one: re.compile(rf"{words} (?P<name>{_NAME})") for one, words in patterns("answerable-is").items()}
_BEFORE = {
    one: re.compile(rf"(?:^|[.,;:(] ?)(?P<name>{_NAME}?) {words}") for one, words in patterns("is-answerable").items()
}
_NOBODY = frozenset({"we", "us", "it", "they", "this", "that", "you", "who"})
_PLACE = re.compile(r"\bin (?:the )?([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_OF_THE_READER = frozenset({"you", "your", "yours"})
_CLAUSE = 4  # words of one that covers others


def covers(comparison: Comparison) -> Iterator[Finding]:
    """Edited sentences only: what is stated anew, rules on facts tell."""
    return claimed(comparison, _RULES)


def _covered(comparison: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Others than before are covered."""
    is_told = says("this-page-tells", before) and says("this-page-tells", after)
    if not is_told and not (says("this-page-covers", before) and says("this-page-covers", after)):
        return None
    words = swap(comparison, Pair(before, after))
    if is_told:
        what = ", ".join(sorted(words.gained or words.lost))
        is_less = _is_narrowed(before, after) if words.gained else bool(words.lost) and _is_cut(before, after)
        return Claim(Kind.SCOPE, Direction.NARROWED, what, "covers/less") if is_less else None
    was_out, is_out = says("not-covered", before), says("not-covered", after)
    if was_out and not is_out:
        return Claim(Kind.SCOPE, Direction.WIDENED, ", ".join(sorted(words.gained)), "covers/more", Severity.MINOR)
    if was_out:
        return None
    left = words.lost | _left_out(comparison, before, after)
    is_less = bool(left) and (not words.gained or parts(after) < parts(before))
    is_confined = says("everywhere", before) and not says("everywhere", after)
    if is_out or is_less or is_confined or (words.gained and _is_narrowed(before, after)):
        what = ", ".join(sorted(left or words.gained))
        return Claim(Kind.SCOPE, Direction.NARROWED, what, "covers/less")
    if words.gained and not words.lost:
        return Claim(Kind.SCOPE, Direction.WIDENED, ", ".join(sorted(words.gained)), "covers/more", Severity.MINOR)
    return None


def _left_out(comparison: Comparison, before: Sentence, after: Sentence) -> frozenset[str]:
    """What the sentence covered, and another that came says is not."""
    lost = content(before) - set(after.key)
    others = [one for one in comparison.come if one is not after and says("not-covered", one)]
    return lost.intersection(*(one.key for one in others)) if others else frozenset()


def _is_narrowed(before: Sentence, after: Sentence) -> bool:
    """The same words, and others put between that join nothing: "riders [in Europe] who"."""
    steps = SequenceMatcher(None, before.key, after.key, autojunk=False).get_opcodes()
    put = [after.key[start:end] for way, _, _, start, end in steps if way == "insert"]
    is_only_put = all(way in {"equal", "insert"} for way, *_ in steps)
    joins = any(words[0] in JOINS or words[-1] in JOINS for words in put)
    return bool(put) and is_only_put and not joins and parts(after) == parts(before)


def _is_cut(before: Sentence, after: Sentence) -> bool:
    """The same words but for a clause that is gone: "[and about people who work for its suppliers]"."""
    cut = cut_words(before, after)
    return len(cut) >= _CLAUSE and not JOINS.isdisjoint(cut)


def _stored(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """What data stands on is somewhere else."""
    if not (says("stands-on", before) and says("stands-on", after)):
        return None
    old, new = ({*_PLACE.findall(one.text)} for one in (before, after))
    if not old or not new - old:
        return None
    return Claim(Kind.INTERNATIONAL_TRANSFER, Direction.CHANGED, ", ".join(sorted(new - old)), "covers/stored")


def _answerable(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Another name stands where it is said who answers for it."""
    if not (says("answerable-is", before) or says("is-answerable", before)):
        return None
    new = _names(after)
    if {word for name in new for word in words_of(name)} <= {*before.key} | _NOBODY:
        return None
    return Claim(Kind.CONTROLLER, Direction.CHANGED, ", ".join(new), "covers/answerable")


def _names(sentence: Sentence) -> list[str]:
    low, language = folded(sentence.text), sentence.phrase.language or ""
    found = [
        match["name"] for table in (_BEHIND, _BEFORE) if language in table for match in table[language].finditer(low)
    ]
    worded = [(name, words_of(name)) for name in found]
    return [name for name, words in worded if words and words[0] not in _NOBODY and _OF_THE_READER.isdisjoint(words)]


def _letters(_: Comparison, before: Sentence, after: Sentence) -> Claim | None:
    """Another house, street or place."""
    old, new = said("letters-go-to", before), said("letters-go-to", after)
    if not old or not new or {*words_of(" ".join(new))} <= {*before.key}:
        return None
    return Claim(Kind.CONTACT, Direction.CHANGED, f"{old[0]} → {new[0]}", "covers/letters")


_RULES: tuple[OfTwo, ...] = (_covered, _answerable, _letters, _stored)
