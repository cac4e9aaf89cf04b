"""The extractors of facts: one is one file, and one line in `_EXTRACTORS` under the type of its facts."""

from collections.abc import Set
from itertools import chain
from operator import itemgetter

from policy.facts.addresses import addresses
from policy.facts.ages import ages
from policy.facts.clauses import clauses
from policy.facts.contacts import emails, phones
from policy.facts.controllers import entities
from policy.facts.cues import CELLS, FIGURE, signs_of
from policy.facts.dates import dates
from policy.facts.engaged import engaged
from policy.facts.marks import Extractor, Mark
from policy.facts.matrices import matrices
from policy.facts.named import data_categories, purposes, recipients, rights
from policy.facts.periods import periods
from policy.facts.persons import desks, forms, persons
from policy.facts.practices import practices
from policy.facts.promises import promises
from policy.facts.sentences import Phrase
from policy.facts.thirdparties import itemised, listed, partners, third_parties
from policy.facts.transfers import transfers
from policy.model.changes import FactType

_EXTRACTORS: dict[FactType, tuple[Extractor, ...]] = {
    FactType.DATA_CATEGORY: (data_categories,),
    FactType.PURPOSE: (purposes,),
    FactType.RECIPIENT: (recipients,),
    FactType.THIRD_PARTY: (third_parties, partners, listed, itemised, engaged),
    FactType.CONTACT: (emails, phones, addresses, persons, desks, forms),
    FactType.CONTROLLER: (entities,),
    FactType.DATE: (dates,),
    FactType.RETENTION: (periods, clauses),
    FactType.RIGHT: (rights,),
    FactType.DATA_PURPOSE: (matrices,),
    FactType.TRANSFER: (transfers, clauses),
    FactType.NEGATIVE_PROMISE: (promises,),
    FactType.SALE: (practices,),
    FactType.AI_TRAINING: (practices,),
    FactType.AUTOMATED_DECISION: (practices,),
    FactType.AGE: (ages, clauses),
    FactType.LEGAL_BASIS: (clauses,),
    FactType.CONSENT: (clauses,),
    FactType.CHANGE_NOTICE: (clauses,),
    FactType.SECURITY: (clauses,),
    FactType.PROCEDURE: (clauses,),
    FactType.DISCLOSURE: (clauses,),
    FactType.OWNERSHIP: (clauses,),
    FactType.COMPLAINT: (clauses,),
    FactType.DISPUTE_TERM: (clauses,),
}
_NEEDS: dict[Extractor, Set[str]] = {  # signs without which it finds nothing; the others are always asked
    data_categories: {"data"},
    purposes: {"purpose"},
    recipients: {"recipient"},
    partners: {"share", "sell"},
    listed: {CELLS},
    phones: {FIGURE},
    addresses: {FIGURE},
    forms: {"web-form"},
    dates: {FIGURE},
    clauses: {"clause"},
    rights: {"right"},
    matrices: {"purpose"},
    promises: {"negation"},
    practices: {"purpose"},
}


def found_in(phrase: Phrase) -> tuple[Mark, ...]:
    """All facts of one sentence, type by type."""
    signs = signs_of(phrase)
    found = [
        (ranks[mark.type], mark)
        for extractor, needs, ranks in _ASKED
        if needs is None or not signs.isdisjoint(needs)
        for mark in extractor(phrase)
        if mark.type in ranks
    ]
    found.sort(key=itemgetter(0))
    return tuple([mark for _, mark in found])


def found_of(phrase: Phrase, type_: FactType) -> tuple[Mark, ...]:
    """The facts of one type alone, which costs less."""
    found = chain.from_iterable(one(phrase) for one in _EXTRACTORS[type_])
    return tuple([mark for mark in found if mark.type is type_])


def _asked() -> tuple[tuple[Extractor, Set[str] | None, dict[FactType, int]], ...]:
    """Each extractor once, with the signs it needs, and the place in the registry of what it finds of each type."""
    found: dict[Extractor, dict[FactType, int]] = {}
    for rank, (type_, extractor) in enumerate((type_, one) for type_, some in _EXTRACTORS.items() for one in some):
        found.setdefault(extractor, {})[type_] = rank
    return tuple((extractor, _NEEDS.get(extractor), ranks) for extractor, ranks in found.items())


_ASKED = _asked()
