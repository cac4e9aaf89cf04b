"""Who is responsible: another company, another legal form, another seat."""

from collections.abc import Iterator

from policy.facts import Sentence
from policy.judging.comparison import Comparison, Statement
from policy.judging.findings import finding
from policy.knowledge.lexicon import hits
from policy.model.changes import Direction, FactType, Finding, Kind, Severity

_SHARING = frozenset({"share", "sell"})


def controllers(comparison: Comparison) -> Iterator[Finding]:
    """A company replaced in the same sentence, or named or dropped in a sentence on who is responsible."""
    came, went = comparison.came(FactType.CONTROLLER), comparison.went(FactType.CONTROLLER)
    left = list(went)
    for statement in came:
        partner = comparison.counterpart(statement.sentence)
        old = next((one for one in left if one.sentence is partner), None)
        if old is not None and not _is_about_sharing(statement.sentence):
            left.remove(old)
            what = f"{old.mark.value} → {statement.mark.value}"
            yield finding(
                Kind.CONTROLLER, Direction.CHANGED, what, old.sentence, statement.sentence, "controllers/replaced"
            )
        elif _is_responsible(statement):
            what = statement.mark.value
            yield finding(Kind.CONTROLLER, Direction.ADDED, what, partner, statement.sentence, "controllers/named")
    for statement in left:
        if _is_responsible(statement):
            after = comparison.counterpart(statement.sentence)
            yield finding(
                Kind.CONTROLLER,
                Direction.REMOVED,
                statement.mark.value,
                statement.sentence,
                after,
                "controllers/dropped",
                Severity.MAJOR,
            )


def _is_about_sharing(sentence: Sentence) -> bool:
    found = hits(sentence.phrase.language, sentence.text)
    return any(hit.table == "cue" and hit.id in _SHARING for hit in found)


def _is_responsible(statement: Statement) -> bool:
    found = hits(statement.sentence.phrase.language, statement.sentence.text)
    return any(hit.table == "theme" and hit.id == Kind.CONTROLLER for hit in found) and not _is_about_sharing(
        statement.sentence
    )
