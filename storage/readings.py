"""Readings of versions, each a patch of the one before, with a whole one every 64."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, select

from policy.model.looks import Held, Version
from policy.model.shelf import Text
from storage.errors import DamagedError
from storage.hashes import sha256, verified
from storage.json import to_json
from storage.packing import CHAIN, pack, unpack
from storage.rows import Known, Stored, held_of, reading_json, text_of, version_of, version_row
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
_HELD = select(held).where(held.c.target_id == bindparam("target"))
_NONE: Mapping[int, bytes] = MappingProxyType({})
HOLD = held.insert()
UNHOLD = held.delete().where(held.c.target_id == bindparam("target"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading as it is kept: its JSON, and the number of the version whose whole text its chain begins with."""

    plain: bytes
    keyframe: int


def row_to_be(version: Version, before: Kept | None, look: int | None) -> tuple[dict[str, object], Kept, bytes]:
    """The row with which a version is kept, its reading, and the seal that is in the row. `before` is the reading of
    the version before, None for none; `look` is where its capture stands in the log."""
    plain = reading_json(version.reading)
    keyframe, prefix = version.number, b""
    if before is not None and version.number - before.keyframe < CHAIN:
        keyframe, prefix = before.keyframe, before.plain
    columns = version_row(version)
    known = seal(versions, columns | {"sha256": sha256(plain)})
    packed = {"look": look, "keyframe": keyframe, "packed": pack(plain, prefix)}
    return columns | packed | {"seal": known}, Kept(plain, keyframe), known


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


def last(chain: Sequence[Stored], target_id: str, number: int) -> Stored:
    """The row of the version in force, the last of those `in_force` gave. Raises DamagedError when it is missing."""
    if not chain or chain[-1].number != number:
        raise DamagedError(f"version {number} of {target_id} is missing")
    return chain[-1]


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
    return version_of(row, read(db, row)) if row else None


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
    return None if row is None else text_held(db, target_id, row)


def text_held(
    db: Connection, target_id: str, row: Stored, at_hand: Mapping[int, bytes] = _NONE, known: Known | None = None
) -> Held:
    """The text of a row of what is held. Readings of versions may be at hand, and parts of them `known`, which stay the
    same objects."""
    prefix = at_hand.get(row.base, b"") if row.base else b""
    if row.base and not prefix:
        prefix = read(db, existing_row(db, target_id, row.base))
    name = f"the text held for {target_id}"
    try:
        plain = unpack(row.packed, prefix)
    except DamagedError as error:
        raise DamagedError(f"{name} is damaged: {error}") from error
    return held_of(verified(plain, row.sha256, name), {} if known is None else known)
