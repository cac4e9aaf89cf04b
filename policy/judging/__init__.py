"""From two readings to what changed in meaning: a rule is one file and one line in `_RULES`."""

from collections.abc import Callable, Iterable

from policy.comparing import compare, link_changes
from policy.judging.comparison import Comparison
from policy.judging.families import family_of
from policy.judging.rules.categories import categories
from policy.judging.rules.contacts import contacts
from policy.judging.rules.controllers import controllers
from policy.judging.rules.dates import dates
from policy.judging.rules.fallback import fallback
from policy.judging.rules.periods import periods
from policy.judging.rules.promises import promises
from policy.judging.rules.purposes import purposes
from policy.judging.rules.recipients import recipients
from policy.judging.rules.themes import themes
from policy.judging.rules.thirdparties import thirdparties
from policy.model.changes import ChangeSet, Finding, Kind, Severity, Verdict
from policy.model.readings import Reading
from policy.model.targets import DocumentType
from policy.reading import doubts

__all__ = ["judge"]

_RULES: tuple[Callable[[Comparison], Iterable[Finding]], ...] = (
    categories,
    purposes,
    recipients,
    thirdparties,
    contacts,
    controllers,
    periods,
    promises,
    themes,
    dates,
)
_WORDING = frozenset({Kind.EDITORIAL, Kind.EFFECTIVE_DATE})


def judge(
    before: Reading, after: Reading, *, family: DocumentType | None = None, brands: tuple[str, ...] = ()
) -> ChangeSet:
    """What the publisher changed in meaning, with proof. A reading that does not look like the next version of the
    same document is suspect: then kinds are withheld, not guessed."""
    suspicions = (*after.quality.suspicions, *before.quality.suspicions, *doubts(before, after))
    findings: tuple[Finding, ...] = ()
    if not suspicions:
        findings = _findings(Comparison(before, after, family or family_of(after), brands))
    changes, links = compare(before, after), link_changes(before, after)
    return ChangeSet(
        verdict=_verdict(findings, is_different=bool(changes)),
        suspect=suspicions[0] if suspicions else None,
        languages=(_language(before), _language(after)),
        changes=changes,
        links=links,
        findings=findings,
    )


def _findings(comparison: Comparison) -> tuple[Finding, ...]:
    """Weightiest first; among equals in the order of the rules."""
    found = [finding for rule in _RULES for finding in rule(comparison)]
    if (comparison.come or comparison.gone) and max((one.severity for one in found), default=0) < Severity.MAJOR:
        found.extend(fallback(comparison))
    return tuple(sorted(found, key=lambda one: -one.severity))


def _verdict(findings: tuple[Finding, ...], *, is_different: bool) -> Verdict:
    weight = max((finding.severity for finding in findings), default=Severity.INFO)
    if weight >= Severity.MAJOR:
        return Verdict.MATERIAL
    if weight is Severity.MINOR or any(finding.kind not in _WORDING for finding in findings):
        return Verdict.MINOR
    return Verdict.EDITORIAL if findings or is_different else Verdict.NONE


def _language(reading: Reading) -> str:
    """The main language; "und": none was recognised (BCP 47)."""
    return reading.languages[0] if reading.languages else "und"
