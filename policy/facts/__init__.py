"""What a document states, as facts in canonical form: an extractor is one file and one line in `_EXTRACTORS`,
under the type of its facts."""

from functools import lru_cache

from policy.facts.addresses import addresses
from policy.facts.ages import ages
from policy.facts.brands import brand
from policy.facts.clauses import clauses
from policy.facts.contacts import emails, phones
from policy.facts.controllers import entities
from policy.facts.dates import dates
from policy.facts.marks import Extractor, Mark
from policy.facts.matrices import matrices
from policy.facts.named import data_categories, purposes, recipients, rights
from policy.facts.periods import periods
from policy.facts.persons import desks, forms, persons
from policy.facts.practices import practices
from policy.facts.promises import promises
from policy.facts.sentences import Phrase, Sentence, sentences
from policy.facts.thirdparties import partners, third_parties
from policy.facts.transfers import transfers
from policy.model.changes import Fact, FactType
from policy.model.readings import Reading

__all__ = ["Mark", "Phrase", "Sentence", "brand", "facts", "marks", "marks_of", "sentences"]

_EXTRACTORS: dict[FactType, tuple[Extractor, ...]] = {
    FactType.DATA_CATEGORY: (data_categories,),
    FactType.PURPOSE: (purposes,),
    FactType.RECIPIENT: (recipients,),
    FactType.THIRD_PARTY: (third_parties, partners),
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


def facts(reading: Reading, brands: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Everything the document states, in its order; own and sister brands are not third parties."""
    own = {brand.casefold() for brand in brands}
    told = sentences(reading)
    found = tuple(
        _fact(sentence, mark)
        for sentence in told
        for mark in marks(sentence.phrase)
        if mark.type is not FactType.THIRD_PARTY or mark.value.casefold() not in own
    )
    if any(fact.type is FactType.CONTROLLER for fact in found):
        return found
    publisher = brand(told)
    return (*found, publisher) if publisher else found


def marks(phrase: Phrase) -> tuple[Mark, ...]:
    """All facts of one sentence."""
    return tuple(mark for type_ in _EXTRACTORS for mark in marks_of(phrase, type_))


@lru_cache(maxsize=200_000)
def marks_of(phrase: Phrase, type_: FactType) -> tuple[Mark, ...]:
    """The facts of one type in one sentence, remembered: a sentence that did not change costs nothing."""
    return tuple(mark for extractor in _EXTRACTORS[type_] for mark in extractor(phrase) if mark.type is type_)


def _fact(sentence: Sentence, mark: Mark) -> Fact:
    return Fact(
        type=mark.type,
        value=mark.value,
        polarity=mark.polarity,
        quote=sentence.quote(mark.start, mark.end),
        rule=mark.rule,
        term=mark.term,
        cue=mark.cue,
        condition=mark.condition,
        role=mark.role,
        object=mark.object,
    )
