"""Facts that a vocabulary names: data categories, purposes, recipients, rights."""

from collections.abc import Iterator

from policy.facts.controllers import entities
from policy.facts.marks import Mark
from policy.facts.negation import is_denied
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit, hits
from policy.model.changes import FactType, Polarity

_CONTEXT = frozenset({"collect", "use", "share", "retain"})
_GENERIC = "personal-data-generic"  # every policy says it everywhere
_USED = frozenset(  # whom a publisher makes use of, though the text speaks of no sharing
    {"service-providers", "payment-processors", "analytics-providers", "merchants-sellers", "authorities"}
)
_ENOUGH = 2  # other data terms that make a list of data


def data_categories(phrase: Phrase) -> Iterator[Mark]:
    """Categories of data, denied where the publisher denies taking them."""
    found = hits(phrase.language, phrase.text)
    mine = [hit for hit in found if hit.table == "data"]
    if not mine or _is_about_others(found):
        return
    strong = {hit.id for hit in mine if not hit.is_weak}
    has_context = len(strong) >= _ENOUGH or _has_cue(found) or _has_cue(hits(phrase.language, phrase.lead))
    for hit in mine:
        if hit.id == _GENERIC or (hit.is_weak and not has_context):
            continue
        yield _mark(FactType.DATA_CATEGORY, hit, phrase, "lexicon/data")


def purposes(phrase: Phrase) -> Iterator[Mark]:
    """What data is used for: said in a sentence, and no part of a name: of data ("survey answers"), of a company."""
    if phrase.is_heading:
        return
    found = hits(phrase.language, phrase.text)
    data = [hit for hit in found if hit.table == "data"]
    mine = [hit for hit in found if hit.table == "purpose" and not any(is_inside(hit, other) for other in data)]
    companies = list(entities(phrase)) if mine else []
    for hit in mine:
        if not any(one.start <= hit.start and hit.end <= one.end for one in companies):
            yield _mark(FactType.PURPOSE, hit, phrase, "lexicon/purpose")


def recipients(phrase: Phrase) -> Iterator[Mark]:
    """Who receives data: the word counts beside a word of sharing, or in a list under one."""
    found = hits(phrase.language, phrase.text)
    mine = [hit for hit in found if hit.table == "recipient"]
    if not mine:
        return
    context = [*found, *hits(phrase.language, phrase.lead), *hits(phrase.language, phrase.heading)]
    cues = {hit.id for hit in context if hit.table == "cue"}
    is_given = bool(cues & {"share", "sell"})
    is_used = "use" in cues or any(hit.table == "purpose" for hit in context)
    for hit in mine:
        if is_given or (is_used and hit.id in _USED):
            yield _mark(FactType.RECIPIENT, hit, phrase, "lexicon/recipient")


def rights(phrase: Phrase) -> Iterator[Mark]:
    """What people may ask for."""
    for hit in hits(phrase.language, phrase.text):
        if hit.table == "right":
            yield _mark(FactType.RIGHT, hit, phrase, "lexicon/right")


def is_inside(hit: Hit, other: Hit) -> bool:
    """One term is part of a longer one."""
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _mark(type_: FactType, hit: Hit, phrase: Phrase, rule: str) -> Mark:
    denied = is_denied(phrase, hit.start)
    return Mark(
        type_,
        hit.id,
        hit.start,
        hit.end,
        rule,
        polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
        term=hit.phrase,
    )


def _has_cue(found: tuple[Hit, ...]) -> bool:
    return any(hit.table == "cue" and hit.id in _CONTEXT for hit in found)


def _is_about_others(found: tuple[Hit, ...]) -> bool:
    """Another site's practice, or the meaning of a word: not what this publisher does."""
    return any(hit.table == "cue" and hit.id == "third-party-subject" for hit in found)
