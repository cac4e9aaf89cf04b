"""Whom to turn to, by name: persons with their office, desks, and forms on the site."""

import re
from collections.abc import Iterator

from policy.facts.cues import cues_of
from policy.facts.letters import CAPITALS
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.wording import pattern
from policy.model.changes import FactType

_NAME = rf"[{CAPITALS}А-ЯЁ][\w'’-]+(?:\s+{pattern('particle')}\b)?(?:\s+[{CAPITALS}А-ЯЁ][\w'’.-]*){{1,3}}"
_TITLES = rf"(?:{pattern('honorific')}\s+){{0,2}}"
_PERSON = re.compile(
    rf"\b({pattern('office')})\s*(?:[:–—-]|,|{pattern('is-held-by')})\s*{_TITLES}({_NAME})(?:\s*\({_NAME}\))?"
)
_NAMES_OFFICE = re.compile(pattern("of-an-office"))
_DESK = re.compile(pattern("desk"))
_NAMES_DESK = re.compile(pattern("of-a-desk"))
_DESK_ANYWHERE = re.compile(pattern("desk-anywhere"))
_LINE = 12  # words of a line that gives a contact and nothing else
_URL = re.compile(r"(?:https?://|www\.)[^\s<>|)\]]+")


def persons(phrase: Phrase) -> Iterator[Mark]:
    """Persons, with the office they hold."""
    if not _NAMES_OFFICE.search(phrase.text):
        return
    for match in _PERSON.finditer(phrase.text):
        yield Mark(
            FactType.CONTACT, match[2], match.start(2), match.end(2), "slot/person", role="person", object=match[1]
        )


def desks(phrase: Phrase) -> Iterator[Mark]:
    """A desk that answers, where a line gives it as a contact."""
    match = _DESK.search(phrase.text) if _NAMES_DESK.search(phrase.text) else None
    if match and (len(phrase.text.split()) <= _LINE or _DESK_ANYWHERE.match(match.group())):
        value = match.group().strip()
        yield Mark(FactType.CONTACT, value, match.start(), match.end(), "slot/desk", role="unit")


def forms(phrase: Phrase) -> Iterator[Mark]:
    """A form to write to the publisher with; the value is its address where that is printed."""
    for hit in cues_of(phrase).get("web-form", ())[:1]:
        url = _URL.search(phrase.text)
        value = url.group().rstrip(".,;") if url else ""
        yield Mark(FactType.CONTACT, value, hit.start, hit.end, "cue/web-form", term=hit.phrase, role="form")
