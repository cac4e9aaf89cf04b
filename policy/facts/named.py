"""Facts that a vocabulary names: data categories, purposes, recipients, rights."""

import re
from collections.abc import Iterator, Set

from policy.facts.conditions import condition
from policy.facts.controllers import entities
from policy.facts.cues import cues_in, cues_of, in_order, is_spoken_of
from policy.facts.marks import Mark
from policy.facts.negation import denials, is_denied
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.model.changes import FactType, Kind, Polarity

_CONTEXT = frozenset({"collect", "use", "share", "retain"})
_GENERIC = "personal-data-generic"  # every policy says it everywhere
_USED = frozenset(  # whom a publisher makes use of, though the text speaks of no sharing
    {"service-providers", "payment-processors", "analytics-providers", "merchants-sellers", "authorities"}
)
_NEAR = 18  # signs between a negation and the right it refuses
_WAYS = frozenset({"fee", "free-of-charge", "identification", "in-writing", "notice-by-email", "reasonable-time"})
_GETS = re.compile(rf" ?{pattern('gets')}\b")
_ENOUGH = 2  # other data terms that make a list of data


def data_categories(phrase: Phrase) -> Iterator[Mark]:
    """Categories of data, denied where the publisher denies taking them."""
    found = hits(phrase.language, phrase.text)
    aims = [hit for hit in found if hit.table == "purpose"]
    mine = [hit for hit in found if hit.table == "data" and not any(is_inside(hit, aim) for aim in aims)]
    if not mine or _is_about_others(phrase):
        return
    strong = {hit.id for hit in mine if not hit.is_weak}
    has_context = len(strong) >= _ENOUGH or bool(_CONTEXT & (cues_of(phrase).keys() | _lead_cues(phrase)))
    told = [hit for hit in mine if hit.id != _GENERIC and (has_context or not hit.is_weak)]
    yield from _marks(FactType.DATA_CATEGORY, told, phrase, "lexicon/data")


def purposes(phrase: Phrase) -> Iterator[Mark]:
    """What data is used for: said in a sentence, and no part of a name: of data, of a recipient
    ("payment providers"), of a company."""
    if phrase.is_heading:
        return
    found = hits(phrase.language, phrase.text)
    others = [hit for hit in found if hit.table in {"data", "recipient"}]
    mine = [hit for hit in found if hit.table == "purpose" and not any(is_inside(hit, other) for other in others)]
    companies = list(entities(phrase)) if mine else []
    is_row = len({hit.id for hit in mine if not hit.is_weak}) >= _ENOUGH and "first-person" not in cues_of(phrase)
    told = [
        hit
        for hit in mine
        if (is_row or not hit.is_weak) and not any(one.start <= hit.start and hit.end <= one.end for one in companies)
    ]
    yield from _marks(FactType.PURPOSE, told, phrase, "lexicon/purpose")


def recipients(phrase: Phrase) -> Iterator[Mark]:
    """Who receives data: the word counts beside a word of sharing, or in a list under one."""
    found = hits(phrase.language, phrase.text)
    mine = [hit for hit in found if hit.table == "recipient"]
    if not mine:
        return
    context = [*found, *hits(phrase.language, phrase.lead), *hits(phrase.language, phrase.heading)]
    cues = cues_of(phrase).keys() | _lead_cues(phrase) | cues_in(phrase.language, phrase.heading).keys()
    is_given = bool(cues & {"share", "sell", "reach"})
    is_used = "use" in cues or any(hit.table == "purpose" for hit in context)
    told = [hit for hit in mine if is_given or (is_used and hit.id in _USED) or comes_to_know(phrase, hit.end)]
    yield from _marks(FactType.RECIPIENT, told, phrase, "lexicon/recipient")


def comes_to_know(phrase: Phrase, end: int) -> bool:
    """Whoever is named up to there is said to get, see or be told: "advertisers receive"."""
    return _GETS.match(folded(phrase.text), end) is not None


def rights(phrase: Phrase) -> Iterator[Mark]:
    """What people may ask for, where it is offered to them: a bare "access" or "delete" is no right."""
    found = hits(phrase.language, phrase.text)
    mine = [hit for hit in found if hit.table == "right"]
    if not mine or phrase.is_heading or not _is_offered(phrase):
        return
    how = _how(phrase, found)
    is_named = _speaks_of_rights(phrase)
    told = [hit for hit in mine if (is_named or not hit.is_weak) and not _is_refused(hit, phrase)]
    for mark in _marks(FactType.RIGHT, told, phrase, "lexicon/right"):
        yield mark._replace(object=how) if how else mark


def _is_offered(phrase: Phrase) -> bool:
    """Said to be theirs to do or to ask for, in the sentence or in what introduces it."""
    return "offer" in cues_of(phrase) or "offer" in _lead_cues(phrase)


def _speaks_of_rights(phrase: Phrase) -> bool:
    """Where rights are spoken of as such, a bare verb names one."""
    return is_spoken_of({Kind.RIGHTS}, phrase.language, phrase.text, phrase.lead, phrase.heading)


def _is_refused(right: Hit, phrase: Phrase) -> bool:
    """ "cannot refuse to receive": the word of a right, and no right."""
    return any(0 <= right.start - hit.start <= _NEAR for hit in cues_of(phrase).get("negation", ()))


def _how(phrase: Phrase, found: tuple[Hit, ...]) -> str:
    """The ways to use a right that the sentence names; ids of the taxonomy, between commas."""
    ways = [hit.id for hit in found if hit.table == "clause" and hit.id in _WAYS]
    forms = ["web-form"] if "web-form" in cues_of(phrase) else []
    return ", ".join(dict.fromkeys(ways + forms))


def is_inside(hit: Hit, other: Hit) -> bool:
    """One term is part of a longer one."""
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _marks(type_: FactType, mine: list[Hit], phrase: Phrase, rule: str) -> Iterator[Mark]:
    """A fact of each, with what the sentence says of all of them."""
    if not mine:
        return
    cue, under = _cue(phrase), condition(phrase)
    is_any_denied = bool(denials(phrase))
    for hit in mine:
        denied = is_any_denied and is_denied(phrase, hit.start)
        polarity = Polarity.NEGATIVE if denied else Polarity.POSITIVE
        yield Mark(type_, hit.id, hit.start, hit.end, rule, polarity, hit.phrase, cue, under)


def _cue(phrase: Phrase) -> str:
    """The first word of handling data in the sentence, or in what introduces it."""
    for cues in (cues_of(phrase), cues_in(phrase.language, phrase.lead)):
        found = in_order(cues, _CONTEXT)
        if found:
            return found[0].phrase
    return ""


def _lead_cues(phrase: Phrase) -> Set[str]:
    return cues_in(phrase.language, phrase.lead).keys()


def _is_about_others(phrase: Phrase) -> bool:
    """Another site's practice, or the meaning of a word: not what this publisher does."""
    return "third-party-subject" in cues_of(phrase)
