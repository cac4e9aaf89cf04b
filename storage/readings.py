"""Readings of versions, each a patch of the one before, with a whole one every 64."""

from sqlalchemy import Connection, select

from policy.model.looks import Held, Version
from storage.errors import DamagedError
from storage.packing import CHAIN, canonical, pack, sha256, unpack, verified
from storage.rows import Stored, held_of, reading_json, version_of
from storage.tables import held, versions


def keep_version(db: Connection, version: Version, before: bytes | None) -> bytes:
    """The version is kept; gives the bytes of its reading. `before` are those of the version before, None for none."""
    plain = reading_json(version.reading)
    keyframe, prefix = version.number, b""
    if before is not None:
        earlier = select(versions.c.keyframe).where(
            versions.c.target_id == version.target_id, versions.c.number == version.number - 1
        )
        found = db.execute(earlier).scalar_one()
        if version.number - found < CHAIN:
            keyframe, prefix = found, before
    db.execute(
        versions.insert().values(
            target_id=version.target_id,
            number=version.number,
            cause=version.cause,
            capture_id=version.capture_id,
            title=version.reading.title,
            languages=" ".join(version.reading.languages),
            text_sha256=version.reading.text_sha256,
            bodies=b"".join(bytes.fromhex(digest) for digest in version.bodies),
            first_seen=version.first_seen,
            confirmed_at=version.confirmed_at,
            returned_to=version.returned_to,
            sha256=sha256(plain),
            keyframe=keyframe,
            packed=pack(plain, prefix),
        )
    )
    return plain


def row_of(db: Connection, target_id: str, number: int) -> Stored | None:
    """The row of a version; None: no such version."""
    return db.execute(select(versions).where(versions.c.target_id == target_id, versions.c.number == number)).first()


def existing_row(db: Connection, target_id: str, number: int) -> Stored:
    """The row of a version that others refer to. Raises DamagedError when it is missing."""
    row = row_of(db, target_id, number)
    if row is None:
        raise DamagedError(f"version {number} of {target_id} is missing")
    return row


def read(db: Connection, row: Stored) -> bytes:
    """The JSON of the reading of a version's row. Raises DamagedError when it is not what was recorded."""
    name = f"the reading of version {row.number} of {row.target_id}"
    chain = (
        select(versions.c.packed)
        .where(versions.c.target_id == row.target_id, versions.c.number.between(row.keyframe, row.number))
        .order_by(versions.c.number)
    )
    plain = b""
    try:
        for packed in db.execute(chain).scalars():
            plain = unpack(packed, plain)
    except DamagedError as error:
        raise DamagedError(f"{name} is damaged: {error}") from error
    return verified(plain, row.sha256, name)


def version(db: Connection, target_id: str, number: int) -> Version | None:
    """The version with its reading; None: no such version."""
    row = row_of(db, target_id, number)
    return version_of(row, read(db, row)) if row else None


def keep_held(db: Connection, target_id: str, text: Held | None, base: int | None, prefix: bytes) -> None:
    """This is the text held for the target from now on; None: no text is."""
    db.execute(held.delete().where(held.c.target_id == target_id))
    if text is not None:
        plain = canonical(text)
        values = {"base": base, "sha256": sha256(plain), "packed": pack(plain, prefix)}
        db.execute(held.insert().values(target_id=target_id, **values))


def held_text(db: Connection, target_id: str) -> Held | None:
    """The text held for a target; None: no text is."""
    row = db.execute(select(held).where(held.c.target_id == target_id)).first()
    if row is None:
        return None
    prefix = read(db, existing_row(db, target_id, row.base)) if row.base else b""
    name = f"the text held for {target_id}"
    try:
        plain = unpack(row.packed, prefix)
    except DamagedError as error:
        raise DamagedError(f"{name} is damaged: {error}") from error
    return held_of(verified(plain, row.sha256, name))
