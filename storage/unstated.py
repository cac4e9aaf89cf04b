"""Versions in force of which it is not known what they state, and what is found of it outside any look."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from policy.model.looks import Version
from policy.model.statements import Stated
from policy.model.targets import Target
from storage import readings, statements
from storage.rows import reading_members, target_of, version_of
from storage.tables import stated, targets, versions

_THESE = targets.c.id.in_(bindparam("ids", expanding=True))
_TARGETS = select(targets.c.id, targets.c.definition).where(_THESE)
_UNSTATED = (
    select(versions)
    .join(targets, (versions.c.target_id == targets.c.id) & (versions.c.number == targets.c.versions))
    .outerjoin(stated, stated.c.target_id == targets.c.id)
    .where(_THESE, stated.c.eyes.is_distinct_from(bindparam("eyes")))
    .order_by(targets.c.id)
)
_INFORCE = select(targets.c.id, targets.c.versions).where(_THESE).order_by(targets.c.id).with_for_update()


def unstated(db: Connection, ids: Sequence[str], eyes: str) -> tuple[tuple[Target, Version], ...]:
    """Those of these targets of which that edition of the extractors found nothing yet, with the version in force."""
    known = {row.id: target_of(row.definition) for row in db.execute(_TARGETS, {"ids": list(ids)})}
    rows = db.execute(_UNSTATED, {"ids": list(ids), "eyes": eyes}).all()
    return tuple((known[row.target_id], version_of(row, reading_members(readings.read(db, row)))) for row in rows)


def state(db: Connection, found: Mapping[str, Stated]) -> int:
    """This is what these targets state, unless another version came in force meanwhile; gives of how many it is."""
    inforce = {row.id: row.versions for row in db.execute(_INFORCE, {"ids": list(found)})}
    still = {target_id: one for target_id, one in found.items() if inforce.get(target_id) == one.version}
    if still:
        statements.keep(db, still)
    return len(still)
