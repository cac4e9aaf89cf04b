"""One look, kept whole or not at all."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, exists, select, update

from policy.model.changes import ChangeSet
from policy.model.digests import Subscriber
from policy.model.looks import READ, Checked, State, Version
from policy.model.shelf import Change, VersionCard
from storage import bodies, captures, findings, judged, pasts, readings, stamps
from storage.athand import Given
from storage.batch import Batch
from storage.errors import DamagedError
from storage.hashes import sha256
from storage.inserts import insert_new
from storage.json import to_json
from storage.packing import CHAIN
from storage.rows import Stored, body_hashes, card, card_of, change_row, inforce_columns, target_of
from storage.seals import seal, sealed
from storage.tables import changes, entries, held, looks, targets

_OWN = tuple(column.name for column in targets.c)
_CHAIN = targets.c.looks - targets.c.looks % CHAIN  # the row that the next one of the log is a patch of
_FIRST = select(looks.c.packed).where(looks.c.target_id == targets.c.id, looks.c.seq == _CHAIN).scalar_subquery()
_HELD = exists().where(held.c.target_id == targets.c.id)
_LOCKED = (
    select(targets, _FIRST.label("first_of_chain"), _HELD.label("is_held"))
    .where(targets.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(targets.c.id)
    .with_for_update(of=targets)
)
_Kept = tuple[Given, readings.Kept]
_UPDATE = update(targets).where(targets.c.id == bindparam("target"))


def record(
    db: Connection, checked: Sequence[Checked], audience: Sequence[Subscriber], at_hand: Mapping[str, Given]
) -> tuple[bool, ...]:
    """Looks at different targets are kept; False: the lease of that one was lost, and it is not. A look already kept
    stays as it is. What looks were given may be at hand."""
    rows = {row.id: row for row in db.execute(_LOCKED, {"ids": [one.target_id for one in checked]})}
    kept, stand, batch = dict[str, bool](), [], Batch(db)
    inforce = readings.kept_in_force(db, [one.target_id for one in checked if _needs_reading(one)], at_hand)
    for one in checked:
        if not one.captures:
            raise ValueError(f"a look at {one.target_id} without a capture: every attempt leaves a record")
        row = rows[one.target_id]
        if row.lease != one.lease:
            kept[row.id] = captures.row_of(db, row.id, one.captures[0].id) is not None
            continue
        look = _Recording(batch, db, row, one, inforce.get(row.id))
        look.keep_what_is_new(audience)
        stand.append(look.log())
        kept[row.id] = True
    if stand:
        batch.write()
        db.execute(_UPDATE, stand)
        stamps.grow(db, *(str(columns["target"]) for columns in stand))
    return tuple(kept[one.target_id] for one in checked)


class _Recording:
    """One look being written: the row of its target, and the version in force as far as the writing has come."""

    def __init__(self, batch: Batch, db: Connection, row: Stored, checked: Checked, inforce: _Kept | None) -> None:
        self._db = db
        self._batch = batch
        self._row = row
        self._checked = checked
        self._number: int = row.versions
        self._changes: int = row.changes
        self._card: VersionCard | None = None
        self._bodies: tuple[str, ...] = ()
        self._given: Given | None = None
        self._reading: readings.Kept | None = None
        self._wrote: tuple[bytes, ...] = ()
        self._inforce: dict[str, object] = {name: getattr(row, name) for name in ("recipe", "links_sha256")}
        if row.versions and _needs_reading(checked):
            if inforce is None:
                raise DamagedError(f"version {row.versions} of {row.id} is missing")
            self._given, self._reading = inforce
            self._card, self._bodies = card_of(self._given.row), body_hashes(self._given.row)

    def keep_what_is_new(self, audience: Sequence[Subscriber]) -> None:
        """Everything but the log of attempts."""
        checked = self._checked
        if checked.version is not None and checked.version.number == 1:
            self._begin(checked.version)
        else:
            self._keep_bodies()
            for version in (checked.technical, checked.version):
                if version is not None:
                    self._keep_version(version, audience)
        self._note_bodies()
        self._pay(audience)
        if checked.held is not None or self._row.is_held:
            prefix = b"" if self._reading is None else self._reading.plain
            self._batch.hold(self._row.id, checked.held, self._number or None, prefix)
        if checked.stated is not None:
            self._batch.state(self._row.id, checked.stated)

    def _begin(self, version: Version) -> None:
        """The version is the first, and in force."""
        self._follow(version)
        self._batch.bodies(self._checked.bodies)
        _, known = self._batch.version(version, None, self._look_of(version))
        self._wrote += (known,)

    def _follow(self, version: Version) -> None:
        if version.number != self._number + 1:
            raise ValueError(f"version {version.number} of {version.target_id} cannot follow version {self._number}")
        self._number, self._card, self._bodies = version.number, card(version), version.bodies
        self._inforce = inforce_columns(version)

    def _keep_bodies(self) -> None:
        for ordinal, (digest, body) in enumerate(self._checked.bodies):
            earlier = self._bodies[ordinal] if ordinal < len(self._bodies) else None
            bodies.keep(self._db, digest, body, earlier)

    def _note_bodies(self) -> None:
        """What bodies no version has is known; those of the version made now are not of them any more."""
        made = self._checked.version
        if made is not None and made.number > 1:
            self._batch.accept(self._row.id, made.bodies)
        brought = [digest for digest, _ in self._checked.bodies if made is None or digest not in made.bodies]
        self._batch.sight(self._row.id, self._row.looks, brought)

    def _keep_version(self, version: Version, audience: Sequence[Subscriber]) -> None:
        """The version is in force, and its change, if it is one, is kept and queued for whoever wants it."""
        before, found, old = self._card, self._checked.changes, self._reading
        self._follow(version)
        members = None if self._given is None else self._given.members_of(version)
        self._reading, known = self._batch.version(version, old, self._look_of(version), members)
        self._wrote += (known,)
        if version is self._checked.version and found is not None and before is not None and old is not None:
            self._keep_change(_change(self._row, before, card(version), found), (old, self._reading), audience)

    def _look_of(self, version: Version) -> int | None:
        """Where the capture of the version stands in the log, or will stand when this look is there."""
        for seq, capture in enumerate(self._checked.captures, self._row.looks):
            if capture.id == version.capture_id:
                return seq
        return captures.seq_of(self._db, self._row.id, version.capture_id)

    def _keep_change(
        self, change: Change, quoted: tuple[readings.Kept, readings.Kept], audience: Sequence[Subscriber]
    ) -> None:
        plain = to_json(change.findings)
        columns = change_row(change)
        known = seal(changes, columns | {"sha256": sha256(plain)})
        before, after = quoted
        packed = findings.packed(plain, before.plain, after.plain, (before.members, after.members))
        kept = {"form": findings.TERSE, "packed": packed, "seal": known}
        self._batch.add(changes, columns | kept)
        self._wrote += (known,)
        self._changes += 1
        if not self._checked.is_quiet:
            self._batch.add(entries, *self._entries(change, audience))

    def _pay(self, audience: Sequence[Subscriber]) -> None:
        """A change that was kept quiet, and is owed now, is queued for whoever wants it."""
        number = self._checked.owed
        change = None if number is None else judged.change(self._db, self._row.id, number)
        for entry in self._entries(change, audience) if change is not None else ():
            insert_new(self._db, entries, entry)

    def _entries(self, change: Change, audience: Sequence[Subscriber]) -> list[dict[str, object]]:
        place = {"target_id": self._row.id, "number": change.after.number, "queued_at": self._checked.at}
        return [
            sealed(entries, {"subscriber_id": subscriber.id, **place})
            for subscriber in audience
            if subscriber.wants(change)
        ]

    def log(self) -> dict[str, object]:
        """The columns of the target with which it stands where the look left it, free again. The attempts and a move
        are in their logs."""
        row, checked = self._row, self._checked
        columns: dict[str, object] = {name: getattr(row, name) for name in ("state", "since", "cause", "moves")}
        if checked.move is not None:
            columns |= self._batch.move(row, checked.move)
        state = State(row.state) if checked.move is None else checked.move.after
        place = captures.LogPlace(row.looks, row.head, state, self._number or None, self._wrote)
        written, head = captures.written(checked, place, row.first_of_chain)
        is_read = checked.event in READ
        columns |= {
            "lease": None,
            "next_check_at": checked.next_check_at,
            "due_at": checked.next_check_at,
            "etag": checked.validators.etag,
            "last_modified": checked.validators.last_modified,
            "failures": 0 if is_read else row.failures + 1,
            "last_checked": checked.at,
            "last_good": checked.at if is_read else row.last_good,
            "looks": row.looks + len(checked.captures),
            "versions": self._number,
            "changes": self._changes,
            "past": pasts.written(checked.past),
            "head": head,
            **self._inforce,
        }
        known = seal(targets, {name: getattr(row, name) for name in _OWN} | columns)
        self._batch.add(looks, *written)
        return {"target": row.id, **columns, "seal": known}


def _needs_reading(checked: Checked) -> bool:
    """Whether what the look brings is kept beside the version in force, or as a patch of it."""
    return bool(checked.bodies or checked.technical or checked.version or checked.held)


def _change(row: Stored, before: VersionCard, after: VersionCard, found: ChangeSet) -> Change:
    return Change(
        target=target_of(row.definition),
        before=before,
        after=after,
        verdict=found.verdict,
        suspect=found.suspect,
        findings=found.findings,
        edits=len(found.changes) + len(found.links),
    )
