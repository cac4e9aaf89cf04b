"""Readings of versions, each a patch of the one before, with a whole one every 64."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, bindparam, select

from policy.model.looks import Held, Version
from policy.model.shelf import Text
from storage.athand import Given
from storage.errors import DamagedError
from storage.hashes import sha256, verified
from storage.json import to_json
from storage.packing import CHAIN, pack, unpack
from storage.rows import (
    Known,
    Members,
    Stored,
    held_of,
    reading_json,
    reading_members,
    text_of,
    version_of,
    version_row,
)
from storage.seals import same, seal
from storage.tables import held, targets, versions

_OF_TARGET = versions.c.target_id == bindparam("target")
_ROW = select(versions).where(_OF_TARGET, versions.c.number == bindparam("wanted"))
_CHAIN = (
    select(versions.c.packed)
    .where(_OF_TARGET, versions.c.number.between(bindparam("first"), bindparam("last")))
    .order_by(versions.c.number)
)
_LAST = versions.alias("last")
_IN_FORCE = (
    select(versions)
    .join(targets, targets.c.id == versions.c.target_id)
    .join(_LAST, (_LAST.c.target_id == targets.c.id) & (_LAST.c.number == targets.c.versions))
    .where(
        targets.c.id.in_(bindparam("targets", expanding=True)),
        versions.c.number.between(_LAST.c.keyframe, _LAST.c.number),
    )
    .order_by(versions.c.target_id, versions.c.number)
)
_MARKS = (  # all that may have become another one since it was read, and by what it is known again
    select(versions.c.target_id, versions.c.keyframe, versions.c.seal)
    .join(targets, (targets.c.id == versions.c.target_id) & (targets.c.versions == versions.c.number))
    .where(targets.c.id.in_(bindparam("targets", expanding=True)))
)
_HELD = select(held).where(held.c.target_id == bindparam("target"))
HOLD = held.insert()
UNHOLD = held.delete().where(held.c.target_id == bindparam("target"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading as it is kept: its JSON, and the number of the version whose whole text its chain begins with."""

    plain: bytes
    keyframe: int
    members: Members | None = None  # of the JSON; None: nobody has parsed it


def row_to_be(
    version: Version, before: Kept | None, look: int | None, members: Members | None = None
) -> tuple[dict[str, object], Kept, bytes]:
    """The row with which a version is kept, its reading, and the seal that is in the row. `before` is the reading of
    the version before, None for none; `look` is where its capture stands in the log; `members` are those of its
    reading, where they are at hand."""
    plain = reading_json(version.reading) if members is None else to_json(members)
    keyframe, prefix = version.number, b""
    if before is not None and version.number - before.keyframe < CHAIN:
        keyframe, prefix = before.keyframe, before.plain
    columns = version_row(version)
    known = seal(versions, columns | {"sha256": sha256(plain)})
    packed = {"look": look, "keyframe": keyframe, "packed": pack(plain, prefix)}
    return columns | packed | {"seal": known}, Kept(plain, keyframe, members), known


def row_of(db: Connection, target_id: str, number: int) -> Stored | None:
    """The row of a version; None: no such version."""
    return db.execute(_ROW, {"target": target_id, "wanted": number}).first()


def existing_row(db: Connection, target_id: str, number: int) -> Stored:
    """The row of a version that others refer to. Raises DamagedError when it is missing."""
    row = row_of(db, target_id, number)
    if row is None:
        raise DamagedError(f"version {number} of {target_id} is missing")
    return row


def in_force(db: Connection, target_ids: Sequence[str]) -> dict[str, tuple[Stored, ...]]:
    """The rows of the version in force of each of these targets, and of those before it that its reading is a patch
    of; the oldest comes first."""
    rows = db.execute(_IN_FORCE, {"targets": list(target_ids)})
    return {target_id: tuple(chain) for target_id, chain in groupby(rows, key=attrgetter("target_id"))}


def given(chain: Sequence[Stored]) -> Given:
    """The version in force of a target, from the rows that `in_force` gave. Raises DamagedError as `read` does."""
    plain = unpacked(chain[-1], (one.packed for one in chain))
    return Given(chain[-1], plain, reading_members(plain))


def kept_in_force(
    db: Connection, target_ids: Sequence[str], at_hand: Mapping[str, Given]
) -> dict[str, tuple[Given, Kept]]:
    """The version in force of each of these targets that has one, and its reading as it is kept now. What is at hand is
    not read again, if its seal is still the same. Raises DamagedError as `read` does."""
    asked = [target_id for target_id in target_ids if target_id in at_hand]
    marks = {row.target_id: row for row in db.execute(_MARKS, {"targets": asked})} if asked else {}
    found = {
        target_id: (at_hand[target_id], row.keyframe)
        for target_id, row in marks.items()
        if row.seal == at_hand[target_id].row.seal
    }
    if missing := [target_id for target_id in target_ids if target_id not in found]:
        for target_id, chain in in_force(db, missing).items():
            found[target_id] = given(chain), chain[-1].keyframe
    return {target_id: (one, Kept(one.plain, keyframe, one.members)) for target_id, (one, keyframe) in found.items()}


def read(db: Connection, row: Stored) -> bytes:
    """The JSON of the reading of a version's row. Raises DamagedError when it is not what was recorded."""
    chain = {"target": row.target_id, "first": row.keyframe, "last": row.number}
    return unpacked(row, db.execute(_CHAIN, chain).scalars())


def unpacked(row: Stored, chain: Iterable[bytes]) -> bytes:
    """The same, where what is packed of it and of those before it is at hand."""
    name = f"the reading of version {row.number} of {row.target_id}"
    plain = b""
    try:
        for packed in chain:
            plain = unpack(packed, plain)
    except DamagedError as error:
        raise DamagedError(f"{name} is damaged: {error}") from error
    return _sealed(row, plain, name)


def version(db: Connection, target_id: str, number: int) -> Version | None:
    """The version with its reading; None: no such version."""
    row = row_of(db, target_id, number)
    return version_of(row, reading_members(read(db, row))) if row else None


def texts(db: Connection, target_id: str, limit: int) -> Iterator[Text]:
    """What the newest versions say, oldest first; every chain is unpacked once. Raises DamagedError as `read` does."""
    newest = select(versions.c.number, versions.c.keyframe).where(versions.c.target_id == target_id)
    wanted = db.execute(newest.order_by(versions.c.number.desc()).limit(limit)).all()
    if not wanted:
        return
    since = select(versions).where(versions.c.target_id == target_id, versions.c.number >= wanted[-1].keyframe)
    plain = b""
    known: Known = {}
    for row in db.execute(since.order_by(versions.c.number)):
        name = f"the reading of version {row.number} of {target_id}"
        try:
            plain = unpack(row.packed, b"" if row.number == row.keyframe else plain)
        except DamagedError as error:
            raise DamagedError(f"{name} is damaged: {error}") from error
        if row.number >= wanted[-1].number:
            yield text_of(row, _sealed(row, plain, name), known)


def _sealed(row: Stored, plain: bytes, name: str) -> bytes:
    """The reading, when it and its row are the recorded ones; otherwise raises DamagedError with the name."""
    if not same(versions, row, plain):
        raise DamagedError(f"{name} is damaged: it or its row is not as it was written, for the seal is another one")
    return plain


def keep_held(db: Connection, target_id: str, text: Held | None, base: int | None, prefix: bytes) -> None:
    """This is the text held for the target from now on; None: no text is."""
    db.execute(UNHOLD, {"target": target_id})
    if text is not None:
        db.execute(HOLD, held_row(target_id, text, base, prefix))


def held_row(target_id: str, text: Held, base: int | None, prefix: bytes) -> dict[str, object]:
    """The row with which a text is held, as a patch of the reading of version `base`; None: of none."""
    plain = to_json(text)
    return {"target_id": target_id, "base": base, "sha256": sha256(plain), "packed": pack(plain, prefix)}


def held_text(db: Connection, target_id: str) -> Held | None:
    """The text held for a target; None: no text is."""
    row = db.execute(_HELD, {"target": target_id}).first()
    return None if row is None else text_held(db, target_id, row)[0]


def text_held(
    db: Connection, target_id: str, row: Stored, inforce: Given | None = None, known: Known | None = None
) -> tuple[Held, Members]:
    """The text of a row of what is held, and the members of its reading as a version would have them. The version in
    force may be at hand, and parts of it `known`, which stay the same objects."""
    prefix = inforce.plain if inforce is not None and inforce.row.number == row.base else b""
    if row.base and not prefix:
        prefix = read(db, existing_row(db, target_id, row.base))
    name = f"the text held for {target_id}"
    try:
        plain = unpack(row.packed, prefix)
    except DamagedError as error:
        raise DamagedError(f"{name} is damaged: {error}") from error
    return held_of(verified(plain, row.sha256, name), {} if known is None else known)
