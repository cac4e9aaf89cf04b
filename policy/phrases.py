"""A finding in a few English words: what happened, then to what."""

import re
from datetime import date

from policy.model.changes import Direction, Finding, Kind
from policy.words import direction_label, kind_label

_PHRASES = {
    (Kind.DATA_CATEGORY, Direction.ADDED): "New data collected",
    (Kind.DATA_CATEGORY, Direction.REMOVED): "Data no longer listed",
    (Kind.DATA_CATEGORY, Direction.WIDENED): "More data collected",
    (Kind.DATA_CATEGORY, Direction.NARROWED): "Less data collected",
    (Kind.SPECIAL_CATEGORY, Direction.ADDED): "New sensitive data",
    (Kind.SPECIAL_CATEGORY, Direction.REMOVED): "Sensitive data no longer listed",
    (Kind.CHILDREN, Direction.ADDED): "New rule for children",
    (Kind.CHILDREN, Direction.REMOVED): "Rule for children removed",
    (Kind.CHILDREN, Direction.WIDENED): "Open to younger people",
    (Kind.CHILDREN, Direction.CHANGED): "Rule for children changed",
    (Kind.PURPOSE, Direction.ADDED): "New purpose of use",
    (Kind.PURPOSE, Direction.REMOVED): "Purpose no longer listed",
    (Kind.RECIPIENT_CATEGORY, Direction.ADDED): "New recipients",
    (Kind.RECIPIENT_CATEGORY, Direction.REMOVED): "Recipients no longer listed",
    (Kind.NAMED_THIRD_PARTY, Direction.ADDED): "New named third party",
    (Kind.NAMED_THIRD_PARTY, Direction.REMOVED): "Third party no longer named",
    (Kind.NAMED_THIRD_PARTY, Direction.CHANGED): "Named third party replaced",
    (Kind.RETENTION, Direction.ADDED): "Retention period stated",
    (Kind.RETENTION, Direction.WIDENED): "Data kept longer",
    (Kind.RETENTION, Direction.NARROWED): "Data kept for a shorter time",
    (Kind.NEGATIVE_PROMISE, Direction.ADDED): "New promise",
    (Kind.NEGATIVE_PROMISE, Direction.REMOVED): "Promise removed",
    (Kind.NEGATIVE_PROMISE, Direction.NARROWED): "Promise weakened",
    (Kind.NEGATIVE_PROMISE, Direction.CHANGED): "Promise reworded",
    (Kind.RIGHTS, Direction.ADDED): "New right",
    (Kind.RIGHTS, Direction.REMOVED): "Right removed",
    (Kind.RIGHTS, Direction.WIDENED): "Right extended",
    (Kind.RIGHTS, Direction.NARROWED): "Right limited",
    (Kind.UNCLASSIFIED, Direction.ADDED): "New text",
    (Kind.UNCLASSIFIED, Direction.REMOVED): "Text removed",
    (Kind.UNCLASSIFIED, Direction.CHANGED): "Text changed",
}
_MAIL = {
    Direction.ADDED: "Contact e-mail added",
    Direction.REMOVED: "Contact e-mail removed",
    Direction.CHANGED: "Contact e-mail changed",
}
_WHOLE = {  # kinds that need no direction
    Kind.EDITORIAL: "Wording edited",
    Kind.LANGUAGE_VERSION_DRIFT: "Language versions differ",
    Kind.WATCH_RULE: "Your watch rule fired",
}
_ID = re.compile(r"(?<![\w./@:-])[a-z]{2,}(?:-[a-z]+)+(?![\w./@:-])")  # of the taxonomy, such as call-logs
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_DURATION = re.compile(r"\bP(\d+)([DWMY])\b")  # ISO 8601
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def phrase(finding: Finding) -> str:
    """What happened, such as "Contact e-mail changed"."""
    if finding.kind in _WHOLE:
        return _WHOLE[finding.kind]
    if finding.kind is Kind.CONTACT and "@" in finding.what and finding.direction in _MAIL:
        return _MAIL[finding.direction]
    known = _PHRASES.get((finding.kind, finding.direction))
    return known or f"{kind_label(finding.kind)} {direction_label(finding.direction)}"


def matter(finding: Finding) -> str:
    """What it happened to, as a person would write it: "call logs", "30 days → 2 years"; empty: nothing is named."""
    words = _DATE.sub(lambda found: _date(found[0]), finding.what)
    words = _DURATION.sub(lambda found: _duration(int(found[1]), _UNITS[found[2]]), words)
    return _ID.sub(lambda found: found[0].replace("-", " "), words)


def _duration(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _date(printed: str) -> str:
    try:
        day = date.fromisoformat(printed)
    except ValueError:
        return printed
    return f"{day.day} {day:%B %Y}"
