"""One target on the shelf, and how looks change it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from policy.comparing import links_sha256
from policy.model.captures import Capture
from policy.model.digests import DeadLetter, Message
from policy.model.looks import READ, Checked, Footing, Held, InForce, Move, Past, State, Version
from policy.model.shelf import Change, ChangeFilter, DocumentCard, FoundSection, LookCard, VersionCard
from policy.model.statements import Stated
from policy.model.targets import Target, Validators
from tests.support.builders import MONDAY

FAILING = (State.SUSPECT, State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.MOVED, State.GONE)


AGAIN = " again"  # at the end of a lease: the one before was never given back


@dataclass(slots=True)
class ShelfRow:
    """One target with all that is kept of it."""

    target: Target
    next_check_at: datetime
    watched_since: datetime
    state: State = State.NEW
    since: datetime = MONDAY
    lease: str | None = None
    leased_until: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    failures: int = 0
    last_good: datetime | None = None
    last_checked: datetime | None = None
    held: Held | None = None
    past: Past = field(default_factory=Past)
    stated: Stated | None = None
    moves: list[Move] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    changes: dict[int, Change] = field(default_factory=dict)
    looks: list[tuple[LookCard, State]] = field(default_factory=list)

    def move(self, after: State, cause: str, at: datetime) -> None:
        self.moves.append(Move(self.state, after, cause, at))
        self.state, self.since = after, at

    def turns(self, until: datetime) -> int:
        week = timedelta(days=7)
        recent = [one for one in self.versions if until - week < one.confirmed_at <= until]
        return len(recent) if self.state is State.FLAPPING else 0

    def is_free(self, now: datetime) -> bool:
        return self.leased_until is None or self.leased_until <= now

    def is_unread(self, now: datetime, allowance: timedelta) -> bool:
        is_failing = self.state in FAILING
        own = timedelta(0) if is_failing else self.target.interval * 1.5 + timedelta(hours=1)
        read_at = max(self.watched_since, self.last_good or self.watched_since)
        return (is_failing and self.last_good is None) or now - read_at > max(allowance, own)


def dead_letter(message: Message, since: datetime, detail: str) -> DeadLetter:
    return DeadLetter(
        id=message.id,
        subscriber_id=message.subscriber_id,
        address=message.address,
        channel=message.channel,
        subject=message.subject,
        sealed_at=message.until,
        attempts=message.attempts,
        dead_since=since,
        detail=detail,
    )


def aware(at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; times are aware and in UTC")


def renew(row: ShelfRow, target: Target, now: datetime) -> None:
    old, row.target = row.target, target
    if row.state is State.PAUSED:
        row.move(row.moves[-1].before, "among the targets again", now)
        row.watched_since = now
    elif old == target:
        return
    row.next_check_at = min(row.next_check_at, now)
    row.lease = row.leased_until = None
    if (old.urls, old.reading, old.fetching) != (target.urls, target.reading, target.fetching):
        row.validators, row.held, row.past = Validators(), None, Past()


def keep_state(row: ShelfRow, checked: Checked) -> None:
    row.lease = row.leased_until = None
    row.next_check_at, row.last_checked = checked.next_check_at, checked.at
    row.held, row.validators, row.past = checked.held, checked.validators, checked.past
    row.stated = checked.stated or row.stated
    if checked.move is not None:
        row.move(checked.move.after, checked.move.cause, checked.move.at)
    if checked.event in READ:
        row.failures, row.last_good = 0, checked.at
    else:
        row.failures += 1


def footing(row: ShelfRow) -> Footing:
    version = row.versions[-1] if row.versions else None
    eyes = row.stated.eyes if row.stated else ""
    inforce = _inforce(version, eyes) if version else None
    return Footing(row.target, row.state, row.since, inforce, row.failures, row.last_good, row.past)


def _inforce(version: Version, eyes: str) -> InForce:
    reading = version.reading
    links = links_sha256(reading.links)
    return InForce(reading.recipe, reading.text_sha256, links, version.bodies, version.confirmed_at, eyes)


def look(capture: Capture, checked: Checked, row: ShelfRow) -> LookCard:
    return LookCard(
        capture_id=capture.id,
        target_id=capture.target_id,
        at=checked.at,
        event=checked.event,
        url=capture.url,
        status=capture.response.status if capture.response else None,
        detail=capture.detail,
        version=row.versions[-1].number if row.versions else None,
        is_first=capture is checked.captures[0],
    )


def card(version: Version) -> VersionCard:
    return VersionCard(
        target_id=version.target_id,
        number=version.number,
        cause=version.cause,
        title=version.reading.title,
        languages=version.reading.languages,
        text_sha256=version.reading.text_sha256,
        first_seen=version.first_seen,
        confirmed_at=version.confirmed_at,
        returned_to=version.returned_to,
    )


def document(row: ShelfRow) -> DocumentCard:
    return DocumentCard(
        target=row.target,
        state=row.state,
        since=row.since,
        cause=row.moves[-1].cause if row.moves else "",
        latest=card(row.versions[-1]) if row.versions else None,
        versions=len(row.versions),
        changes=len(row.changes),
        last_checked=row.last_checked,
        last_good=row.last_good,
        next_check_at=None if row.state is State.PAUSED else row.next_check_at,
    )


def matches(change: Change, wanted: ChangeFilter) -> bool:
    at = change.after.confirmed_at
    return (
        wanted.service in (None, change.target.service)
        and wanted.target_id in (None, change.target.id)
        and wanted.document_type in (None, change.target.document_type)
        and (wanted.kind is None or any(finding.kind is wanted.kind for finding in change.findings))
        and change.severity >= wanted.minimum
        and (wanted.language is None or wanted.language in change.after.languages)
        and (wanted.since is None or at >= wanted.since)
        and (wanted.until is None or at < wanted.until)
    )


def passages(target: Target, versions: Sequence[Version]) -> Iterator[FoundSection]:
    """What the sections of each version say that those of the one before did not."""
    standing: dict[tuple[str, str, str], int] = {}
    for version in versions:
        said = {(one.id, one.heading, one.text) for one in version.reading.sections if one.heading or one.text}
        for face in set(standing) - said:
            yield FoundSection(target, standing.pop(face), version.number, *face)
        for face in said - set(standing):
            standing[face] = version.number
    for face, number in standing.items():
        yield FoundSection(target, number, None, *face)


def answers(hit: FoundSection, question: str) -> bool:
    asked = re.findall(r"\w+", question.casefold())
    words = re.findall(r"\w+", f"{hit.heading} {hit.text}".casefold())
    return bool(asked) and all(any(_begins(one, word) for word in words) for one in asked)


def _begins(asked: str, word: str) -> bool:
    return asked == word if len(asked) <= 2 and asked.isascii() else word.startswith(asked)
