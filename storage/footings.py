"""Where targets stand, without their texts."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from policy.model.looks import Footing, State
from storage import pasts
from storage.rows import inforce_of, target_of
from storage.tables import stated, targets, versions

_OWN = ("id", "definition", "state", "since", "versions", "failures", "last_good", "past", "recipe", "links_sha256")
_OF_VERSION = ("text_sha256", "bodies", "confirmed_at")
_COLUMNS = (*(targets.c[name] for name in _OWN), *(versions.c[name] for name in _OF_VERSION), stated.c.eyes)
_IS_INFORCE = and_(versions.c.target_id == targets.c.id, versions.c.number == targets.c.versions)
_KNOWN = targets.outerjoin(versions, _IS_INFORCE).outerjoin(stated, stated.c.target_id == targets.c.id)


def footings(db: Connection, ids: Sequence[str]) -> dict[str, Footing]:
    """Each of these targets by its id; those read in a time when too little was kept apart from their text, and those
    never enlisted, are left out."""
    wanted = select(*_COLUMNS).select_from(_KNOWN)
    found = {}
    for row in db.execute(wanted.where(targets.c.id.in_(ids))):
        inforce = inforce_of(row) if row.versions else None
        if row.versions and inforce is None:
            continue
        found[row.id] = Footing(
            target=target_of(row.definition),
            state=State(row.state),
            since=row.since,
            inforce=inforce,
            failures=row.failures,
            last_good=row.last_good,
            past=pasts.read(row.past),
        )
    return found
