"""Companies and products by name, as the gazetteer knows them."""

import re
from collections.abc import Iterator
from functools import cache

from policy.facts.controllers import entities
from policy.facts.cues import cues_of
from policy.facts.letters import CAPITALS, SMALL
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import hits
from policy.knowledge.parties import Party, parties
from policy.knowledge.slots import slots
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern, patterns, words_by_language
from policy.model.changes import FactType
from policy.model.readings import CELL


def third_parties(phrase: Phrase) -> Iterator[Mark]:
    """Known names as printed, the longest where several fit."""
    openings = _openings()
    text = phrase.text
    inflected = _endings().get(phrase.language or "")
    if inflected is None and openings.keys().isdisjoint(_WORD.findall(text)):
        return
    reach = 0
    for match in _WORD.finditer(text):
        opening = match.group()
        if inflected is not None and opening not in openings:
            opening = inflected.sub("", opening)
        if opening not in openings or match.start() < reach:
            continue
        start = match.start()
        for printed, party in openings[opening]:
            end = start + len(printed)
            if text.startswith(printed, start) and _is_whole(text, end, inflected):
                reach = end
                if _is_meant(phrase, start, printed, party):
                    yield Mark(FactType.THIRD_PARTY, party.name, start, end, "gazetteer", term=printed, role=party.role)
                break


def _is_meant(phrase: Phrase, start: int, printed: str, party: Party) -> bool:
    """Whether the name is that of the company: "Microsoft Internet Explorer" is a product of theirs."""
    if _is_of_a_street(phrase.text, start, printed) or _is_an_officer(phrase, printed):
        return False
    return party.role != "platform" or _GOES_ON.match(phrase.text, start + len(printed)) is None


def _is_whole(text: str, end: int, inflected: re.Pattern[str] | None) -> bool:
    """Whether a name ends there, or goes on with what its case adds to it: "Analyticsin"."""
    return not text[end : end + 1].isalnum() or (inflected is not None and inflected.match(text, end) is not None)


@cache
def _endings() -> dict[str, re.Pattern[str]]:
    return {language: re.compile(rf"{ending}(?![^\W_])") for language, ending in patterns("endings-of-a-name").items()}


def _is_of_a_street(text: str, start: int, printed: str) -> bool:
    """ "Fitzwilliam Square": the name of a company, and of a place when a name stands before it."""
    return folded(printed) in slots().streets and bool(_NAMED.search(text, max(0, start - _NEAR), start))


def _is_an_officer(phrase: Phrase, printed: str) -> bool:
    """ "Bureau du DPD": the initials of a carrier, and in French and Spanish of the data protection officer, unless the
    sentence speaks of deliveries."""
    if printed not in words_by_language("officer-initials").get(phrase.language or "", ()):
        return False
    around = (*hits(phrase.language, phrase.text), *hits(phrase.language, phrase.lead))
    return all(hit.id != _DELIVERY for hit in around)


def listed(phrase: Phrase) -> Iterator[Mark]:
    """Names no list knows, where a row opens with one under a heading, or an introduction, on those who work for the
    publisher."""
    first, cell, rest = phrase.text.partition(CELL)
    if cell and rest and not phrase.is_heading and _NAME.fullmatch(first):
        yield from _of_those_who_work(phrase, first)


def itemised(phrase: Phrase) -> Iterator[Mark]:
    """The same of an item that gives a name and, behind a dash, what it is there for: "Papertrail – logs"."""
    match = None if phrase.is_heading else _ITEM.match(phrase.text)
    if match and len(phrase.text.split()) <= _ITEM_WORDS:
        yield from _of_those_who_work(phrase, match[1])


def _of_those_who_work(phrase: Phrase, first: str) -> Iterator[Mark]:
    around = [hit for words in (phrase.heading, phrase.lead) for hit in hits(phrase.language, words)]
    is_listed = any(hit.table == "recipient" and hit.id in _LISTED for hit in around)
    if is_listed and not hits(phrase.language, first) and not next(third_parties(phrase), None):
        yield Mark(FactType.THIRD_PARTY, first, 0, len(first), "slot/listed", term=first)


def partners(phrase: Phrase) -> Iterator[Mark]:
    """Companies no list knows, by their legal form, where a sentence that shares data announces or lists them."""
    found = list(entities(phrase))
    if not found or SHARING.isdisjoint(cues_of(phrase)):
        return
    known = [(mark.start, mark.end) for mark in third_parties(phrase)]
    reach = -1
    for mark in sorted(found, key=lambda one: one.start):
        is_next = reach >= 0 and bool(_AND.fullmatch(phrase.text, reach, mark.start))
        if is_next or _ANNOUNCED.search(phrase.text, max(0, mark.start - _NEAR), mark.start):
            reach = mark.end
            if not any(start < mark.end and mark.start < end for start, end in known):
                yield Mark(FactType.THIRD_PARTY, mark.value, mark.start, mark.end, _SLOT, term=mark.value)


_SLOT = "slot/partner"
_DELIVERY = "order-delivery"
_LISTED = frozenset({"service-providers", "third-parties-generic"})
_NAME = re.compile(rf"[{CAPITALS}А-ЯЁ][^|]{{1,60}}")
_ITEM = re.compile(
    rf"([{CAPITALS}][\w.&+'’-]*(?: [A-Z0-9][\w.&+'’-]*){{0,3}})(?: \([A-Z]\w+\))? (?:[–—-] |\()[{SMALL}]"
)
_ITEM_WORDS = 12  # the most of an item that gives a name and a task
_NAMED = re.compile(rf"[{CAPITALS}][\w'’-]+ $")
SHARING = frozenset({"share", "sell"})
_NEAR = 20  # signs before a name in which its announcement stands
_ANNOUNCED = re.compile(rf"{pattern('announces')}[\s:]+$", re.IGNORECASE)
_AND = re.compile(rf"\s*(?:,|;|,?\s*{pattern('and')})\s*{pattern('together-with')}?")
_WORD = re.compile(r"[^\W_]+")
_GOES_ON = re.compile(r"\s+[A-Z][a-z]+")


@cache
def _openings() -> dict[str, tuple[tuple[str, Party], ...]]:
    """First word of each printed name → the names that begin so, longest first."""
    found: dict[str, list[tuple[str, Party]]] = {}
    for party in parties():
        for printed in (party.name, *party.aliases):
            first = _WORD.search(printed)
            if first and first.start() == 0:
                found.setdefault(first.group(), []).append((printed, party))
    return {word: tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair[0]))) for word, names in found.items()}
