"""How to reach the publisher: e-mail addresses and telephone numbers."""

import re
from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.tokens import DIGIT, folded
from policy.knowledge.wording import pattern
from policy.model.changes import FactType

_EMAIL = re.compile(r"[\w.+%-]+@(?:[\w-]+\.)+[^\W\d_]{2,24}")
_DOT = rf"\s*[\[({{]\s*{pattern('spelt-dot')}\s*[\])}}]\s*"
_AT = rf"[\[({{]\s*{pattern('spelt-at')}\s*[\])}}]"
_SPELT = re.compile(rf"([\w.+-]+)\s*{_AT}\s*([\w-]+(?:(?:{_DOT}|\.)[\w-]+)+)", re.IGNORECASE)
_SPELT_AT = re.compile(_AT, re.IGNORECASE)
_SPELT_DOT = re.compile(_DOT, re.IGNORECASE)
_HIDDEN = re.compile(r"\[email\s?protected\]", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.@/=-])(?:\+|00)?\(?\d{1,4}\)?(?:[ \u00a0.–-]?\(?\d{1,5}\)?){1,6}\d(?![\w@%])")
_VANITY = re.compile(r"\b1[ -]?8\d\d[ -][A-Z][A-Z0-9-]{4,}\b")
_TRUNK = re.compile(r"(?<=\d)\s?\(0\)")  # ITU-T E.123 advises against it: dialled at home only, no part of "+44 (0)20"
_PHONE_CUE = re.compile(pattern("telephone"))
_PHONE_DIGITS = range(7, 16)


def emails(phrase: Phrase) -> Iterator[Mark]:
    """Addresses in lower case; one that the page hides from robots is present, but unknown."""
    text = phrase.text
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Mark(FactType.CONTACT, match.group().casefold(), *match.span(), "slot/email", role="email")
    if _SPELT_AT.search(text):  # a cheap look: hardly a sentence spells one
        for match in _SPELT.finditer(text):
            value = f"{match[1]}@{_SPELT_DOT.sub('.', match[2])}".casefold()
            yield Mark(FactType.CONTACT, value, *match.span(), "slot/email-spelt", role="email")
    if "[" in text:
        for match in _HIDDEN.finditer(text):
            yield Mark(FactType.CONTACT, "", *match.span(), "slot/email-hidden", role="email-hidden")


def phones(phrase: Phrase) -> Iterator[Mark]:
    """Numbers as bare digits, with an international prefix or a word for telephone before them."""
    text = phrase.text
    for match in _VANITY.finditer(text):
        value = re.sub(r"\W", "", match.group())
        yield Mark(FactType.CONTACT, value, *match.span(), "slot/phone-vanity", role="phone")
    if not DIGIT.search(text):
        return
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", _TRUNK.sub("", match.group()))
        if len(digits) not in _PHONE_DIGITS:
            continue
        before = folded(text[max(0, match.start() - 40) : match.start()])
        if match.group().startswith(("+", "00")) or _PHONE_CUE.search(before):
            yield Mark(FactType.CONTACT, digits, *match.span(), "slot/phone", role="phone")
