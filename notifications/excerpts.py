"""Quotes of a change beside one another, the changed words marked and the long unchanged ones left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from notifications.visible import clipped, visible_run
from policy.comparing import redline
from policy.model.changes import Finding, Op, Span

_READ = 8000  # characters of a quote that are compared; a quote is a sentence or a paragraph
_CONTEXT = 90  # characters of unchanged text kept on each side of a change
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a finding quotes; empty: there was or is nothing on that side."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]


def excerpt(finding: Finding, limit: int) -> Excerpt:
    """The quotes of a finding, each side at most about `limit` characters long."""
    before = finding.before.text[:_READ] if finding.before else ""
    after = finding.after.text[:_READ] if finding.after else ""
    spans = _spans(before, after)
    return Excerpt(_side(spans, Op.DELETE, limit), _side(spans, Op.INSERT, limit))


def marked(spans: Sequence[Span]) -> str:
    """The quote in plain text: words that go stand in [-…-], words that come in [+…+]."""
    return "".join(_marked(span) for span in spans).strip()


@lru_cache(maxsize=1024)  # a mail that is too long is set again with less, from the same quotes
def _spans(before: str, after: str) -> tuple[Span, ...]:
    return redline(before, after)


def _side(spans: Sequence[Span], op: Op, limit: int) -> tuple[Span, ...]:
    """The spans of one side; unchanged text is kept only beside a change, or at its beginning when none is here."""
    mine = [replace(span, text=visible_run(span.text)) for span in spans if span.op in (Op.EQUAL, op)]
    if not any(span.op is op for span in mine):
        whole = "".join(span.text for span in mine)
        return (Span(Op.EQUAL, clipped(whole, limit)),) if whole else ()
    kept: list[Span] = []
    room = limit
    for place, span in enumerate(mine):
        if span.op is Op.EQUAL:
            span = replace(span, text=_shortened(span.text, is_first=place == 0, is_last=place == len(mine) - 1))
        if len(span.text) > room:
            kept.append(replace(span, text=clipped(span.text, max(room, 2))))
            break
        kept.append(span)
        room -= len(span.text)
    return tuple(kept)


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    head = "" if is_first else text[:_CONTEXT]
    tail = "" if is_last else text[-_CONTEXT:]
    if len(text) <= len(head) + len(tail) + len(_GAP):
        return text
    return f"{head.rpartition(' ')[0] or head}{_GAP}{tail.partition(' ')[2] or tail}".lstrip()


def _marked(span: Span) -> str:
    if span.op is Op.EQUAL or not span.text.strip():
        return span.text
    core = span.text.strip()
    before, _, after = span.text.partition(core)
    sign = "-" if span.op is Op.DELETE else "+"
    return f"{before}[{sign}{core}{sign}]{after}"
