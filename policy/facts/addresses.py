"""Postal addresses: a street word and a number, beside a postal code or between commas; or any name and a number before
a postal code with the letters of its country ("D-20459"), or behind a company."""

import re
from collections.abc import Iterator

from policy.facts.controllers import entities
from policy.facts.letters import CAPITALS, LATIN
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.slots import slots
from policy.knowledge.tokens import DIGIT, PUNCTUATION, Token, pieces, tokens, words_of
from policy.knowledge.wording import pattern, small_words
from policy.model.changes import FactType

_POSTCODE = re.compile(
    r"\b\d{5}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}\s?[A-Z]{2}\b|〒?\d{3}-\d{4}|"
    r"\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]\d\d\s[A-Z\d]{4}\b|\b\d{6}\b|\b(?:L|CH|A|B|D|F|I|DK|SE)-\d{4,5}\b|"
    rf"\b\d{{4}}\b(?=\s+[A-ZÀ-Ž])|{pattern('postal')}"
)
_NAME = rf"[{CAPITALS}][{LATIN}.'’-]{{1,40}}"
_COUNTRY = "(?:AT|A|BE|B|CH|CZ|DE|DK|D|ES|FI|FR|F|IT|I|LU|L|NL|PL|SE|S)-"
_OF_A_TOWN = re.compile(
    rf"(?<![{LATIN}.'’-])(?:{_NAME} ){{1,3}}\d{{1,4}} ?[a-z]?,? (?P<country>{_COUNTRY})?\d{{4,5}} {_NAME}"
)
_BEFORE, _AFTER = 8, 12  # tokens around the street word that may belong to the address
_LEAST, _MOST = 4, 40  # words of an address
_HOUSE = re.compile(r"^\d{1,5}[a-z]?$")
_LINE, _LEAST_OF_LINE = 7, 3  # tokens of a block that is a line of an address and nothing else


def addresses(phrase: Phrase) -> Iterator[Mark]:
    """Each address once, its words in order as the value."""
    if not DIGIT.search(phrase.text):
        return
    if slots().streets.isdisjoint(pieces(phrase.text)):
        yield from _by_postcode(phrase)
        return
    found = tokens(phrase.text)
    reach = 0
    for at, token in enumerate(found):
        if at < reach or token.word not in slots().streets:
            continue
        first, last = max(reach, at - _BEFORE), min(len(found), at + _AFTER + 1)
        span = _clipped(found, first, at, last)
        words = [one.word for one in span if one.word not in PUNCTUATION]
        printed = phrase.text[span[0].start : span[-1].end]
        numbers = sum(any(sign.isdigit() for sign in word) for word in words)
        is_line = len(found) <= _LINE and any(_HOUSE.match(word) for word in words) and len(words) >= _LEAST_OF_LINE
        if is_line or (_LEAST <= len(words) <= _MOST and numbers >= 1 and _POSTCODE.search(printed)):
            reach = last
            yield Mark(FactType.CONTACT, " ".join(words), span[0].start, span[-1].end, "slot/address", role="address")


def _by_postcode(phrase: Phrase) -> Iterator[Mark]:
    """Addresses whose street no list knows for one."""
    for match in _OF_A_TOWN.finditer(phrase.text):
        start, end = match.span()
        if match["country"] or any(firm.end <= start for firm in entities(phrase)):
            value = " ".join(words_of(match[0]))
            yield Mark(FactType.CONTACT, value, start, end, "slot/address", role="address")


def _clipped(found: tuple[Token, ...], first: int, street: int, last: int) -> list[Token]:
    """From the house number or name before the street to the end of the sentence or of the postal line."""
    start = street
    while start > first and not _ends(found, start - 1):
        start -= 1
    end = street + 1
    while (
        end < last and found[end].word not in ";:!?()|" and found[end].word not in _STOPS and "@" not in found[end].word
    ):
        end += 1
    return list(found[start:end])


def _ends(found: tuple[Token, ...], at: int) -> bool:
    """A stop that does not belong to an abbreviation, or a word that introduces an address."""
    word = found[at].word
    if word == "." and at > 0 and (found[at - 1].word in _SHORT or found[at - 1].word in slots().streets):
        return False
    return word in ".;:!?()|" or word in _STOPS


_SHORT = small_words("short-in-addresses")
_STOPS = small_words("around-addresses")
