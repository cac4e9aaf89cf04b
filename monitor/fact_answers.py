"""Facts as the JSON that `read` prints; the keys are a promise to programs."""

from collections.abc import Callable, Sequence

from policy.answers import Json
from policy.model.changes import Fact, FactType


def facts_answer(facts: Sequence[Fact]) -> dict[str, Json]:
    """The facts by sort, each once, with the first place it stands at and what made it."""
    answer: dict[str, Json] = {}
    for name, (kind, form) in _FACTS.items():
        once = {(fact.value, fact.polarity, fact.role): fact for fact in reversed(facts) if fact.type is kind}
        answer[name] = tuple(form(fact) | _proof(fact) for fact in reversed(once.values()))
    return answer


def _proof(fact: Fact) -> dict[str, Json]:
    """The words, where they stand (in a section's text; -1: in its heading), and the term, cue and rule behind it."""
    quote = fact.quote
    return {
        "polarity": fact.polarity.value,
        "condition": fact.condition or None,
        "quote": quote.text,
        "section": quote.section,
        "start": quote.start,
        "end": quote.end,
        "term": fact.term or None,
        "cue": fact.cue or None,
        "rule": fact.rule,
    }


def _stated(fact: Fact) -> dict[str, Json]:
    return {"id": fact.value}


def _party(fact: Fact) -> dict[str, Json]:
    return {"name": fact.term or fact.value, "known_as": fact.value, "kind": fact.role or None}


def _controller(fact: Fact) -> dict[str, Json]:
    return {"name": fact.value, "kind": fact.role}


def _contact(fact: Fact) -> dict[str, Json]:
    return {"type": fact.role, "value": fact.value, "office": fact.object or None}


def _date(fact: Fact) -> dict[str, Json]:
    return {"role": fact.role, "date": fact.value}


def _period(fact: Fact) -> dict[str, Json]:
    """A period is an ISO 8601 duration, or a criterion by its id."""
    is_criterion = fact.role == "criterion"
    return {
        "period": None if is_criterion else fact.value,
        "criterion": fact.value if is_criterion else None,
        "object": "keeping" if is_criterion else fact.role,
        "data": tuple(one for one in fact.object.split(", ") if one),
    }


def _pair(fact: Fact) -> dict[str, Json]:
    data, _, purpose = fact.value.partition(" × ")
    return {"data": data, "purpose": purpose}


def _right(fact: Fact) -> dict[str, Json]:
    return {"id": fact.value, "how": tuple(one for one in fact.object.split(", ") if one)}


def _transfer(fact: Fact) -> dict[str, Json]:
    return {"id": fact.value, "role": fact.role}


def _age(fact: Fact) -> dict[str, Json]:
    return {"id": fact.value, "role": fact.role or None}


# Each list of the answer: the facts in it, and the form they take.
_FACTS: dict[str, tuple[FactType, Callable[[Fact], dict[str, Json]]]] = {
    "data_categories": (FactType.DATA_CATEGORY, _stated),
    "purposes": (FactType.PURPOSE, _stated),
    "data_purposes": (FactType.DATA_PURPOSE, _pair),
    "recipients": (FactType.RECIPIENT, _stated),
    "third_parties": (FactType.THIRD_PARTY, _party),
    "contacts": (FactType.CONTACT, _contact),
    "controllers": (FactType.CONTROLLER, _controller),
    "dates": (FactType.DATE, _date),
    "retention": (FactType.RETENTION, _period),
    "transfers": (FactType.TRANSFER, _transfer),
    "rights": (FactType.RIGHT, _right),
    "procedures": (FactType.PROCEDURE, _stated),
    "complaints": (FactType.COMPLAINT, _stated),
    "legal_bases": (FactType.LEGAL_BASIS, _stated),
    "consent": (FactType.CONSENT, _stated),
    "ages": (FactType.AGE, _age),
    "negative_promises": (FactType.NEGATIVE_PROMISE, _stated),
    "change_notices": (FactType.CHANGE_NOTICE, _stated),
    "sales": (FactType.SALE, _stated),
    "ai_training": (FactType.AI_TRAINING, _stated),
    "automated_decisions": (FactType.AUTOMATED_DECISION, _stated),
    "disclosures": (FactType.DISCLOSURE, _stated),
    "ownership": (FactType.OWNERSHIP, _stated),
    "security": (FactType.SECURITY, _stated),
    "dispute_terms": (FactType.DISPUTE_TERM, _stated),
}
