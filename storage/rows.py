"""Rows to values of the model and back; the one module where a row's columns have no type."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Row

from policy.comparing import links_sha256
from policy.model.changes import Finding, Verdict
from policy.model.codec import decode, layer
from policy.model.digests import DeadLetter, Message
from policy.model.looks import Event, Held, InForce, State, Version, VersionCause
from policy.model.readings import Dropped, Link, Reading, Section, Suspicion
from policy.model.shelf import Change, DocumentCard, LookCard, Text, VersionCard
from policy.model.targets import Order, Target, Trigger, Validators
from storage import kinds
from storage.json import from_json, to_json

Stored: TypeAlias = Row[Any]
Known: TypeAlias = dict[str, tuple[object, Any]]  # parts of a reading by name: as JSON has them, and as the model does
Members: TypeAlias = dict[str, Any]  # of a value of the model, as its JSON has them
Parsed: TypeAlias = Any  # JSON whose form its reader knows
_SAID_NOTHING = Validators()
_LINKS, _DROPPED = "\0links", "\0dropped"  # as parts of a reading: no section is called so


def target_json(target: Target) -> str:
    return to_json(target).decode()


@lru_cache(maxsize=20_000)  # a target is read far more often than it is defined
def target_of(definition: str) -> Target:
    return decode(Target, from_json(definition))


def order_of(row: Stored, lease: str, trigger: Trigger) -> Order:
    said = row.etag is not None or row.last_modified is not None
    validators = Validators(row.etag, row.last_modified) if said else _SAID_NOTHING
    return Order(target_of(row.definition), trigger, lease, validators)


def reading_json(reading: Reading) -> bytes:
    """The reading without the hash of its text, which its row has in a column."""
    members = layer(reading)
    del members["text_sha256"]
    return to_json(members)


def reading_members(plain: bytes) -> Members:
    """The members of a reading as `reading_json` wrote them."""
    members: Members = from_json(plain)  # type: ignore[assignment] # an object, or its seal would not fit
    return members


def reading_of(plain: bytes, text_sha256: str) -> Reading:
    """The reading again."""
    return _reading(reading_members(plain) | {"text_sha256": text_sha256}, {})


def _reading(members: Members, known: Known) -> Reading:
    sections = _sections(members["sections"], known)
    bare = decode(Reading, members | {"sections": (), "links": (), "dropped": ()})
    return replace(
        bare,
        sections=sections,
        links=_part(_LINKS, tuple[Link, ...], members["links"], known),
        dropped=_part(_DROPPED, tuple[Dropped, ...], members["dropped"], known),
    )


def _sections(members: Parsed, known: Known) -> tuple[Section, ...]:
    return tuple([_part(section["id"], Section, section, known) for section in members])


def _part(name: str, kind: Any, value: object, known: Known) -> Any:  # noqa: ANN401 – of any of those kinds
    """That part of a reading; the one known, where JSON has both alike."""
    earlier = known.get(name)
    if earlier is None or earlier[0] != value:
        earlier = known[name] = value, decode(kind, value)
    return earlier[1]


def text_of(row: Stored, reading: bytes, known: Known) -> Text:
    """The version's sections; one that the version before had word for word is the same object. `known` is what it
    had, and is brought up to date."""
    members: Any = from_json(reading)
    return Text(card_of(row), members["recipe"], _sections(members["sections"], known))


def held_of(plain: bytes, known: Known) -> tuple[Held, Members]:
    """What is held, and the members of its reading as a version would have them."""
    members: Any = from_json(plain)
    said = members["reading"]
    held = decode(Held, members | {"reading": _reading(said, known)})
    return held, {name: value for name, value in said.items() if name != "text_sha256"}


def findings_of(plain: bytes) -> tuple[Finding, ...]:
    kind: Any = tuple[Finding, ...]
    findings: tuple[Finding, ...] = decode(kind, from_json(plain))
    return findings


def version_of(row: Stored, said: Members, known: Known | None = None) -> Version:
    """The version again, from its row and the members of its reading. Parts that `known` has are the same objects, and
    it has all of them afterwards."""
    return Version(
        target_id=row.target_id,
        number=row.number,
        cause=VersionCause(row.cause),
        reading=_reading(said | {"text_sha256": row.text_sha256}, {} if known is None else known),
        bodies=body_hashes(row),
        capture_id=row.capture_id,
        first_seen=row.first_seen,
        confirmed_at=row.confirmed_at,
        returned_to=row.returned_to,
    )


def inforce_of(row: Stored) -> InForce | None:
    """None: of a time before it was kept apart from the reading."""
    if row.recipe is None or row.links_sha256 is None:
        return None
    bodies, eyes = body_hashes(row), row.eyes or ""
    return InForce(row.recipe, row.text_sha256, row.links_sha256, bodies, row.confirmed_at, eyes)


def version_row(version: Version) -> dict[str, Any]:
    """The columns of a version, without its reading."""
    return {
        "target_id": version.target_id,
        "number": version.number,
        "cause": version.cause,
        "capture_id": version.capture_id,
        "title": version.reading.title,
        "languages": " ".join(version.reading.languages),
        "text_sha256": version.reading.text_sha256,
        "bodies": b"".join(bytes.fromhex(digest) for digest in version.bodies),
        "first_seen": version.first_seen,
        "confirmed_at": version.confirmed_at,
        "returned_to": version.returned_to,
    }


def inforce_columns(version: Version) -> dict[str, object]:
    """What the row of its target has of a version while it is in force."""
    return {"recipe": version.reading.recipe, "links_sha256": links_sha256(version.reading.links)}


def body_hashes(row: Stored) -> tuple[str, ...]:
    """The SHA-256 of each page's body of a version's row."""
    return tuple(row.bodies[at : at + 32].hex() for at in range(0, len(row.bodies), 32))


def card_of(row: Stored) -> VersionCard:
    return VersionCard(
        target_id=row.target_id,
        number=row.number,
        cause=VersionCause(row.cause),
        title=row.title,
        languages=tuple(row.languages.split()),
        text_sha256=row.text_sha256,
        first_seen=row.first_seen,
        confirmed_at=row.confirmed_at,
        returned_to=row.returned_to,
    )


def card(version: Version) -> VersionCard:
    """The version without its text."""
    reading = version.reading
    return VersionCard(
        target_id=version.target_id,
        number=version.number,
        cause=version.cause,
        title=reading.title,
        languages=reading.languages,
        text_sha256=reading.text_sha256,
        first_seen=version.first_seen,
        confirmed_at=version.confirmed_at,
        returned_to=version.returned_to,
    )


def change_of(
    row: Stored, target: Target, before: VersionCard, after: VersionCard, findings: tuple[Finding, ...]
) -> Change:
    return Change(
        target=target,
        before=before,
        after=after,
        verdict=Verdict(row.verdict),
        suspect=Suspicion(row.suspect) if row.suspect else None,
        findings=findings,
        edits=row.edits,
    )


def document_of(row: Stored, latest: VersionCard | None) -> DocumentCard:
    return DocumentCard(
        target=target_of(row.definition),
        state=State(row.state),
        since=row.since,
        cause=row.cause,
        latest=latest,
        versions=row.versions,
        changes=row.changes,
        last_checked=row.last_checked,
        last_good=row.last_good,
        next_check_at=None if row.state == State.PAUSED else row.next_check_at,
    )


def look_of(row: Stored, members: Members) -> LookCard:
    return LookCard(
        capture_id=row.capture_id,
        target_id=row.target_id,
        at=row.at,
        event=Event(row.event),
        url=members["url"],
        status=(members.get("response") or {}).get("status"),
        detail=members.get("detail", ""),
        version=row.version,
        is_first=row.ordinal == 0,
    )


def message_row(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "subscriber_id": message.subscriber_id,
        "address": message.address,
        "channel": message.channel,
        "subject": message.subject,
        "until": message.until,
        "mime": message.mime,
        "changes": to_json(message.changes).decode(),
        "unread": to_json(message.unread).decode(),
        "state": "sealed",
        "send_at": message.until,
        "attempts": message.attempts,
        "detail": "",
        "alert": 1 if message.is_alert else None,
    }


def message_of(row: Stored) -> Message:
    changes: Any = from_json(row.changes)
    unread: Any = from_json(row.unread)
    return Message(
        id=row.id,
        subscriber_id=row.subscriber_id,
        address=row.address,
        channel=row.channel,
        subject=row.subject,
        until=row.until,
        mime=row.mime or b"",
        changes=tuple(changes),
        unread=tuple((target_id, state) for target_id, state in unread),
        attempts=row.attempts,
        is_alert=bool(row.alert),
    )


def dead_letter_of(row: Stored) -> DeadLetter:
    return DeadLetter(
        id=row.id,
        subscriber_id=row.subscriber_id,
        address=row.address,
        channel=row.channel,
        subject=row.subject,
        sealed_at=row.until,
        attempts=row.attempts,
        dead_since=row.closed_at,
        detail=row.detail,
    )


def change_row(change: Change) -> dict[str, Any]:
    """The columns of a change, without its findings."""
    return {
        "target_id": change.target.id,
        "number": change.after.number,
        "before": change.before.number,
        "at": change.after.confirmed_at,
        "verdict": change.verdict.value,
        "severity": change.severity.value,
        "suspect": change.suspect,
        "kinds": kinds.written(finding.kind for finding in change.findings),
        "edits": change.edits,
    }
