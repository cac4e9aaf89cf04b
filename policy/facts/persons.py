"""Whom to turn to, by name: persons with their office, desks, and forms on the site."""

import re
from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.memory import cues_of
from policy.facts.sentences import Phrase
from policy.model.changes import FactType

_OFFICE = (
    r"(?:[Ll]egal |[Ee][Uu] |[Uu][Kk] )?[Rr]epresentative|[Dd]ata [Pp]rotection [Oo]fficer|[Pp]rivacy [Oo]fficer|DPO|"
    r"[Mm]anaging [Dd]irector|[Cc]hief [Pp]rivacy [Oo]fficer|[Dd]irector|[Cc]ontact [Pp]erson|"
    r"Perwakilan|Penanggung [Jj]awab|[Pp]etugas [Pp]er?lindungan [Dd]ata|[Pp]ejabat [Pp]er?lindungan [Dd]ata|"
    r"Direktur(?: Utama)?|[Nn]arahubung|"
    r"Уполномоченный (?:директор|представитель)|[Гг]енеральный директор|Директор|Представитель|"
    r"Ответственн\w+(?: лицо)?(?: за [\w ]{3,60})?"
)
_NAME = r"[A-ZÀ-ŽА-ЯЁ][\w'’-]+(?:\s+(?:bin|binti|van|von|de|da|al)\b)?(?:\s+[A-ZÀ-ŽА-ЯЁ][\w'’.-]*){1,3}"
_PERSON = re.compile(rf"\b({_OFFICE})\s*(?:[:–—-]|,|\bis\b|\badalah\b)\s*({_NAME})(?:\s*\({_NAME}\))?")
_DESK = re.compile(
    r"\b(?:[\w.]+\s+){0,3}(?:Support Cent(?:er|re)|Help Desk|Help Cent(?:er|re)|Privacy Team|Privacy Office)\b"
    r"|\bCustomer Service(?: di [A-Z][\w]*(?:\s+[A-Z][\w]*)*)"
    r"|\b(?:Центр|Служба|Отдел) (?:поддержки|по работе)(?: [а-яё]+){0,2}(?: [A-ZА-Я]\w+)"
    r"|\b(?:Pusat (?:Bantuan|Dukungan)|Layanan Pelanggan)(?:\s+[A-Z]\w+)+"
)
_NAMES_DESK = re.compile(  # what every desk has, without the words before it: most sentences end here
    "Support Cent(?:er|re)|Help Desk|Help Cent(?:er|re)|Privacy Team|Privacy Office|Customer Service|"
    "Центр|Служба|Отдел|Pusat|Layanan Pelanggan"
)
_LINE = 12  # words of a line that gives a contact and nothing else
_URL = re.compile(r"(?:https?://|www\.)[^\s<>|)\]]+")


def persons(phrase: Phrase) -> Iterator[Mark]:
    """Persons, with the office they hold."""
    for match in _PERSON.finditer(phrase.text):
        yield Mark(
            FactType.CONTACT, match[2], match.start(2), match.end(2), "slot/person", role="person", object=match[1]
        )


def desks(phrase: Phrase) -> Iterator[Mark]:
    """A desk that answers, where a line gives it as a contact."""
    match = _DESK.search(phrase.text) if _NAMES_DESK.search(phrase.text) else None
    if match and (len(phrase.text.split()) <= _LINE or match.group().startswith("Customer Service")):
        value = match.group().strip()
        yield Mark(FactType.CONTACT, value, match.start(), match.end(), "slot/desk", role="unit")


def forms(phrase: Phrase) -> Iterator[Mark]:
    """A form to write to the publisher with; the value is its address where that is printed."""
    for hit in cues_of(phrase).get("web-form", ())[:1]:
        url = _URL.search(phrase.text)
        value = url.group().rstrip(".,;") if url else ""
        yield Mark(FactType.CONTACT, value, hit.start, hit.end, "cue/web-form", term=hit.phrase, role="form")
