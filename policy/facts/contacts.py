"""How to reach the publisher: e-mail addresses, telephone numbers, postal addresses."""

import re
from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.slots import slots
from policy.knowledge.tokens import folded, tokens
from policy.model.changes import FactType

_EMAIL = re.compile(r"[\w.+%-]+@(?:[\w-]+\.)+[^\W\d_]{2,24}")
_SPELT = re.compile(
    r"([\w.+-]+)\s*[\[({]\s*(?:at|arobase|ät)\s*[\])}]\s*([\w-]+(?:(?:\s*[\[({]\s*(?:dot|point|punkt)\s*[\])}]\s*|\.)[\w-]+)+)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"\[email\s?protected\]", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.@/=-])(?:\+|00)?\(?\d{1,4}\)?(?:[ \u00a0.–-]?\(?\d{1,5}\)?){1,6}\d(?![\w@%])")
_VANITY = re.compile(r"\b1[ -]?8\d\d[ -][A-Z][A-Z0-9-]{4,}\b")
_PHONE_CUE = re.compile(
    r"\b(?:tel|phone|telephone|call|fax|mobile|hotline|toll|telepon|ponsel|hubungi|тел|телефон\w*|факс|téléphone|telefon|"
    r"teléfono|telefone|telefono|telefoon|rufnummer|whatsapp)\b|電話"
)
_POSTCODE = re.compile(
    r"\b\d{5}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}\s?[A-Z]{2}\b|〒?\d{3}-\d{4}|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|"
    r"\b\d{6}\b|\b(?:L|CH|A|B|D|F|I|DK|SE)-\d{4,5}\b|\b\d{4}\b(?=\s+[A-ZÀ-Ž])|\bBox\b"
)
_PHONE_DIGITS = range(7, 16)
_ADDRESS_WORDS = range(4, 45)


def emails(phrase: Phrase) -> Iterator[Mark]:
    """Addresses in lower case; one that the page hides from robots is present, but unknown."""
    text = phrase.text
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Mark(FactType.CONTACT, match.group().casefold(), *match.span(), "slot/email", role="email")
    if "[" in text or "(" in text:
        for match in _SPELT.finditer(text):
            host = re.sub(r"\s*[\[({]\s*(?:dot|point|punkt)\s*[\])}]\s*", ".", match[2], flags=re.IGNORECASE)
            value = f"{match[1]}@{host}".casefold()
            yield Mark(FactType.CONTACT, value, *match.span(), "slot/email-spelt", role="email")
        for match in _HIDDEN.finditer(text):
            yield Mark(FactType.CONTACT, "", *match.span(), "slot/email-hidden", role="email-hidden")


def phones(phrase: Phrase) -> Iterator[Mark]:
    """Numbers as bare digits, with an international prefix or a word for telephone before them."""
    text = phrase.text
    for match in _VANITY.finditer(text):
        value = re.sub(r"\W", "", match.group())
        yield Mark(FactType.CONTACT, value, *match.span(), "slot/phone-vanity", role="phone")
    if not any(sign.isdigit() for sign in text):
        return
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) not in _PHONE_DIGITS:
            continue
        before = folded(text[max(0, match.start() - 40) : match.start()])
        if match.group().startswith(("+", "00")) or _PHONE_CUE.search(before):
            yield Mark(FactType.CONTACT, digits, *match.span(), "slot/phone", role="phone")


def addresses(phrase: Phrase) -> Iterator[Mark]:
    """Postal addresses: a street word or a house number beside a postal code, compared by their words."""
    text = phrase.text
    code = _POSTCODE.search(text)
    if not code:
        return
    found = tokens(text)
    streets = [token for token in found if token.word in slots().streets]
    numbers = [token for token in found if any(sign.isdigit() for sign in token.word)]
    if not streets or len(numbers) < 2:  # a house number and a postal code
        return
    first = min(streets[0].start, code.start())
    last = max(streets[-1].end, code.end())
    span = [token for token in found if first - 60 <= token.start and token.end <= last + 40]
    span = [token for token in span if token.word not in ",.;:!?()|"]
    if len(span) in _ADDRESS_WORDS:
        start, end = span[0].start, span[-1].end
        value = " ".join(sorted({token.word for token in span if any(sign.isdigit() for sign in token.word)}))
        yield Mark(FactType.CONTACT, value, start, end, "slot/address", role="address")
