"""The rules by rank, in the order they are asked in: a rule is one file and one line here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

from policy.judging.comparison import Comparison
from policy.judging.deeds import FEW
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
from policy.model.changes import Finding, Severity
from policy.model.targets import DocumentType

Rule: TypeAlias = Callable[[Comparison], Iterable[Finding]]
_Sieve: TypeAlias = Callable[[Iterable[Finding], Sequence[Finding]], Iterable[Finding]]


def by_rank(comparison: Comparison) -> list[Finding]:
    """What the rules find, each rank beside what those before it have told."""
    found: list[Finding] = []
    for rank in _RANKS:
        if comparison.family in rank.families and len(comparison.pairs) <= rank.most:
            for rule in rank.rules:
                found.extend(rank.sieve(rule(comparison), found))
    if comparison.family in _ABOUT_DATA and len(comparison.pairs) <= FEW:
        found.extend(_of_light_kinds(deeds(comparison, found), found))
    return found


def _all(news: Iterable[Finding], _: Sequence[Finding]) -> Iterable[Finding]:
    return news


def _of_new_kinds(news: Iterable[Finding], found: Sequence[Finding]) -> Iterable[Finding]:
    """Those of a kind that nothing tells yet."""
    told = {one.kind for one in found}
    return [one for one in news if one.kind not in told]


def _of_light_kinds(news: Iterable[Finding], found: Sequence[Finding]) -> Iterable[Finding]:
    """Those of a kind that nothing weighty tells."""
    heavy = {one.kind for one in found if one.severity >= Severity.MAJOR}
    return [one for one in news if one.kind not in heavy]


_ALL_FAMILIES = frozenset(DocumentType)
_ABOUT_DATA = _ALL_FAMILIES - {DocumentType.TERMS}


@dataclass(frozen=True, slots=True)
class _Rank:
    """Rules, and what of their findings is told beside those of the ranks before."""

    rules: tuple[Rule, ...]
    sieve: _Sieve = _all
    families: frozenset[DocumentType] = _ALL_FAMILIES  # of documents that they are for
    most: float = inf  # changed sentences among which they are asked


_RANKS: tuple[_Rank, ...] = (
    # By facts and themes. Terms of use are about conduct: there the words of many rules say nothing of data.
    _Rank((categories, purposes), families=_ABOUT_DATA),
    _Rank((recipients, thirdparties, contacts, routes, controllers, publishers, periods)),
    _Rank((deadlines,), families=_ABOUT_DATA),
    _Rank((notices, ages, promises)),
    _Rank((transfers, sales), families=_ABOUT_DATA),
    _Rank((clauses,)),
    _Rank((rights, scopes, turns), families=_ABOUT_DATA),
    _Rank((themes, dates, versions)),
    # By how it is worded.
    _Rank((practices, wordings, limits, struck, grants, hedges, described, heads), _of_new_kinds, _ABOUT_DATA),
    # In whatever words: where few sentences changed, what became of each can be seen.
    _Rank((freed, losses, lessened, curtailed, covers, spoken), _of_light_kinds, _ABOUT_DATA, FEW),
    _Rank((bargains,), _of_light_kinds, frozenset({DocumentType.TERMS})),
)
