"""The days from which changed documents apply, as a calendar that programs subscribe to (RFC 5545, RFC 7986)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta

from history.answers import Channel, Visit
from policy.effect import effect_words, effective_date
from policy.model.changes import Severity
from policy.model.shelf import Change
from policy.model.targets import Target
from policy.phrases import matter, phrase
from policy.signs import is_unseen
from policy.words import document_type_label

MEDIA_TYPE = "text/calendar; charset=utf-8"
_OCTETS = 75  # RFC 5545 §3.1: of a line, its end not counted
_FINDINGS = 12  # named in an event; the rest is counted
_LONGEST = 400  # characters of a line of text


def calendar(channel: Channel, changes: Sequence[Change], visit: Visit) -> bytes:
    """One all-day event for each change that states a day from which it applies, earliest first, in the language of the
    address. The same changes give the same bytes; an event keeps its UID for ever."""
    dated = [(day, change) for change in changes if (day := effective_date(change)) is not None]
    events = sorted(dated, key=lambda pair: (pair[0], pair[1].target.id, pair[1].after.number))
    origin, title = visit.site.origin, _text(channel.title)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Clausewatch//Effective dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{title}",  # RFC 7986 §5.1
        f"X-WR-CALNAME:{title}",  # what programs read that are older than RFC 7986
        f"SOURCE;VALUE=URI:{origin}{channel.address}",
        f"URL:{origin}{channel.page}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for day, change in events:
        lines += _event(day, change, visit)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(day: date, change: Change, visit: Visit) -> Iterator[str]:
    """RFC 5545 §3.6.1; stamped with the time the change was confirmed, so that nothing changes by itself."""
    stamp = f"{change.after.confirmed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    link = f"{visit.site.origin}{visit.href(change.target.id, 'changes', change.after.number)}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(change.target.id)}-{change.after.number}@{visit.site.authority}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"  # the end is not part of the event
    yield f"SUMMARY:{_text(_summary(change.target, visit))}"
    yield f"DESCRIPTION:{_text(_description(change, visit, link))}"
    yield f"URL:{link}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy that day because of it
    yield "END:VEVENT"


def _summary(target: Target, visit: Visit) -> str:
    return visit.speech.say(
        "{service}: {document} takes effect",
        service=target.service_name or target.service,
        document=document_type_label(target.document_type, visit.speech.language),
    )


def _description(change: Change, visit: Visit, link: str) -> str:
    language = visit.speech.language
    findings = sorted((one for one in change.findings if one.severity > Severity.INFO), key=lambda one: -one.severity)
    told = [(phrase(one, language), matter(one, language)) for one in findings[:_FINDINGS]]
    lines = [f"{what}: {matters}" if matters else what for what, matters in told]
    if len(findings) > _FINDINGS:
        rest = len(findings) - _FINDINGS
        lines.append(visit.speech.count("{n} more", "{n} more", rest))
    return "\n".join(filter(None, (effect_words(change, visit.speech, UTC), *lines, link)))


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545 §3.3.11), without what cannot be seen; line breaks of ours stay."""
    lines = ("".join(" " if is_unseen(char) else char for char in line)[:_LONGEST] for line in value.split("\n"))
    escaped = (line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(escaped)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; each but the first begins with a space."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece
