"""Limits of a practice: "only" that is struck, "some" that becomes "all", "while the app is open" that becomes "even
when it is closed", data that need no longer be anonymous."""

from collections.abc import Iterator

from policy.facts import Sentence
from policy.facts.cues import cues_of
from policy.facts.negation import denials
from policy.judging.comparison import Comparison, Edit
from policy.judging.contexts import handles_data, is_given, is_practice, speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.slips import fresh
from policy.knowledge.tokens import words_of
from policy.model.changes import Direction, Finding, Kind, Severity

_LIMIT, _WHOLE = "qualifier", "whole"
_WHENEVER, _VEILED = "whenever", "veiled"  # in any circumstances; so that nobody is recognised
_PRACTICES = (  # which practice the limit was set to, the weightiest first
    ("share", Kind.RECIPIENT_CATEGORY),
    ("sell", Kind.RECIPIENT_CATEGORY),
    ("reach", Kind.RECIPIENT_CATEGORY),
    ("collect", Kind.DATA_CATEGORY),
    ("retain", Kind.RETENTION),
    ("use", Kind.PURPOSE),
)


def limits(comparison: Comparison) -> Iterator[Finding]:
    """A statement on a practice that is the same but for its limits; what it denies is a promise, and told as one."""
    for pair in comparison.edits:
        if denials(pair.before.phrase):
            continue
        struck = _said(pair.before, _LIMIT) - _said(pair.after, _LIMIT)
        put = _said(pair.after, _LIMIT) - _said(pair.before, _LIMIT)
        whole = _said(pair.after, _WHOLE) - _said(pair.before, _WHOLE)
        wide = _unbound(pair.before, pair.after)
        if wide is not None:
            yield finding(Claim(_kind(pair.after), Direction.WIDENED, wide, "limits/unbound", Severity.MAJOR), pair)
        if not handles_data(pair.after) or bool(struck or whole) is bool(put):
            continue
        if _differs_otherwise(pair, struck | put | whole):
            continue
        if put:
            claim = Claim(_kind(pair.after), Direction.NARROWED, ", ".join(sorted(put)), "limits/set", Severity.INFO)
        else:
            what = f"{', '.join(sorted(struck)) or '–'} → {', '.join(sorted(whole)) or '–'}"
            claim = Claim(_kind(pair.after), Direction.WIDENED, what, "limits/struck", Severity.MAJOR)
        yield finding(claim, pair)


def _unbound(before: Sentence, after: Sentence) -> str | None:
    """In which circumstances it now happens, too; "": to people who can be recognised; None: neither is new."""
    if not (is_practice(before) and is_practice(after)) or speaks_of(after, Kind.RIGHTS_PROCEDURE):
        return None
    always = _said(after, _WHENEVER)
    if always and not _said(before, _WHENEVER):
        return ", ".join(sorted(always))
    if is_given(after) and _said(before, _VEILED) and not (_said(after, _VEILED) or _said(after, _LIMIT)):
        return ""
    return None


def _kind(sentence: Sentence) -> Kind:
    return next((kind for cue, kind in _PRACTICES if _said(sentence, cue)), Kind.PURPOSE)


def _said(sentence: Sentence, cue: str) -> frozenset[str]:
    return frozenset(hit.phrase.rstrip("*") for hit in cues_of(sentence.phrase).get(cue, ()))


def _differs_otherwise(pair: Edit, said: frozenset[str]) -> bool:
    """Content words differ that are no part of the limits."""
    own = tuple(word for phrase in said for word in words_of(phrase))
    others = fresh(pair.before, pair.after) | fresh(pair.after, pair.before)
    return any(not word.startswith(own) for word in others)
