"""The days from which changed documents apply, as a calendar that programs subscribe to (RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from notifications.cards import document_name, service_name
from notifications.effect import effect_words
from notifications.phrases import headline
from notifications.visible import visible, web_link
from notifications.wording import Wording
from policy.effect import effective_date
from policy.model.changes import Severity
from policy.model.shelf import Change

_OCTETS = 75  # RFC 5545 §3.1: of a line, its end not counted
_FINDINGS = 12


def calendar(
    changes: Sequence[Change], wording: Wording, stamped: datetime, domain: str, site: str | None = None
) -> str:
    """One all-day event for each change that states a day from which it applies, earliest first, in the reader's
    language. Equal changes stamped at the same time give the same text; an event keeps its UID for ever."""
    dated = [(day, change) for change in changes if (day := effective_date(change)) is not None]
    events = sorted(dated, key=lambda pair: (pair[0], pair[1].target.id, pair[1].after.number))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Clausewatch//Effective dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(wording.say('Policies taking effect'))}",
    ]
    for day, change in events:
        lines += _event(day, change, wording, f"{stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}", (domain, site))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(day: date, change: Change, wording: Wording, stamp: str, place: tuple[str, str | None]) -> Iterator[str]:
    domain, site = place
    link = web_link(f"{site.rstrip('/')}/{change.target.id}/changes/{change.after.number}") if site else None
    summary = wording.say(
        "{service}: {document} takes effect",
        service=service_name(change.target),
        document=document_name(change.target, wording),
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{change.target.id}-{change.after.number}@{domain}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"  # RFC 5545 §3.6.1: the end is not part of the event
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(_description(change, wording, link))}"
    if link:
        yield f"URL:{link}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy that day because of it
    yield "END:VEVENT"


def _description(change: Change, wording: Wording, link: str | None) -> str:
    findings = [one for one in change.findings if one.severity > Severity.INFO]
    lines = [headline(one, wording) for one in sorted(findings, key=lambda one: -one.severity)]
    if len(lines) > _FINDINGS:
        rest = len(lines) - _FINDINGS
        lines[_FINDINGS:] = [wording.count("{n} more", "{n} more", rest)]
    return "\n".join(filter(None, (effect_words(change, wording), *lines, link)))


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545 §3.3.11); what is invisible is named, line breaks of ours stay."""
    lines = (visible(line, 400) for line in value.split("\n"))
    escaped = (line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(escaped)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; each but the first begins with a space."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > _OCTETS:
            yield piece
            piece = " "
        piece += char
    yield piece
