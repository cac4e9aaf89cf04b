"""An archive in memory that keeps the contract storage keeps,
fitting `monitor.ports.Archive` and `history.library.Library`."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count, takewhile

from policy.heads import Head
from policy.model.captures import Capture
from policy.model.changes import FactType
from policy.model.digests import DeadLetter, Entry, Message, Subscriber, Tally, Unread
from policy.model.looks import READ, Checked, Footing, Move, Standing, State, Version
from policy.model.readings import Source
from policy.model.shelf import Change, ChangeFilter, DocumentCard, FoundSection, LookCard, Text, VersionCard
from policy.model.statements import FactFilter, Saying, Stated, Value
from policy.model.targets import Order, Target, Trigger
from tests.support.builders import MONDAY
from tests.support.shelf_facts import is_wanted, rank, sayings, values
from tests.support.shelf_rows import (
    AGAIN,
    FAILING,
    ShelfRow,
    answers,
    aware,
    card,
    dead_letter,
    document,
    footing,
    keep_state,
    look,
    matches,
    passages,
    renew,
)


@dataclass(slots=True)
class _Letter:
    message: Message
    is_open: bool = True
    next_at: datetime | None = None
    sending_until: datetime | None = None
    delivered_at: datetime | None = None
    dead_since: datetime | None = None
    is_refused: bool = False
    detail: str = ""


class ShelfArchive:
    """Watches the given targets from `now` on."""

    def __init__(self, *targets: Target, now: datetime = MONDAY) -> None:
        self._rows: dict[str, ShelfRow] = {}
        self._captures: dict[str, Capture] = {}
        self._bodies: dict[str, bytes] = {}
        self._entries: list[Entry] = []
        self._sealed: set[tuple[str, str]] = set()
        self._letters: dict[str, _Letter] = {}
        self._windows: dict[str, datetime] = {}
        self._notices: set[tuple[str, str]] = set()
        self._tokens = count(1)
        self._writes = 0
        if targets:
            self.enlist(targets, now)

    # What is watched, and by whom

    def enlist(self, targets: Sequence[Target], now: datetime) -> None:
        aware(now)
        self._writes += 1
        for target in targets:
            row = self._rows.get(target.id)
            if row is None:
                self._rows[target.id] = ShelfRow(target, now, now, since=now)
            else:
                renew(row, target, now)
        named = {target.id for target in targets}
        for row in self._rows.values():
            if row.target.id not in named and row.state is not State.PAUSED:
                row.move(State.PAUSED, "no longer among the targets", now)
                row.lease = row.leased_until = None

    def due(self, now: datetime, limit: int, lease: timedelta) -> tuple[Order, ...]:
        aware(now)
        waiting = [row for row in self._watched() if row.next_check_at <= now and row.is_free(now)]
        waiting.sort(key=lambda row: (row.next_check_at, row.target.id))
        return self._lease(waiting[:limit], now + lease, None)

    def claim(self, target_ids: Sequence[str], now: datetime, lease: timedelta) -> tuple[Order, ...]:
        aware(now)
        wanted = sorted((row for row in self._watched() if row.target.id in target_ids), key=lambda row: row.target.id)
        return self._lease([row for row in wanted if row.is_free(now)], now + lease, Trigger.MANUAL)

    def release(self, orders: Sequence[Order]) -> None:
        for order in orders:
            row = self._rows[order.target.id]
            if row.lease == order.lease:
                row.lease = row.leased_until = None

    def free(self, is_forsaken: Callable[[str], bool], now: datetime, lease: timedelta) -> int:
        held = [
            row for row in self._watched() if row.lease and row.leased_until and now <= row.leased_until <= now + lease
        ]
        freed = [row for row in held if row.lease and not row.lease.endswith(AGAIN) and is_forsaken(row.lease)]
        for row in freed:
            row.leased_until, row.next_check_at = now, min(row.next_check_at, now)
        return len(freed)

    def _watched(self) -> Iterator[ShelfRow]:
        return (row for row in self._rows.values() if row.state is not State.PAUSED)

    def _lease(self, rows: Sequence[ShelfRow], until: datetime, trigger: Trigger | None) -> tuple[Order, ...]:
        token = f"lease-{next(self._tokens)}"
        usual = {True: Trigger.CONFIRM, False: Trigger.SCHEDULE}
        found = []
        for row in rows:
            row.lease, row.leased_until = f"{token}{AGAIN if row.lease else ''}", until
            found.append(Order(row.target, trigger or usual[row.held is not None], row.lease, row.validators))
        return tuple(found)

    # One look

    def footings(self, target_ids: Sequence[str]) -> dict[str, Footing]:
        return {row.target.id: footing(row) for row in self._rows.values() if row.target.id in target_ids}

    def standing(self, target_id: str, recipe: str) -> Standing:
        row = self._rows[target_id]
        version = row.versions[-1] if row.versions else None
        recent: dict[str, int] = {}
        for earlier in reversed(row.versions):
            recent.setdefault(earlier.reading.text_sha256, earlier.number)
        return Standing(
            target=row.target,
            state=row.state,
            since=row.since,
            version=version,
            recent=tuple(recent.items())[:10],
            held=row.held,
            failures=row.failures,
            last_good=row.last_good,
            sources=self._sources(version) if version and version.reading.recipe != recipe else (),
            past=row.past,
            eyes=row.stated.eyes if row.stated else "",
        )

    def _sources(self, version: Version) -> tuple[Source, ...]:
        answers = {
            capture.response.body_sha256: capture.response
            for capture in self._captures.values()
            if capture.target_id == version.target_id and capture.response is not None
        }
        return tuple(
            Source(answers[sha].url, answers[sha].header("content-type"), self._bodies[sha]) for sha in version.bodies
        )

    def record_all(self, checked: Sequence[Checked], audience: Sequence[Subscriber]) -> tuple[bool, ...]:
        return tuple(self.record(one, audience) for one in checked)

    def record(self, checked: Checked, audience: Sequence[Subscriber]) -> bool:
        aware(checked.at)
        row = self._rows[checked.target_id]
        if row.lease != checked.lease:
            return checked.captures[0].id in self._captures
        self._writes += 1
        self._bodies.update(checked.bodies)
        before = row.versions[-1] if row.versions else None
        for version in (checked.technical, checked.version):
            if version is not None:
                row.versions.append(version)
        if checked.version is not None and checked.changes is not None and before is not None:
            self._keep_change(row, checked, () if checked.is_quiet else audience)
        if checked.owed is not None and checked.owed in row.changes:
            self._queue(row.changes[checked.owed], checked.at, audience)
        keep_state(row, checked)
        for capture in checked.captures:
            self._captures[capture.id] = capture
            row.looks.append((look(capture, checked, row), row.state))
        return True

    def unstated(self, target_ids: Sequence[str], eyes: str) -> tuple[tuple[Target, Version], ...]:
        rows = [self._rows[name] for name in sorted(target_ids)]
        waiting = [row for row in rows if row.versions and (row.stated is None or row.stated.eyes != eyes)]
        return tuple((row.target, row.versions[-1]) for row in waiting)

    def state(self, found: Mapping[str, Stated]) -> int:
        still = [name for name, one in found.items() if one.version == len(self._rows[name].versions)]
        for name in still:
            self._rows[name].stated = found[name]
        return len(still)

    def _keep_change(self, row: ShelfRow, checked: Checked, audience: Sequence[Subscriber]) -> None:
        after, found = row.versions[-1], checked.changes
        assert found is not None
        change = Change(
            target=row.target,
            before=card(row.versions[-2]),
            after=card(after),
            verdict=found.verdict,
            suspect=found.suspect,
            findings=found.findings,
            edits=len(found.changes) + len(found.links),
        )
        row.changes[after.number] = change
        self._queue(change, checked.at, audience)

    def _queue(self, change: Change, at: datetime, audience: Sequence[Subscriber]) -> None:
        for one in audience:
            if one.wants(change):
                self._sealed.discard((one.id, change.id))
                self._entries = [
                    old for old in self._entries if (old.subscriber_id, old.change.id) != (one.id, change.id)
                ]
                self._entries.append(Entry(one.id, change, at))

    # Telling

    def head(self, at: datetime) -> Head | None:
        """A shelf chains no log."""
        aware(at)
        return None

    def told_until(self, subscriber_id: str) -> datetime | None:
        return self._windows.get(subscriber_id)

    def told_since(self, subscriber_id: str, since: datetime) -> tuple[datetime, ...]:
        letters = (letter.message for letter in self._letters.values())
        return tuple(sorted(one.until for one in letters if one.subscriber_id == subscriber_id and one.until > since))

    def open_window(self, subscriber_id: str, now: datetime) -> None:
        aware(now)
        self._windows.setdefault(subscriber_id, now)

    def pending(self, subscriber_id: str, until: datetime) -> tuple[Entry, ...]:
        waiting = (
            replace(entry, turns=self._rows[entry.change.target.id].turns(entry.queued_at))
            for entry in self._entries
            if entry.subscriber_id == subscriber_id
            and entry.queued_at <= until
            and (subscriber_id, entry.change.id) not in self._sealed
        )
        return tuple(
            sorted(waiting, key=lambda entry: (entry.queued_at, entry.change.target.id, entry.change.after.number))
        )

    def unread(self, subscriber: Subscriber, now: datetime, allowance: timedelta) -> tuple[Unread, ...]:
        aware(now)
        found = []
        for row in sorted(self._watched(), key=lambda row: row.target.id):
            if not subscriber.scope.covers(row.target):
                continue
            is_told = (subscriber.id, row.target.id) in self._notices
            cause = row.moves[-1].cause if row.moves else ""
            if row.is_unread(now, allowance):
                # A target nobody came to look at keeps its good state, and still was not read.
                state = row.state if row.state in (*FAILING, State.NEW) else State.UNREACHABLE
                cause = cause if row.state in FAILING else "not looked at"
                since = row.last_good or row.watched_since
                found.append(Unread(row.target, state, since, row.last_good, cause, not is_told))
            elif is_told:
                found.append(Unread(row.target, State.OK, row.since, row.last_good, cause, is_news=True))
        return tuple(found)

    def tally(self, subscriber: Subscriber, since: datetime, until: datetime) -> Tally:
        looks = [
            (seen, state)
            for row in self._rows.values()
            if subscriber.scope.covers(row.target)
            for seen, state in {(seen.at): (seen, state) for seen, state in row.looks}.values()
            if since < seen.at <= until
        ]
        failed = Counter(state for seen, state in looks if seen.event not in READ)
        return Tally(since, until, len(looks), len(looks) - failed.total(), tuple(sorted(failed.items())))

    def seal(self, message: Message) -> None:
        if message.id in self._letters:
            return
        self._letters[message.id] = _Letter(message)
        self._sealed.update((message.subscriber_id, change) for change in message.changes)
        if not message.is_alert:
            self._windows[message.subscriber_id] = max(
                message.until, self._windows.get(message.subscriber_id, message.until)
            )
        for target_id, state in message.unread:
            if state == State.OK:
                self._notices.discard((message.subscriber_id, target_id))
            else:
                self._notices.add((message.subscriber_id, target_id))

    def outbox(self, now: datetime, lease: timedelta) -> tuple[Message, ...]:
        aware(now)
        waiting = [
            letter
            for letter in self._letters.values()
            if letter.is_open
            and (letter.next_at is None or letter.next_at <= now)
            and (letter.sending_until is None or letter.sending_until <= now)
        ]
        for letter in waiting:
            letter.sending_until = now + lease
        return tuple(sorted((letter.message for letter in waiting), key=lambda message: (message.until, message.id)))

    def delivered(self, message_id: str, now: datetime) -> None:
        letter = self._letters[message_id]
        if letter.is_open:
            letter.is_open, letter.delivered_at = False, now
            letter.message = replace(letter.message, mime=b"")

    def postponed(self, message_id: str, now: datetime, retry_at: datetime | None, detail: str) -> None:
        aware(now)
        letter = self._letters[message_id]
        if letter.is_open:
            letter.is_open, letter.next_at, letter.sending_until = retry_at is not None, retry_at, None
            letter.message = replace(letter.message, attempts=letter.message.attempts + 1)
            letter.detail = detail
            letter.dead_since = now if retry_at is None else None

    def refused(self, message_id: str, now: datetime, detail: str) -> None:
        self.postponed(message_id, now, None, detail)
        self._letters[message_id].is_refused = True

    def dead(self) -> tuple[DeadLetter, ...]:
        found = [
            dead_letter(one.message, one.dead_since, one.detail) for one in self._letters.values() if one.dead_since
        ]
        return tuple(sorted(found, key=lambda one: (one.dead_since, one.id)))

    def revive(self, message_id: str, to: Subscriber | DeadLetter, now: datetime) -> bool:
        letter = self._letters.get(message_id)
        if letter is None or letter.dead_since is None:
            return False
        self._letters[message_id] = _Letter(
            replace(letter.message, address=to.address, channel=to.channel, attempts=0), next_at=now
        )
        return True

    def refusals(self, subscriber_id: str, address: str) -> int:
        settled = [
            letter
            for letter in self._letters.values()
            if (letter.message.subscriber_id, letter.message.address) == (subscriber_id, address) and not letter.is_open
        ]
        settled.sort(key=lambda letter: (letter.dead_since or letter.delivered_at or MONDAY, letter.message.until))
        return sum(1 for _ in takewhile(lambda letter: letter.is_refused, reversed(settled)))

    # The library

    def stamp(self) -> str:
        return str(self._writes)

    def changes(self, wanted: ChangeFilter, limit: int, offset: int = 0) -> tuple[Change, ...]:
        return tuple(self._wanted(wanted)[offset : offset + limit])

    def count_changes(self, wanted: ChangeFilter) -> int:
        return len(self._wanted(wanted))

    def _wanted(self, wanted: ChangeFilter) -> list[Change]:
        found = [change for row in self._rows.values() for change in row.changes.values() if matches(change, wanted)]
        return sorted(
            found, key=lambda change: (change.after.confirmed_at, change.target.id, change.after.number), reverse=True
        )

    def documents(self) -> tuple[DocumentCard, ...]:
        return tuple(document(self._rows[target_id]) for target_id in sorted(self._rows))

    def document(self, target_id: str) -> DocumentCard | None:
        return document(self._rows[target_id]) if target_id in self._rows else None

    def versions(self, target_id: str) -> tuple[VersionCard, ...]:
        row = self._rows.get(target_id)
        return tuple(card(version) for version in reversed(row.versions)) if row else ()

    def version(self, target_id: str, number: int) -> Version | None:
        row = self._rows.get(target_id)
        return next((version for version in row.versions if version.number == number), None) if row else None

    def texts(self, target_id: str, limit: int) -> tuple[Text, ...]:
        row = self._rows.get(target_id)
        newest = row.versions[-limit:] if row else []
        return tuple(Text(card(one), one.reading.recipe, one.reading.sections) for one in newest)

    def search(self, question: str, is_past: bool, limit: int, offset: int = 0) -> tuple[FoundSection, ...]:
        hits = [hit for row in self._rows.values() for hit in passages(row.target, row.versions)]
        found = [hit for hit in hits if answers(hit, question) and (is_past or hit.until is None)]
        return tuple(sorted(found, key=lambda hit: -hit.version)[offset : offset + limit])

    def stated(self, target_id: str) -> Stated | None:
        row = self._rows.get(target_id)
        return row.stated if row else None

    def fact_counts(self) -> dict[FactType, int]:
        return dict(Counter(one.statement.fact.type for row in self._rows.values() for one in sayings(row)))

    def sayings(self, wanted: FactFilter, limit: int, offset: int = 0) -> tuple[Saying, ...]:
        return tuple(self._sayings(wanted)[offset : offset + limit])

    def count_sayings(self, wanted: FactFilter) -> int:
        return len(self._sayings(wanted))

    def fact_values(self, wanted: FactFilter, limit: int, offset: int = 0) -> tuple[Value, ...]:
        return values(self._sayings(wanted))[offset : offset + limit]

    def count_fact_values(self, wanted: FactFilter) -> int:
        return len(values(self._sayings(wanted)))

    def _sayings(self, wanted: FactFilter) -> list[Saying]:
        found = [one for _, row in sorted(self._rows.items()) for one in sayings(row) if is_wanted(one, wanted)]
        return sorted(found, key=rank)

    def capture(self, target_id: str, capture_id: str) -> Capture | None:
        found = self._captures.get(capture_id)
        return found if found is not None and found.target_id == target_id else None

    def change(self, target_id: str, number: int) -> Change | None:
        row = self._rows.get(target_id)
        return row.changes.get(number) if row else None

    def looks(self, target_id: str, limit: int, offset: int = 0) -> tuple[LookCard, ...]:
        row = self._rows.get(target_id)
        return tuple(look for look, _ in reversed(row.looks))[offset : offset + limit] if row else ()

    def moves(self, target_id: str, limit: int) -> tuple[Move, ...]:
        row = self._rows.get(target_id)
        return tuple(reversed(row.moves))[:limit] if row else ()

    def read_around(self, target_id: str, at: datetime) -> tuple[LookCard | None, LookCard | None]:
        row = self._rows.get(target_id)
        good = [look for look, _ in row.looks if look.event in READ and look.is_first] if row else []
        before = [look for look in good if look.at < at]
        after = [look for look in good if look.at >= at]
        return before[-1] if before else None, after[0] if after else None

    def body(self, sha256: str) -> bytes | None:
        return self._bodies.get(sha256)
