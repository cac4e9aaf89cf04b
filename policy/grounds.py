"""What stands behind a finding: why it weighs what it weighs, and the law its kind touches."""

from policy.knowledge.reasons import ground
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Finding, Kind


def anchors(kind: Kind) -> tuple[str, ...]:
    """Where the law speaks of such a change, such as "GDPR 13(1)(f)"; none for what no rule names. To be shown with
    `legal_note`: it is no legal advice."""
    entry = taxonomy().kinds.get(kind)
    return entry.anchors if entry else ()


def legal_note(language: str = "en") -> str:
    """What must be said beside the anchors."""
    return ground("law", language)


def weighing(finding: Finding, language: str = "en") -> str:
    """Why the finding has its severity, in one sentence."""
    return ground(_ground(finding), language)


def _ground(finding: Finding) -> str:
    if finding.kind is Kind.WATCH_RULE:
        return "watch"
    entry = taxonomy().kinds.get(finding.kind)
    if entry is None:
        return "unnamed"
    usual = entry.weight(finding.direction)
    if finding.severity == usual:
        return "usual"
    return "lighter" if finding.severity < usual else "heavier"
