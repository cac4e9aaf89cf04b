"""What no other rule names: told by words that are new to the whole document, and by topic."""

from policy.facts import Sentence
from policy.judging.comparison import Comparison
from policy.judging.findings import finding
from policy.model.changes import Direction, Finding, Kind, Severity

_ALARM = 8  # new content words from which an unnamed change is worth an alert
_SUBSTANCE = 3  # and from which it is more than wording


def fallback(comparison: Comparison) -> tuple[Finding, ...]:
    """An unclassified change where the document says something in new words, otherwise an editorial one."""
    fresh = [(sentence, comparison.new_words(sentence)) for sentence in comparison.come]
    count = len({word for _, words in fresh for word in words})
    if count >= _SUBSTANCE:
        after, _ = max(fresh, key=lambda pair: len(pair[1]))
        severity = Severity.MAJOR if count >= _ALARM else Severity.MINOR
        before = comparison.counterpart(after)
        direction = Direction.CHANGED if before else Direction.ADDED
        topic = after.section.heading or comparison.after.reading.title
        return (finding(Kind.UNCLASSIFIED, direction, topic, before, after, "fallback/new-words", severity),)
    pair = comparison.pairs[0] if comparison.pairs else None
    if pair is None:
        return ()
    gone = max((sentence for sentence in comparison.gone), key=_weight, default=None)
    if gone is not None and comparison.counterpart(gone) is None and _weight(gone) >= 2 * _ALARM:
        return (finding(Kind.UNCLASSIFIED, Direction.REMOVED, gone.section.heading, gone, None, "fallback/gone"),)
    return (finding(Kind.EDITORIAL, Direction.CHANGED, "", pair.before, pair.after, "fallback/wording"),)


def _weight(sentence: Sentence) -> int:
    return len(sentence.key)
