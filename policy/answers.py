"""A finding as the JSON that programs get, wherever they ask for it; the keys are a promise to them."""

from typing import TypeAlias

from policy.grounds import anchors, weighing
from policy.model.changes import Finding, Quote
from policy.phrases import explanation

Json: TypeAlias = "dict[str, Json] | list[Json] | tuple[Json, ...] | str | int | bool | None"


def finding_answer(finding: Finding) -> dict[str, Json]:
    """What changed in meaning, with its proof and where that stands."""
    return {
        "kind": finding.kind.value,
        "direction": finding.direction.value,
        "severity": finding.severity.word,
        "what": finding.what,
        "section": finding.section,
        "old_quote": words_of(finding.before),
        "new_quote": words_of(finding.after),
        "reason": explanation(finding),
        "rule": finding.rule,
        "severity_reason": weighing(finding),
        "anchors": anchors(finding.kind),
        "old_place": _place(finding.before),
        "new_place": _place(finding.after),
    }


def words_of(quote: Quote | None) -> str | None:
    """The quote, verbatim; None: there is none."""
    return quote.text if quote else None


def _place(quote: Quote | None) -> dict[str, Json] | None:
    """Where a quote stands: the characters of its section's text, from `start` up to `end`; -1: it is the heading."""
    if quote is None:
        return None
    return {"section": quote.section, "section_id": quote.section_id, "start": quote.start, "end": quote.end}
