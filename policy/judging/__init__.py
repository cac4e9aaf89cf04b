"""From two readings to what changed in meaning, and how much it weighs."""

from policy.comparing import compare, link_changes
from policy.judging.comparison import Comparison
from policy.judging.families import family_of
from policy.judging.precedence import told_best, without_broader, without_explained
from policy.judging.ranks import by_rank
from policy.judging.rules.fallback import fallback
from policy.judging.unnamed import naming_all
from policy.judging.watching import watched
from policy.knowledge.reasons import reason
from policy.model.changes import (
    Added,
    ChangeSet,
    Direction,
    Finding,
    Kind,
    Quote,
    Removed,
    SectionChange,
    Severity,
    Verdict,
)
from policy.model.readings import Reading, Section, Suspicion
from policy.model.targets import DocumentType, WatchRule
from policy.reading import doubts

__all__ = ["judge"]

_WORDING = frozenset({Kind.EDITORIAL, Kind.EFFECTIVE_DATE})


def judge(
    before: Reading,
    after: Reading,
    *,
    family: DocumentType | None = None,
    brands: tuple[str, ...] = (),
    watch: tuple[WatchRule, ...] = (),
    startling: tuple[Suspicion, ...] | None = None,
) -> ChangeSet:
    """What the publisher changed in meaning, with proof, and what of it somebody watches for. A reading that does not
    look like the next version of the same document is suspect: then kinds are withheld, not guessed, and nothing is
    called wording. `startling` is what `doubts` said of these very readings; None: it is asked here."""
    doubted = doubts(before, after) if startling is None else startling
    suspicions = (*after.quality.suspicions, *before.quality.suspicions, *doubted)
    findings: tuple[Finding, ...] = ()
    if not suspicions:
        findings = _findings(Comparison(before, after, family or family_of(after), brands), watch)
    changes, links = compare(before, after), link_changes(before, after)
    findings = naming_all(findings, changes)
    if changes and not findings and not suspicions:
        findings = (_moved(changes[0]),)
    return ChangeSet(
        verdict=_unjudged(changes) if suspicions else _verdict(findings, is_different=bool(changes)),
        suspect=suspicions[0] if suspicions else None,
        languages=(_language(before), _language(after)),
        changes=changes,
        links=links,
        findings=findings,
    )


def _findings(comparison: Comparison, watch: tuple[WatchRule, ...]) -> tuple[Finding, ...]:
    """Weightiest first; among equals in the order of the rules, the operator's own before them."""
    found = without_explained(without_broader(by_rank(comparison)))
    if (comparison.come or comparison.gone) and max((one.severity for one in found), default=0) < Severity.MAJOR:
        found.extend(fallback(comparison, found))
    once: dict[tuple[object, ...], Finding] = {}
    for one in told_best(found):
        once.setdefault((one.kind, one.direction, one.before, one.after), one)
    return tuple(sorted((*watched(comparison, watch), *once.values()), key=lambda one: -one.severity))


def _moved(change: SectionChange) -> Finding:
    """Every sentence of the one document stands in the other: what differs is its order or its headings."""
    match change:
        case Added(section) | Removed(section):
            before = after = section
        case _:
            before, after = change.before, change.after
    return Finding(
        kind=Kind.EDITORIAL,
        direction=Direction.CHANGED,
        severity=Severity.INFO,
        what="",
        section=after.path,
        before=None if isinstance(change, Added) else _opening(before),
        after=None if isinstance(change, Removed) else _opening(after),
        reason=reason(Kind.EDITORIAL, Direction.CHANGED, ""),
        rule="wording/moved",
    )


def _opening(section: Section) -> Quote:
    """The first words of a section; of an empty one its heading."""
    words = section.text.partition("\n")[0]
    if words:
        return Quote(words, section.path, section.id, 0, len(words))
    return Quote(section.heading, section.path, section.id, -1, -1)


def _unjudged(changes: tuple[SectionChange, ...]) -> Verdict:
    """Of a suspect reading: something differs, and nobody has looked whether it is only wording."""
    return Verdict.MINOR if changes else Verdict.NONE


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
