"""Data beside the purposes it is used for, where the text sets them out as a matrix."""

from collections.abc import Iterator
from itertools import product

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit, hits
from policy.model.changes import FactType

_HEADING_WORDS = 8  # a longer one is a sentence that happens to name data
_LEAST = 2  # purposes that make a line of them
_CELL = " | "


def matrices(phrase: Phrase) -> Iterator[Mark]:
    """A heading that names data over a line of purposes, or a table row that names data and purposes in its cells."""
    purposes = [hit for hit in hits(phrase.language, phrase.text) if hit.table == "purpose"]
    if not purposes:
        return
    if _CELL in phrase.text:
        yield from _row(phrase, purposes)
    elif len(purposes) >= _LEAST and phrase.heading and len(phrase.heading.split()) <= _HEADING_WORDS:
        data = [hit.id for hit in hits(phrase.language, phrase.heading) if hit.table == "data"]
        yield from _pairs(data, purposes, "matrix/heading")


def _row(phrase: Phrase, purposes: list[Hit]) -> Iterator[Mark]:
    first = phrase.text.index(_CELL)
    found = hits(phrase.language, phrase.text)
    data = [hit.id for hit in found if hit.table == "data" and hit.end <= first]
    yield from _pairs(data, [hit for hit in purposes if hit.start > first], "matrix/row")


def _pairs(data: list[str], purposes: list[Hit], rule: str) -> Iterator[Mark]:
    for category, hit in product(dict.fromkeys(data), purposes):
        value = f"{category} × {hit.id}"
        yield Mark(FactType.DATA_PURPOSE, value, hit.start, hit.end, rule, term=hit.phrase, role=category)
