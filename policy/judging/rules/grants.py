"""What the reader was free to do with his data, in whatever words, and of which nothing is said any more."""

from collections.abc import Iterator

from policy.facts import Sentence
from policy.judging.comparison import Comparison, Pair
from policy.judging.findings import Claim, finding
from policy.judging.slips import CONTENT_LETTERS, is_form
from policy.judging.turns_of_speech import says
from policy.model.changes import Direction, FactType, Finding, Kind
from policy.model.readings import BlockKind

_LOST = 0.5  # of its words: where fewer are lost, another sentence says it


def grants(comparison: Comparison) -> Iterator[Finding]:
    """The first such sentence, where the later document says it in no other words of its section, and no right went
    with it: that is told as one."""
    told = {id(right.sentence) for right in comparison.went(FactType.RIGHT)}
    for sentence in comparison.gone:
        if comparison.counterpart(sentence) is not None or not _grants(sentence) or id(sentence) in told:
            continue
        if _is_lost(comparison, sentence):
            yield finding(Claim(Kind.RIGHTS_PROCEDURE, Direction.REMOVED, "", "grants/gone"), Pair(sentence, None))
            return


def _grants(sentence: Sentence) -> bool:
    is_prose = sentence.kind not in {BlockKind.HEADING, BlockKind.ROW}
    return is_prose and says("reader-may", sentence) and says("of-the-reader", sentence)


def _is_lost(comparison: Comparison, sentence: Sentence) -> bool:
    """Most of its words stand in nothing that came beside it, and one stands nowhere any more."""
    after, language = comparison.after, sentence.phrase.language
    if all(after.has_word(word) or after.has_form(word, language) for word in sentence.key):
        return False
    around = comparison.words_around(sentence, is_new=False)
    words = {word for word in sentence.key if len(word) >= CONTENT_LETTERS}
    lost = [word for word in words if not any(is_form(word, other) for other in around)]
    return len(lost) > _LOST * len(words) or not words
