"""What a document states, as facts in canonical form: an extractor is one file and one line in `_EXTRACTORS`,
under the type of its facts."""

from collections.abc import Iterator, Set
from itertools import chain
from operator import itemgetter

from policy.facts.addresses import addresses
from policy.facts.ages import ages
from policy.facts.apart import sections, sentences
from policy.facts.brands import brand, is_the_publisher
from policy.facts.clauses import clauses
from policy.facts.contacts import emails, phones
from policy.facts.controllers import entities
from policy.facts.dates import dates
from policy.facts.engaged import engaged, nobody
from policy.facts.marks import Extractor, Mark
from policy.facts.matrices import matrices
from policy.facts.memory import CELLS, FIGURE, known, signs_of
from policy.facts.named import data_categories, purposes, recipients, rights
from policy.facts.periods import periods
from policy.facts.persons import desks, forms, persons
from policy.facts.practices import practices
from policy.facts.promises import promises
from policy.facts.sentences import Phrase, Sentence, Words
from policy.facts.thirdparties import itemised, listed, partners, third_parties
from policy.facts.transfers import transfers
from policy.model.changes import Fact, FactType
from policy.model.readings import Reading

__all__ = [
    "Mark",
    "Phrase",
    "Sentence",
    "brand",
    "fact_of",
    "facts",
    "marks",
    "marks_of",
    "sections",
    "sentences",
]

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


def facts(reading: Reading, brands: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Everything the document states, in its order; own and sister brands are not third parties."""
    told = sentences(reading)
    found = tuple(fact_of(sentence, mark) for sentence, mark in _found_in(told, brands))
    if none := nobody(((one.value, one.rule) for one in found), reading):
        found = tuple(one for one in found if (one.value, one.rule) not in none)
    if any(fact.type is FactType.CONTROLLER for fact in found):
        return found
    publisher = brand(told)
    if publisher is None:
        return found
    return (*(one for one in found if not is_the_publisher(one, publisher)), publisher)


def _found_in(told: tuple[Sentence, ...], brands: tuple[str, ...]) -> Iterator[tuple[Sentence, Mark]]:
    """Every mark with its sentence, in order, but for own brands as third parties."""
    own = {brand.casefold() for brand in brands}
    for sentence in told:
        for mark in marks(sentence.phrase):
            if mark.type is not FactType.THIRD_PARTY or mark.value.casefold() not in own:
                yield sentence, mark


def marks(phrase: Phrase) -> tuple[Mark, ...]:
    """All facts of one sentence, type by type; remembered: a sentence that did not change costs nothing."""
    memory = known(phrase)
    if memory.whole is None:
        signs = signs_of(phrase)
        found = [
            (ranks[mark.type], mark)
            for extractor, needs, ranks in _ASKED
            if needs is None or not signs.isdisjoint(needs)
            for mark in extractor(phrase)
            if mark.type in ranks
        ]
        found.sort(key=itemgetter(0))
        memory.whole = tuple([mark for _, mark in found])
    return memory.whole


def marks_of(phrase: Phrase, type_: FactType) -> tuple[Mark, ...]:
    """The facts of one type in one sentence, remembered as all of them are."""
    memory = known(phrase)
    found = memory.marks.get(type_)
    if found is None:
        some = memory.whole
        among = chain.from_iterable(one(phrase) for one in _EXTRACTORS[type_]) if some is None else some
        found = memory.marks[type_] = tuple([mark for mark in among if mark.type is type_])
    return found


def _asked() -> tuple[tuple[Extractor, Set[str] | None, dict[FactType, int]], ...]:
    """Each extractor once, with the signs it needs, and the place in the registry of what it finds of each type."""
    found: dict[Extractor, dict[FactType, int]] = {}
    for rank, (type_, extractor) in enumerate((type_, one) for type_, some in _EXTRACTORS.items() for one in some):
        found.setdefault(extractor, {})[type_] = rank
    return tuple((extractor, _NEEDS.get(extractor), ranks) for extractor, ranks in found.items())


_ASKED = _asked()


def fact_of(words: Sentence | Words, mark: Mark) -> Fact:
    """The mark anchored in the document."""
    return Fact(
        type=mark.type,
        value=mark.value,
        polarity=mark.polarity,
        quote=words.quote(mark.start, mark.end),
        rule=mark.rule,
        term=mark.term,
        cue=mark.cue,
        condition=mark.condition,
        role=mark.role,
        object=mark.object,
    )
