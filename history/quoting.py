"""The two quotes of a finding with the words marked in which they differ."""

from collections.abc import Sequence
from itertools import groupby

from policy.comparing import redline
from policy.model.changes import Finding, Op, Quote, Span

# Share of equal text from which marking words helps; below it, the quotes are simply two texts. Where they differ in
# one place, such as an address in a short sentence, half of that is enough: there is nothing to be confused by.
_SHARED = 0.4
_SHARED_AROUND_ONE = 0.2


def said_before(finding: Finding) -> tuple[Span, ...]:
    """The older quote; nothing when there was none."""
    return _marked(finding, finding.before, Op.DELETE)


def said_after(finding: Finding) -> tuple[Span, ...]:
    """The newer quote; nothing when there is none."""
    return _marked(finding, finding.after, Op.INSERT)


def _marked(finding: Finding, quote: Quote | None, own: Op) -> tuple[Span, ...]:
    if quote is None:
        return ()
    if finding.before is None or finding.after is None:
        return (Span(Op.EQUAL, quote.text),)
    spans = redline(finding.before.text, finding.after.text)
    shared = sum(len(span.text) for span in spans if span.op is Op.EQUAL)
    least = _SHARED_AROUND_ONE if _is_in_one_place(spans) else _SHARED
    if shared < least * min(len(finding.before.text), len(finding.after.text)):
        return (Span(Op.EQUAL, quote.text),)
    return tuple(span for span in spans if span.op in (own, Op.EQUAL))


def _is_in_one_place(spans: Sequence[Span]) -> bool:
    runs = [is_equal for is_equal, _ in groupby(span.op is Op.EQUAL for span in spans)]
    return runs.count(False) == 1
