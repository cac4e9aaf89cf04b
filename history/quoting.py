"""The two quotes of a finding with the words marked in which they differ."""

from policy.comparing import redline
from policy.model.changes import Finding, Op, Quote, Span

_SHARED = 0.4  # share of equal text from which marking words helps; below it, the quotes are simply two texts


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
    if shared < _SHARED * min(len(finding.before.text), len(finding.after.text)):
        return (Span(Op.EQUAL, quote.text),)
    return tuple(span for span in spans if span.op in (own, Op.EQUAL))
