"""Bodies kept of pages that made no version: of texts held, doubted or with other links, until they are accepted or let
go. Verification knows by them what must be there; retention knows by them what may go."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, select

from policy.model.looks import Event
from policy.retention import Retention, unaccepted
from storage import bodies, captures, readings
from storage.errors import DamagedError
from storage.inserts import insert_new
from storage.rows import Stored, body_hashes
from storage.seals import sealed
from storage.tables import bodies as bodies_table
from storage.tables import held, looks, messages, removals, sightings, targets, versions

ACCEPTED = delete(sightings).where(  # a version has that body from now on: it goes when that goes
    sightings.c.target_id == bindparam("target"), sightings.c.sha256 == bindparam("digest")
)


def rows_to_be(target_id: str, seq: int, digests: Iterable[str]) -> list[dict[str, object]]:
    """The rows by which it is known that the look brought these bodies, and no version has them."""
    return [sealed(sightings, {"target_id": target_id, "sha256": digest, "seq": seq}) for digest in digests]


def fill(db: Connection) -> None:
    """Every body kept before there were sightings, and that no version has, is known by the look that brought it."""
    known = set(db.execute(select(bodies_table.c.sha256)).scalars())
    for row in db.execute(select(versions.c.bodies)):
        known.difference_update(body_hashes(row))
    known.difference_update(db.execute(select(sightings.c.sha256)).scalars())
    for target_id in db.execute(select(targets.c.id)).scalars().all() if known else ():
        log = select(looks).where(looks.c.target_id == target_id).order_by(looks.c.seq)
        for row in db.execute(log).all():
            brought = _brought(db, row)
            if brought is not None and brought in known:
                (known_by,) = rows_to_be(target_id, row.seq - row.ordinal, [brought])
                insert_new(db, sightings, known_by)


def _brought(db: Connection, row: Stored) -> str | None:
    """The body that an attempt of the log brought; None: none that can be told."""
    try:
        answer = captures.read(db, row).response
    except DamagedError:
        return None
    return answer.body_sha256 if answer is not None else None


def holds(db: Connection) -> frozenset[str]:
    """The bodies of the texts that are held: a version may be made of each."""
    texts = [readings.held_text(db, one) for one in db.execute(select(held.c.target_id)).scalars().all()]
    return frozenset(digest for text in texts if text is not None for digest in text.bodies)


def tidy(db: Connection, target_id: str, rule: Retention, now: datetime) -> int:
    """How many bodies of the target were let go: no version has them, no text held, and nobody was told of them."""
    going = _old(db, target_id, rule, now)
    held_now = holds(db) if going else frozenset()
    return sum(_let_go(db, row, reason, now) for row, reason in going if row.sha256 not in held_now)


def _old(db: Connection, target_id: str, rule: Retention, now: datetime) -> list[tuple[Stored, str]]:
    """Those that the rule lets go, each with the reason."""
    brought = and_(looks.c.target_id == sightings.c.target_id, looks.c.seq == sightings.c.seq)
    seen = select(sightings, looks.c.at, looks.c.event).join(looks, brought).where(sightings.c.target_id == target_id)
    rows = db.execute(seen.order_by(sightings.c.seq, sightings.c.sha256)).all()
    old = [(row, reason) for row in rows if (reason := unaccepted(row.at, rule, now)) is not None]
    # Subscribers hear of a page in doubt, and of no other that was not believed.
    if any(row.event == Event.SUSPECT for row, _ in old) and _is_told(db, target_id):
        return [(row, reason) for row, reason in old if row.event != Event.SUSPECT]
    return old


def _is_told(db: Connection, target_id: str) -> bool:
    """Whether somebody was told that the target could not be read."""
    told = messages.c.unread.contains(f'"{target_id}"', autoescape=True)
    return db.execute(select(messages.c.id).where(told).limit(1)).first() is not None


def _let_go(db: Connection, row: Stored, reason: str, now: datetime) -> bool:
    mine = (sightings.c.target_id == row.target_id, sightings.c.sha256 == row.sha256)
    db.execute(delete(sightings).where(*mine))
    if not bodies.let_go(db, row.sha256):
        return False
    columns = {"what": "body", "target_id": row.target_id, "number": row.seq, "at": now, "reason": reason}
    insert_new(db, removals, sealed(removals, columns | {"row_seal": row.seal}))
    return True
