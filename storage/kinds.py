"""The kinds of a change as its row has them: two letters each, so that a list of changes can be asked for one kind."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_

from policy.model.changes import Kind
from storage.tables import changes

# Part of the format: a kind keeps its letters, and letters that were given are never given to another.
LETTERS = {
    Kind.DATA_CATEGORY: "dc",
    Kind.SPECIAL_CATEGORY: "sc",
    Kind.BIOMETRIC: "bi",
    Kind.CHILDREN: "ch",
    Kind.PURPOSE: "pu",
    Kind.AI_TRAINING: "ai",
    Kind.AUTOMATED_DECISION: "ad",
    Kind.TARGETED_ADVERTISING: "ta",
    Kind.LEGAL_BASIS: "lb",
    Kind.CONSENT_MODEL: "cm",
    Kind.DATA_SOURCE: "ds",
    Kind.RECIPIENT_CATEGORY: "rc",
    Kind.NAMED_THIRD_PARTY: "tp",
    Kind.SALE_OR_SHARING: "sa",
    Kind.NEGATIVE_PROMISE: "np",
    Kind.LAW_ENFORCEMENT: "le",
    Kind.INTERNATIONAL_TRANSFER: "it",
    Kind.RETENTION: "re",
    Kind.SECURITY_COMMITMENT: "se",
    Kind.CONTROLLER: "cr",
    Kind.OWNERSHIP_CLAUSE: "oc",
    Kind.CONTACT: "co",
    Kind.COMPLAINT_CHANNEL: "cc",
    Kind.RIGHTS: "ri",
    Kind.RIGHTS_PROCEDURE: "rp",
    Kind.CHANGE_NOTICE: "cn",
    Kind.EFFECTIVE_DATE: "ed",
    Kind.SCOPE: "so",
    Kind.DISPUTE_TERMS: "dt",
    Kind.RISK_ASSESSMENT: "ra",
    Kind.LANGUAGE_VERSION_DRIFT: "lv",
    Kind.EDITORIAL: "ec",
    Kind.UNCLASSIFIED: "un",
    Kind.WATCH_RULE: "wr",
}


def written(kinds: Iterable[Kind]) -> str:
    """Each between blanks."""
    return f" {' '.join(sorted(LETTERS[kind] for kind in set(kinds)))} "


def are_among(kind: Kind) -> ColumnElement[bool]:
    """Changes of that kind, also those recorded when kinds were spelt out."""
    return or_(*(changes.c.kinds.contains(f" {name} ", autoescape=True) for name in (LETTERS[kind], kind.value)))
