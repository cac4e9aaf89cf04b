"""What a document states, in the reader's words: the sort of fact, the thing itself, and its part."""

import re

from policy.catalogues import said
from policy.model.changes import FactType
from policy.phrases import labels, periods, printed_date, promise

_TYPES = {
    FactType.DATA_CATEGORY: "Data collected",
    FactType.PURPOSE: "Purposes of use",
    FactType.DATA_PURPOSE: "Data by purpose",
    FactType.RECIPIENT: "Recipients",
    FactType.THIRD_PARTY: "Named third parties",
    FactType.CONTACT: "Contacts",
    FactType.CONTROLLER: "Responsible companies",
    FactType.DATE: "Dates",
    FactType.RETENTION: "Periods",
    FactType.TRANSFER: "Places and transfers",
    FactType.LEGAL_BASIS: "Legal bases",
    FactType.RIGHT: "Rights",
    FactType.AGE: "Ages",
    FactType.NEGATIVE_PROMISE: "Promises not to do something",
    FactType.CHANGE_NOTICE: "Notice of changes",
    FactType.SALE: "Sale or sharing",
    FactType.AI_TRAINING: "AI training",
    FactType.AUTOMATED_DECISION: "Automated decisions",
    FactType.DISPUTE_TERM: "Dispute terms",
    FactType.SECURITY: "Security",
    FactType.CONSENT: "Consent",
    FactType.PROCEDURE: "How to use rights",
    FactType.DISCLOSURE: "Handing data to authorities",
    FactType.OWNERSHIP: "Merger or sale of the business",
    FactType.COMPLAINT: "Complaints",
}
_ROLES = {
    "email": "e-mail",
    "email-hidden": "hidden e-mail address",
    "phone": "phone",
    "address": "postal address",
    "form": "web form",
    "person": "person",
    "keeping": "for keeping data",
    "answer": "for answering",
    "other": "for something else",
    "notice": "for telling of changes",
    "criterion": "without a number",
    "safeguard": "safeguard",
    "unit": "desk",
    "brand": "known by its name only",
    "below": "below that age",
    "least": "from that age",
    "effective": "effective",
    "updated": "updated",
    "created": "created",
    "transfer": "transferred there",
    "place": "kept there",
}
_PLAIN = frozenset({FactType.CONTACT, FactType.THIRD_PARTY, FactType.CONTROLLER})  # names and addresses of the page
_DURATION = re.compile(r"PT?(\d+)([HDWMY])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def type_label(type_: FactType, language: str = "en") -> str:
    """The sort of fact, as the heading of a list of them."""
    name = _TYPES.get(type_)
    return said(name, language) if name else _spaced(type_.value).capitalize()


def value_label(type_: FactType, value: str, role: str = "", language: str = "en") -> str:
    """The thing stated as a person would write it; names and addresses of the page stay as they are."""
    if type_ in _PLAIN:
        return value
    if type_ is FactType.NEGATIVE_PROMISE:
        return promise(value, language)
    named = _named(value, language)
    return f"{_named(role, language)} → {named}" if type_ is FactType.DATA_PURPOSE and role else named


def role_label(type_: FactType, role: str, language: str = "en") -> str:
    """The part the thing plays; empty: none is known, or the label and the heading say it already."""
    if type_ in (FactType.DATA_PURPOSE, FactType.CONTROLLER):
        return ""
    name = _ROLES.get(role)
    return said(name, language) if name else _spaced(role)


def _named(value: str, language: str) -> str:
    """A name of the taxonomy, a period or a date in words; everything else as it stands."""
    if value in labels():
        return said(labels()[value], language)
    if _DURATION.fullmatch(value):
        return periods(value, language)
    if _DATE.fullmatch(value):
        return printed_date(value, language)
    return _spaced(value)


def _spaced(name: str) -> str:
    return name.replace("-", " ") if _ID.fullmatch(name) else name
