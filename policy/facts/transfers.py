"""Countries where data is kept or sent."""

import re
from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.memory import cues_in, cues_of, is_spoken_of
from policy.facts.sentences import Phrase
from policy.knowledge.countries import countries_in
from policy.knowledge.tokens import pieces, tokens
from policy.knowledge.wording import pattern
from policy.model.changes import FactType, Kind

_TO = re.compile(rf"{pattern('given-to')}$", re.IGNORECASE)
_NEAR = 8  # signs before a country in which "to" stands
_CONTEXT = frozenset({"share", "retain", "collect", "use"})


def transfers(phrase: Phrase) -> Iterator[Mark]:
    """A country counts beside a word of storing, sending or processing."""
    named = countries_in(pieces(phrase.text))
    if not named:
        return
    speaks = is_spoken_of({Kind.INTERNATIONAL_TRANSFER}, phrase.language, phrase.text, phrase.lead)
    cues = cues_of(phrase).keys() | cues_in(phrase.language, phrase.lead).keys()
    if not speaks and _CONTEXT.isdisjoint(cues):
        return
    gives = "share" in cues
    speaks = speaks or (gives and is_spoken_of({Kind.INTERNATIONAL_TRANSFER}, phrase.language, phrase.heading))
    found = tokens(phrase.text)
    for code, first, end in named:
        start, stop = found[first].start, found[end - 1].end
        role = "transfer" if speaks or (gives and _TO.search(phrase.text, max(0, start - _NEAR), start)) else "place"
        yield Mark(FactType.TRANSFER, code, start, stop, "slot/country", term=phrase.text[start:stop], role=role)
