"""Values with defaults, so that a test shows only what matters to it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from policy.model.captures import Capture, Failure, Response
from policy.model.changes import ChangeSet, Direction, Finding, Kind, Quote, Severity, Verdict
from policy.model.digests import AtOnce, Message, Scope, Subscriber
from policy.model.looks import Checked, Event, Held, Move, State, Version, VersionCause
from policy.model.readings import Block, BlockKind, Quality, Reading, Section
from policy.model.targets import DocumentType, Order, Target, Trigger, Validators

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def target(
    service: str = "acme",
    document_type: DocumentType = DocumentType.PRIVACY,
    tags: tuple[str, ...] = (),
    urls: tuple[str, ...] = (),
) -> Target:
    """`acme-privacy` at https://acme.example/privacy; the rest by `dataclasses.replace`."""
    return Target(
        id=f"{service}-{document_type}",
        service=service,
        service_name=service.title(),
        document_type=document_type,
        urls=urls or (f"https://{service}.example/{document_type}",),
        interval=timedelta(hours=12),
        language="en",
        tags=tags,
    )


def order(of: Target | None = None, trigger: Trigger = Trigger.SCHEDULE, lease: str = "lease-1") -> Order:
    return Order(of or target(), trigger, lease)


def section(heading: str, *paragraphs: str, level: int = 2) -> Section:
    """A section under a heading of its own; heading "" is the text before any heading."""
    return Section(
        id=heading.casefold().replace(" ", "-") or "top",
        level=level,
        number=None,
        heading=heading,
        path=(heading,) if heading else (),
        language="en",
        blocks=tuple(Block(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs),
    )


def reading(*sections: tuple[str, ...], title: str = "Privacy Policy", recipe: str = "html/1") -> Reading:
    """What was read of a page with these (heading, paragraph, …) sections."""
    read = tuple(section(*words) for words in sections or (("Retention", "We keep it 30 days."),))
    return Reading(
        recipe=recipe,
        form="html",
        title=title,
        languages=("en",),
        sections=read,
        links=(),
        dropped=(),
        quality=Quality(),
        text_sha256=sha256(json.dumps(sections).encode()),
    )


def page(text: Reading) -> bytes:
    """An HTML page with that text, the same bytes for the same reading."""
    parts = [f"<title>{text.title}</title>"]
    for part in text.sections:
        parts.append(f"<h{part.level}>{part.heading}</h{part.level}>")
        parts.extend(f"<p>{block.text}</p>" for block in part.blocks)
    return "\n".join(parts).encode("utf-8", "surrogatepass")


def capture(
    of: Target | None = None,
    at: datetime = MONDAY,
    body: bytes | None = b"<p>We keep it 30 days.</p>",
    failure: Failure | None = None,
    ordinal: int = 0,
) -> Capture:
    """One attempt at the target's address number `ordinal`; with a failure there is no response."""
    watched = of or target()
    url = watched.urls[ordinal]
    response = Response(
        url=url,
        status=200 if body is not None else 304,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{sha256(body or b"")[:12]}"')),
        http_version="HTTP/1.1",
        peer="192.0.2.10:443",
        tls=None,
        wire_bytes=len(body or b""),
        body_bytes=len(body or b""),
        body_sha256=sha256(body) if body is not None else None,
    )
    return Capture(
        id=sha256(f"{watched.id} {at.isoformat()} {ordinal}".encode())[:32],
        target_id=watched.id,
        trigger=Trigger.SCHEDULE,
        url=url,
        started=at - timedelta(seconds=1),
        finished=at,
        response=None if failure else response,
        failure=failure,
        detail=f"{failure.value}, as the test wished" if failure else "",
    )


def version(
    of: Target | None = None,
    text: Reading | None = None,
    number: int = 1,
    at: datetime = MONDAY,
    cause: VersionCause | None = None,
) -> Version:
    """The version a look at that time makes of the text; the first by default."""
    watched, read = of or target(), text or reading()
    return Version(
        target_id=watched.id,
        number=number,
        cause=cause or (VersionCause.FIRST if number == 1 else VersionCause.SOURCE),
        reading=read,
        bodies=(sha256(page(read)),),
        capture_id=capture(watched, at).id,
        first_seen=at,
        confirmed_at=at,
    )


def finding(
    kind: Kind = Kind.RETENTION,
    severity: Severity = Severity.MAJOR,
    before: str = "We keep it 30 days.",
    after: str = "We keep it 90 days.",
) -> Finding:
    return Finding(
        kind=kind,
        direction=Direction.CHANGED,
        severity=severity,
        what="P30D → P90D",
        section=("Retention",),
        before=Quote(before, ("Retention",), "retention", 0, len(before)),
        after=Quote(after, ("Retention",), "retention", 0, len(after)),
        reason="The period is another one.",
        rule="retention/period",
    )


def change_set(*findings: Finding) -> ChangeSet:
    """A judged step without section changes; a retention finding by default."""
    found = findings or (finding(),)
    is_material = max(one.severity for one in found) >= Severity.MAJOR
    return ChangeSet(
        verdict=Verdict.MATERIAL if is_material else Verdict.MINOR,
        suspect=None,
        languages=("en", "en"),
        changes=(),
        links=(),
        findings=found,
    )


def subscriber(
    name: str = "ann",
    minimum: Severity = Severity.MINOR,
    scope: Scope | None = None,
) -> Subscriber:
    """`ann@example.org`, told at once; the rest by `dataclasses.replace`."""
    return Subscriber(
        id=name,
        address=f"{name}@example.org",
        channel="mail",
        schedule=AtOnce(),
        minimum=minimum,
        scope=scope or Scope(),
    )


def message(
    to: Subscriber | None = None,
    changes: tuple[str, ...] = (),
    unread: tuple[tuple[str, str], ...] = (),
    until: datetime = MONDAY,
) -> Message:
    """A sealed digest whose Message-ID follows from subscriber and contents."""
    whom = to or subscriber()
    digest = sha256(repr((whom.id, changes, unread)).encode())[:16]
    return Message(
        id=f"{digest}@clausewatch.example",
        subscriber_id=whom.id,
        address=whom.address,
        channel=whom.channel,
        subject="1 change",
        until=until,
        mime=b"Subject: 1 change\r\n\r\nAcme changed.\r\n",
        changes=changes,
        unread=unread,
    )


def first_look(asked: Order, text: Reading, at: datetime) -> Checked:
    """The page was read for the first time."""
    return replace(
        _fetched_look(asked, Event.FIRST, text, at),
        version=version(asked.target, text, 1, at),
        move=Move(State.NEW, State.OK, "read for the first time", at),
        validators=Validators(etag='"v1"'),
    )


def same_look(asked: Order, at: datetime, move: Move | None = None) -> Checked:
    """The server said 304."""
    seen = _look(asked, Event.UNCHANGED, capture(asked.target, at, None), at)
    return replace(seen, validators=asked.validators, move=move)


def held_look(asked: Order, text: Reading, at: datetime) -> Checked:
    """A new text, seen once; it is looked at again in 90 seconds."""
    return replace(
        _fetched_look(asked, Event.HELD, text, at),
        held=Held(text, (sha256(page(text)),), capture(asked.target, at).id, at, 1),
        next_check_at=at + timedelta(seconds=90),
    )


def changed_look(asked: Order, text: Reading, at: datetime, number: int, found: Sequence[Finding] = ()) -> Checked:
    """A new text is in force and judged; `found` as given, a retention finding by default."""
    return replace(
        _fetched_look(asked, Event.CHANGED, text, at),
        version=version(asked.target, text, number, at),
        changes=change_set(*found),
    )


def failed_look(asked: Order, at: datetime, failure: Failure = Failure.TIMEOUT, move: Move | None = None) -> Checked:
    """The page did not come; the target moves only when told to."""
    seen = _look(asked, Event.FAILED, capture(asked.target, at, failure=failure), at)
    return replace(seen, next_check_at=at + HOUR, move=move, validators=asked.validators)


def _fetched_look(asked: Order, event: Event, text: Reading, at: datetime) -> Checked:
    body = page(text)
    return replace(_look(asked, event, capture(asked.target, at, body), at), bodies=((sha256(body), body),))


def _look(asked: Order, event: Event, seen: Capture, at: datetime) -> Checked:
    return Checked(
        target_id=asked.target.id,
        lease=asked.lease,
        at=at,
        event=event,
        captures=(seen,),
        next_check_at=at + asked.target.interval,
    )
