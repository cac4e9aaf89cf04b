"""Language versions of one page that part ways: an edit of only one of them."""

from collections.abc import Iterator

from policy.facts.versions import Drift, drift
from policy.judging.comparison import Comparison
from policy.knowledge.reasons import reason
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, Finding, Kind

_WHOLE = frozenset({"section", "paragraph"})  # other words in a sentence are told as what they mean


def versions(comparison: Comparison) -> Iterator[Finding]:
    """Sections and paragraphs that one version now has and the other has not; what parted them before is old news."""
    if len(comparison.after.reading.languages) < 2:
        return
    known = {_identity(one) for one in drift(comparison.before.reading)}
    for one in drift(comparison.after.reading):
        if one.kind in _WHOLE and _identity(one) not in known:
            yield _finding(one)


def _identity(one: Drift) -> tuple[str, str, str]:
    return (one.kind, one.language, one.what)


def _finding(one: Drift) -> Finding:
    what = f"{one.language}: {one.what}"
    return Finding(
        kind=Kind.LANGUAGE_VERSION_DRIFT,
        direction=Direction.CHANGED,
        severity=taxonomy().kinds[Kind.LANGUAGE_VERSION_DRIFT].weight(Direction.CHANGED),
        what=what,
        section=one.here.section,
        before=None,
        after=one.here,
        reason=reason(Kind.LANGUAGE_VERSION_DRIFT, Direction.CHANGED, what),
        rule=f"versions/{one.kind}",
    )
