"""Countries where data is kept or sent."""

import re
from collections.abc import Iterator

from policy.facts.cues import cues_in, cues_of, is_spoken_of
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.countries import countries_in, country_of
from policy.knowledge.tokens import pieces, tokens
from policy.knowledge.wording import pattern
from policy.model.changes import FactType, Kind

_TO = re.compile(rf"{pattern('given-to')}$", re.IGNORECASE)
_PROCESSED_IN = re.compile(rf"{pattern('processed-in')}$", re.IGNORECASE)
_PROCESSED_THERE = re.compile(pattern("processed-there"), re.IGNORECASE)
_PEOPLE_IN = re.compile(rf"{pattern('people-in')}$", re.IGNORECASE)
_SEE = re.compile(pattern("sees-data"), re.IGNORECASE)
_SERVERS = re.compile(pattern("servers"), re.IGNORECASE)
_OF_A_STATE = re.compile(pattern("of-a-state"), re.IGNORECASE)
_NEAR = 8  # signs before a country in which "to" stands
_CLAUSE = 60  # signs before a country in which the verb of processing stands
_CONTEXT = frozenset({"share", "retain", "collect", "use"})


def transfers(phrase: Phrase) -> Iterator[Mark]:
    """A country counts beside a word of storing, sending or processing; where data is worked on or is, it has gone.
    A state counts as one, unless its country stands there, too, or its laws or people are meant."""
    named = countries_in(pieces(phrase.text))
    if not named:
        return
    speaks = is_spoken_of({Kind.INTERNATIONAL_TRANSFER}, phrase.language, phrase.text, phrase.lead)
    cues = cues_of(phrase).keys() | cues_in(phrase.language, phrase.lead).keys()
    is_about_data = speaks or not _CONTEXT.isdisjoint(cues)
    gives = "share" in cues
    speaks = speaks or _SERVERS.search(phrase.text) is not None
    speaks = speaks or (gives and is_spoken_of({Kind.INTERNATIONAL_TRANSFER}, phrase.language, phrase.heading))
    found = tokens(phrase.text)
    codes = {code for code, _, _ in named}
    for code, first, end in named:
        start, stop = found[first].start, found[end - 1].end
        goes = speaks or _is_processed(phrase.text, start, stop)
        is_state = country_of(code) != code
        if is_state and (country_of(code) in codes or _OF_A_STATE.match(phrase.text, stop)):
            continue
        if not (goes or is_about_data):
            continue
        goes = goes or (gives and _TO.search(phrase.text, max(0, start - _NEAR), start) is not None)
        role = "transfer" if goes else "place"
        yield Mark(FactType.TRANSFER, code, start, stop, "slot/country", term=phrase.text[start:stop], role=role)


def _is_processed(text: str, start: int, stop: int) -> bool:
    """The country that stands there is where data is worked on or kept, or where people are who see it."""
    first = max(0, start - _CLAUSE)
    if _PROCESSED_IN.search(text, first, start) or _PROCESSED_THERE.match(text, stop):
        return True
    return bool(_PEOPLE_IN.search(text, first, start) and _SEE.search(text))
