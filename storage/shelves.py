"""The number that the index of words has for a target, in place of its name: made again with the index."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, ScalarSelect, bindparam, select

from storage.inserts import adding
from storage.tables import shelves

_THESE = select(shelves.c.target_id, shelves.c.id).where(shelves.c.target_id.in_(bindparam("targets", expanding=True)))


def of(target_id: object) -> ScalarSelect[int]:
    """The number of that target, or of the one bound to that parameter; NULL: it has none."""
    return select(shelves.c.id).where(shelves.c.target_id == target_id).scalar_subquery()


def numbered(db: Connection, target_ids: Iterable[str]) -> dict[str, int]:
    """The number that each of these targets has from now on."""
    wanted = sorted(set(target_ids))
    known = _known(db, wanted)
    if len(known) < len(wanted):
        news = [{"target_id": target_id} for target_id in wanted if target_id not in known]
        db.execute(adding(shelves, db.dialect.name), news)  # another worker may be first
        known = _known(db, wanted)
    return known


def _known(db: Connection, target_ids: Sequence[str]) -> dict[str, int]:
    return {row.target_id: row.id for row in db.execute(_THESE, {"targets": target_ids})}
