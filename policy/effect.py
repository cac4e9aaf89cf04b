"""When a change says that it takes effect."""

from datetime import date

from policy.facts.dates import dates
from policy.facts.sentences import Phrase
from policy.model.changes import Finding, Kind
from policy.model.shelf import Change

_EFFECTIVE = "effective"  # the role of a date; the day of an update or of a publication says nothing of effect


def effective_date(change: Change) -> date | None:
    """The day newly stated from which the document applies, the first if there are several; None: it states none."""
    language = next(iter(change.after.languages), change.target.language)
    return next((day for finding in change.findings for day in _stated(finding, language)), None)


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
