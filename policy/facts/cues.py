"""What the lexicon meets in a sentence that is no fact by itself: its cues, and the signs extractors are asked by."""

from collections.abc import Container, Mapping, Set
from operator import attrgetter
from types import MappingProxyType

from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.tokens import DIGIT
from policy.model.readings import CELL
from policy.remembering import remembered

FIGURE, CELLS = "0-9", "|"  # signs of a sentence that are no ids
_PLACE = attrgetter("start", "end", "id")
_NO_CUES: Mapping[str, tuple[Hit, ...]] = MappingProxyType({})


def cues_of(phrase: Phrase) -> Mapping[str, tuple[Hit, ...]]:
    """The cues of the sentence's own words by their ids, each in order."""
    return cues_in(phrase.language, phrase.text)


def signs_of(phrase: Phrase) -> set[str]:
    """What extractors look for: the tables of the terms a sentence names, the ids of its cues, figures and cells."""
    text = phrase.text
    signs = {hit.id if hit.table == "cue" else hit.table for hit in hits(phrase.language, text)}
    if DIGIT.search(text):
        signs.add(FIGURE)
    if CELL in text:
        signs.add(CELLS)
    return signs


@remembered()
def cues_in(language: str | None, words: str) -> Mapping[str, tuple[Hit, ...]]:
    """The same of any words: what introduces a sentence, or its heading."""
    found: dict[str, tuple[Hit, ...]] = {}
    for hit in hits(language, words):
        if hit.table == "cue":
            found[hit.id] = (*found[hit.id], hit) if hit.id in found else (hit,)
    return found or _NO_CUES


def in_order(cues: Mapping[str, tuple[Hit, ...]], ids: Set[str]) -> list[Hit]:
    """Those of the cues that have one of these ids, by their places."""
    found = [hit for id_, some in cues.items() if id_ in ids for hit in some]
    found.sort(key=_PLACE)
    return found


def is_spoken_of(kinds: Container[str], language: str | None, *words: str) -> bool:
    """Whether any of these words use a phrase of the theme of such a kind of change."""
    return any(hit.table == "theme" and hit.id in kinds for some in words for hit in hits(language, some))
