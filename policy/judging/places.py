"""Where a sentence leads, and for whom it speaks: the pages it names, and the countries, unions and states."""

import re

from policy.facts import Sentence
from policy.facts.cues import cues_of
from policy.knowledge.countries import countries_in
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import pattern

_PAGE = re.compile(r"(?:https?://|www\.)[^\s<>|)\]]+", re.IGNORECASE)
_RESIDENTS = re.compile(rf"{pattern('lives-in')}|{pattern('of-those-living-in')}|{pattern('resident')}", re.IGNORECASE)


def pages(sentence: Sentence) -> frozenset[str]:
    """The addresses of pages as printed, without scheme and last signs."""
    return frozenset(
        match.group().casefold().partition("://")[2].rstrip("/.,;:") or match.group().casefold()
        for match in _PAGE.finditer(sentence.text)
    )


def is_of_residents(sentence: Sentence) -> bool:
    """It speaks of people by where they live."""
    return bool(_RESIDENTS.search(folded(sentence.text)))


def regions(sentence: Sentence) -> frozenset[str]:
    """ISO 3166 codes of countries and states, and the names of unions as the vocabulary prints them."""
    named = {hit.phrase for hit in cues_of(sentence.phrase).get("region", ())}
    return frozenset(named | {code for code, _, _ in countries_in(words_of(sentence.text))})
