"""What terms of use bargain over, in whatever words: money, blame, quarrels, people's works, and how it ends."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Edit
from policy.judging.content import content
from policy.judging.contexts import defines, is_aside
from policy.judging.deeds import FEW, is_read, swap
from policy.judging.findings import Claim, finding
from policy.judging.turns_of_speech import says, says_words
from policy.knowledge.tokens import folded
from policy.model.changes import Direction, FactType, Finding, Kind
from policy.model.targets import DocumentType

_STAKES = ("bargain-money", "bargain-blame", "bargain-quarrel", "bargain-works", "bargain-end")
_OTHER = 0.5  # of the content words on either side, from which it says something else


def bargains(comparison: Comparison) -> Iterator[Finding]:
    """The first statement on each stake that says something else than it did, in terms of few changes."""
    if comparison.family is not DocumentType.TERMS or len(comparison.pairs) > FEW:
        return
    told: set[str] = set()
    for pair in (*comparison.edits, *_couples(comparison)):
        stake = _stake(pair)
        if stake and stake not in told and (_is_other(comparison, pair) or _is_raised(comparison, pair)):
            told.add(stake)
            what = ", ".join(sorted(swap(comparison, pair).gained))
            yield finding(Claim(Kind.DISPUTE_TERMS, Direction.CHANGED, what, "bargains/other"), pair)


def _couples(comparison: Comparison) -> Iterator[Edit]:
    """A statement that went and the one that came into its section, too unlike to be taken for one reworded."""
    went = [one.before for one in comparison.pairs if one.before is not None and one.after is None]
    came = [one.after for one in comparison.pairs if one.after is not None and one.before is None]
    for before in went:
        beside = (one for one in came if one.section.path == before.section.path)
        yield from (Edit(before, after) for after in beside)


def _stake(pair: Edit) -> str:
    """What both sentences bargain over, the heading they share telling it as well; "": nothing known."""
    return next((one for one in _STAKES if _is_on(one, pair.before) and _is_on(one, pair.after)), "")


def _is_on(stake: str, sentence: Sentence) -> bool:
    phrase = sentence.phrase
    return says(stake, sentence) or says_words(stake, phrase.language, folded(phrase.heading))


def _is_other(comparison: Comparison, pair: Edit) -> bool:
    """Most of what it said is gone and most of what it says is new, or it is denied now, or no longer."""
    before, after = pair.before, pair.after
    if not (is_read(before) and is_read(after)):
        return False
    if not says("of-people", after) or is_aside(after) or defines(after):
        return False
    words = swap(comparison, pair)
    if _is_for_another_time(pair):
        return True
    if says("permission", before) and not says("permission", after) and words.gained:
        return True
    is_new = len(words.gained) > _OTHER * len(content(after)) and len(words.lost) > _OTHER * len(content(before))
    turns = ("negation" in cues_of(one.phrase) for one in (before, after))
    return is_new or (len(set(turns)) > 1 and bool(words.gained) and bool(words.lost))


def _is_for_another_time(pair: Edit) -> bool:
    """It says how long, and it said another length, or none."""
    old, new = (
        [mark.value for mark in marks_of(sentence.phrase, FactType.RETENTION) if mark.rule == "slot/period"]
        for sentence in (pair.before, pair.after)
    )
    return bool(new) and old != new


def _is_raised(comparison: Comparison, pair: Edit) -> bool:
    """What came is itself such a stake, and what went was none: moved, and now deleted."""
    words, language = swap(comparison, pair), pair.after.phrase.language
    came, went = (" ".join(sorted(one)) for one in (words.gained, words.lost))
    return bool(went) and any(
        says_words(one, language, came) and not says_words(one, language, went) for one in _STAKES
    )
