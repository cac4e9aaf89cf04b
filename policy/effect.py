"""When a change says that it takes effect, and how many days a publisher leaves until then."""

from datetime import date, tzinfo

from policy.facts.dates import dates
from policy.facts.sentences import Phrase
from policy.model.changes import Finding, Kind
from policy.model.shelf import Change
from policy.speech import Speech

_EFFECTIVE = "effective"  # the role of a date; the day of an update or of a publication says nothing of effect


def effective_date(change: Change) -> date | None:
    """The day newly stated from which the document applies, the first if there are several; None: it states none."""
    language = next(iter(change.after.languages), change.target.language)
    return next((day for finding in change.findings for day in _stated(finding, language)), None)


def effect_words(change: Change, speech: Speech, zone: tzinfo) -> str:
    """Such as "Takes effect on 1 Apr 2026, 30 days after we first saw it."; empty: no day is stated. Days are counted
    in that zone."""
    day = effective_date(change)
    if day is None:
        return ""
    shown = speech.date(day)
    days = (day - change.after.first_seen.astimezone(zone).date()).days
    if days == 0:
        return speech.say("Takes effect on {date}, the day we first saw it.", date=shown)
    if days < 0:
        return speech.count(
            "In effect since {date}, {n} day before we first saw it.",
            "In effect since {date}, {n} days before we first saw it.",
            -days,
            date=shown,
        )
    return speech.count(
        "Takes effect on {date}, {n} day after we first saw it.",
        "Takes effect on {date}, {n} days after we first saw it.",
        days,
        date=shown,
    )


def _stated(finding: Finding, language: str | None) -> tuple[date, ...]:
    if finding.kind is not Kind.EFFECTIVE_DATE or finding.after is None:
        return ()
    new = finding.what.rpartition("→")[2]
    heading = finding.section[-1] if finding.section else ""
    marks = dates(Phrase(finding.after.text, language, "", heading))
    found = (_day(mark.value) for mark in marks if mark.role == _EFFECTIVE and mark.value in new)
    return tuple(day for day in found if day is not None)


def _day(printed: str) -> date | None:
    try:
        return date.fromisoformat(printed)
    except ValueError:  # such as the 31st of February
        return None
