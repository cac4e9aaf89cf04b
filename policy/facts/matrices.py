"""Data beside the purposes it is used for, where the text sets them out as a matrix."""

from collections.abc import Iterator
from itertools import product

from policy.facts.marks import Mark
from policy.facts.named import is_inside
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit, hits
from policy.model.changes import FactType
from policy.model.readings import CELL

_FEW = 4  # words of a line that names one purpose and nothing else
_HEADING_WORDS = 16  # a longer one is a sentence that happens to name data
_LEAST = 2  # purposes that make a line of them


def matrices(phrase: Phrase) -> Iterator[Mark]:
    """A heading that names data over a line of purposes, or a table row that names data and purposes in its cells."""
    found = hits(phrase.language, phrase.text)
    named = [hit for hit in found if hit.table == "data"]
    purposes = [hit for hit in found if hit.table == "purpose" and not any(is_inside(hit, one) for one in named)]
    if not purposes:
        return
    if CELL in phrase.text:
        yield from _row(phrase, purposes)
    elif phrase.heading and len(phrase.heading.split()) <= _HEADING_WORDS and _is_list(phrase, purposes):
        yield from _pairs(_data(phrase.heading, phrase.language), purposes, "matrix/heading")


def _is_list(phrase: Phrase, purposes: list[Hit]) -> bool:
    """A line of purposes between commas, not a sentence in which the publisher tells something."""
    found = hits(phrase.language, phrase.text)
    opens_with_us = any(hit.id == "first-person" and hit.start == 0 for hit in found)
    is_counted = len({hit.id for hit in purposes}) >= _LEAST or (len(purposes) >= _LEAST and "," in phrase.text)
    is_several = is_counted or len(phrase.text.split()) <= _FEW
    return is_several and not opens_with_us and not phrase.lead


def _data(heading: str, language: str | None) -> list[str]:
    """The data a heading names; a name in its brackets is that of the card or the account."""
    bracket = heading.find("(")
    found = [hit for hit in hits(language, heading) if hit.table == "data"]
    return [hit.id for hit in found if hit.id != "name" or bracket < 0 or hit.start < bracket]


def _row(phrase: Phrase, purposes: list[Hit]) -> Iterator[Mark]:
    first = phrase.text.index(CELL)
    found = hits(phrase.language, phrase.text)
    data = [hit.id for hit in found if hit.table == "data" and hit.end <= first]
    yield from _pairs(data, [hit for hit in purposes if hit.start > first], "matrix/row")


def _pairs(data: list[str], purposes: list[Hit], rule: str) -> Iterator[Mark]:
    for category, hit in product(dict.fromkeys(data), purposes):
        value = f"{category} × {hit.id}"
        yield Mark(FactType.DATA_PURPOSE, value, hit.start, hit.end, rule, term=hit.phrase, role=category)
