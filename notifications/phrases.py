"""A finding in a few words: what happened, then to what."""

import re
from datetime import date

from notifications.visible import visible
from notifications.wording import Wording
from policy.model.changes import Direction, Finding, Kind
from policy.words import direction_label, kind_label

_PHRASES = {
    (Kind.DATA_CATEGORY, Direction.ADDED): "New data collected",
    (Kind.DATA_CATEGORY, Direction.REMOVED): "Data no longer listed",
    (Kind.DATA_CATEGORY, Direction.WIDENED): "More data collected",
    (Kind.DATA_CATEGORY, Direction.NARROWED): "Less data collected",
    (Kind.SPECIAL_CATEGORY, Direction.ADDED): "New sensitive data",
    (Kind.SPECIAL_CATEGORY, Direction.REMOVED): "Sensitive data no longer listed",
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
_MAIL_PHRASES = {
    Direction.ADDED: "Contact e-mail added",
    Direction.REMOVED: "Contact e-mail removed",
    Direction.CHANGED: "Contact e-mail changed",
}
_WHOLE = {  # kinds that need no direction
    Kind.EDITORIAL: "Wording edited",
    Kind.LANGUAGE_VERSION_DRIFT: "Language versions differ",
    Kind.WATCH_RULE: "Your watch rule fired",
}
_SLUG = re.compile(r"(?<![\w./@:-])[a-z]+(?:-[a-z]+)+(?![\w./@:-])")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_DURATION = re.compile(r"\bP(\d+)([DWMY])\b")
_UNITS = {"D": ("{n} day", "{n} days"), "W": ("{n} week", "{n} weeks"), "M": ("{n} month", "{n} months")}
_YEARS = ("{n} year", "{n} years")


def phrase(finding: Finding, wording: Wording) -> str:
    """What happened, such as "Contact e-mail changed"."""
    if finding.kind in _WHOLE:
        return wording.say(_WHOLE[finding.kind])
    if finding.kind is Kind.CONTACT and "@" in finding.what and finding.direction in _MAIL_PHRASES:
        return wording.say(_MAIL_PHRASES[finding.direction])
    known = _PHRASES.get((finding.kind, finding.direction))
    if known is not None:
        return wording.say(known)
    return f"{wording.say(kind_label(finding.kind))} {wording.say(direction_label(finding.direction))}"


def matter(finding: Finding, wording: Wording, limit: int = 160) -> str:
    """What it happened to, as a person would write it: "call logs", "30 days → 2 years"; empty if nothing is named."""
    words = visible(finding.what, limit)
    words = _DATE.sub(lambda found: _date(found, wording), words)
    words = _DURATION.sub(lambda found: _duration(int(found[1]), found[2], wording), words)
    return _SLUG.sub(lambda found: found[0].replace("-", " "), words)


def headline(finding: Finding, wording: Wording) -> str:
    """Such as "Data kept longer: 30 days → 2 years"."""
    what = matter(finding, wording)
    return f"{phrase(finding, wording)}: {what}" if what else phrase(finding, wording)


def lowered(sentence: str) -> str:
    """The sentence as it continues after a colon: a first word in capitals stays."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _duration(number: int, unit: str, wording: Wording) -> str:
    one, many = _UNITS.get(unit, _YEARS)
    return wording.count(one, many, number)


def _date(found: re.Match[str], wording: Wording) -> str:
    try:
        return wording.date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
