"""From two readings to what changed in meaning: a rule is one file and one line in `_RULES`."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from policy.comparing import compare, link_changes
from policy.judging.comparison import Comparison
from policy.judging.deeds import FEW
from policy.judging.families import family_of
from policy.judging.precedence import told_best, without_broader, without_explained
from policy.judging.rules.ages import ages
from policy.judging.rules.bargains import bargains
from policy.judging.rules.categories import categories
from policy.judging.rules.clauses import clauses
from policy.judging.rules.contacts import contacts
from policy.judging.rules.controllers import controllers
from policy.judging.rules.covers import covers
from policy.judging.rules.curtailed import curtailed
from policy.judging.rules.dates import dates
from policy.judging.rules.deadlines import deadlines
from policy.judging.rules.deeds import deeds
from policy.judging.rules.fallback import fallback
from policy.judging.rules.freed import freed
from policy.judging.rules.grants import grants
from policy.judging.rules.hedges import hedges
from policy.judging.rules.lessened import lessened
from policy.judging.rules.limits import limits
from policy.judging.rules.losses import losses
from policy.judging.rules.notices import notices
from policy.judging.rules.periods import periods
from policy.judging.rules.practices import practices
from policy.judging.rules.promises import promises
from policy.judging.rules.publishers import publishers
from policy.judging.rules.purposes import purposes
from policy.judging.rules.recipients import described, heads, recipients
from policy.judging.rules.rights import rights
from policy.judging.rules.routes import routes
from policy.judging.rules.said import spoken
from policy.judging.rules.sales import sales
from policy.judging.rules.scopes import scopes
from policy.judging.rules.struck import struck
from policy.judging.rules.themes import themes
from policy.judging.rules.thirdparties import thirdparties
from policy.judging.rules.transfers import transfers
from policy.judging.rules.turns import turns
from policy.judging.rules.versions import versions
from policy.judging.rules.wordings import wordings
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
from policy.model.readings import Reading, Section
from policy.model.targets import DocumentType, WatchRule
from policy.reading import doubts

__all__ = ["judge"]

_Rule: TypeAlias = Callable[[Comparison], Iterable[Finding]]
_RULES: tuple[_Rule, ...] = (
    categories,
    purposes,
    recipients,
    thirdparties,
    contacts,
    routes,
    controllers,
    publishers,
    periods,
    deadlines,
    notices,
    ages,
    promises,
    transfers,
    sales,
    clauses,
    rights,
    scopes,
    turns,
    themes,
    dates,
    versions,
)
# Terms of use are about conduct: there their words alone say nothing of data. The rules below are not for them either.
_NOT_OF_TERMS: frozenset[_Rule] = frozenset(
    {categories, purposes, deadlines, ages, transfers, sales, rights, scopes, turns}
)
_LESSER = (practices, wordings, limits, struck, grants, hedges, described, heads)  # of a kind no rule before has told
_PLAIN = (freed, losses, lessened, curtailed, covers, spoken)  # in whatever words; of a kind nothing weighty tells
_WORDING = frozenset({Kind.EDITORIAL, Kind.EFFECTIVE_DATE})


def judge(
    before: Reading,
    after: Reading,
    *,
    family: DocumentType | None = None,
    brands: tuple[str, ...] = (),
    watch: tuple[WatchRule, ...] = (),
) -> ChangeSet:
    """What the publisher changed in meaning, with proof, and what of it somebody watches for. A reading that does not
    look like the next version of the same document is suspect: then kinds are withheld, not guessed, and nothing is
    called wording."""
    suspicions = (*after.quality.suspicions, *before.quality.suspicions, *doubts(before, after))
    findings: tuple[Finding, ...] = ()
    if not suspicions:
        findings = _findings(Comparison(before, after, family or family_of(after), brands), watch)
    changes, links = compare(before, after), link_changes(before, after)
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
    if comparison.family is DocumentType.TERMS:
        found = [finding for rule in _RULES if rule not in _NOT_OF_TERMS for finding in rule(comparison)]
        found.extend(_untold(bargains(comparison), found))
    else:
        found = _of_policies(comparison)
    found = without_explained(without_broader(found))
    if (comparison.come or comparison.gone) and max((one.severity for one in found), default=0) < Severity.MAJOR:
        found.extend(fallback(comparison, found))
    once: dict[tuple[object, ...], Finding] = {}
    for one in told_best(found):
        once.setdefault((one.kind, one.direction, one.before, one.after), one)
    return tuple(sorted((*watched(comparison, watch), *once.values()), key=lambda one: -one.severity))


def _of_policies(comparison: Comparison) -> list[Finding]:
    """What all the rules find, where a document is about data."""
    found = [finding for rule in _RULES for finding in rule(comparison)]
    for lesser in _LESSER:
        named = {one.kind for one in found}
        found.extend(one for one in lesser(comparison) if one.kind not in named)
    if len(comparison.pairs) <= FEW:
        for plain in _PLAIN:
            found.extend(_untold(plain(comparison), found))
        found.extend(_untold(deeds(comparison, found), found))
    return found


def _untold(news: Iterable[Finding], found: Sequence[Finding]) -> list[Finding]:
    """Those of a kind that nothing weighty tells."""
    heavy = {one.kind for one in found if one.severity >= Severity.MAJOR}
    return [one for one in news if one.kind not in heavy]


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
