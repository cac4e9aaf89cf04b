"""Practices that weigh by themselves: selling data, training AI with it, letting machines decide."""

from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.named import purposes
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import hits
from policy.model.changes import FactType

_WEIGHTY: dict[str, FactType] = {
    "sale-of-data": FactType.SALE,
    "ai-training": FactType.AI_TRAINING,
    "automated-decisions": FactType.AUTOMATED_DECISION,
}


def practices(phrase: Phrase) -> Iterator[Mark]:
    """The purposes among them as facts of their own, denied where the purpose is."""
    if not any(hit.id in _WEIGHTY for hit in hits(phrase.language, phrase.text)):
        return
    for mark in purposes(phrase):
        type_ = _WEIGHTY.get(mark.value)
        if type_ is not None:
            yield mark._replace(type=type_)
