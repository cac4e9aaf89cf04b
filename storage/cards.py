"""Documents and versions without their texts."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import Connection, select

from policy.model.shelf import DocumentCard, VersionCard
from storage.rows import card_of, document_of
from storage.tables import targets, versions

CARD = tuple(column for column in versions.c if column.name not in ("packed", "bodies", "look"))
_SHOWN = tuple(
    targets.c[name]
    for name in (
        "id",
        "definition",
        "state",
        "since",
        "cause",
        "versions",
        "changes",
        "last_checked",
        "last_good",
        "next_check_at",
    )
)
_AT_ONCE = 500  # rows looked up by their ids in one question
_LATEST = (versions.c.target_id == targets.c.id) & (versions.c.number == targets.c.versions)


Known: TypeAlias = Mapping[str, tuple[bytes, DocumentCard]]  # by id, with the seal of the row a card was read from


def documents(db: Connection, known: Known) -> Known:
    """Every target and where it stands, by id; only rows with other seals than those known are read whole."""
    seals = {row.id: row.seal for row in db.execute(select(targets.c.id, targets.c.seal).order_by(targets.c.id))}
    new = [target_id for target_id, seal in seals.items() if target_id not in known or known[target_id][0] != seal]
    read: dict[str, DocumentCard] = {}
    for begin in range(0, len(new), _AT_ONCE):
        some = targets.c.id.in_(new[begin : begin + _AT_ONCE])
        cards = {row.target_id: card_of(row) for row in db.execute(select(*CARD).join(targets, _LATEST).where(some))}
        shown = db.execute(select(*_SHOWN).where(some))
        read.update((row.id, document_of(row, cards.get(row.id))) for row in shown)
    return {target_id: (seal, read.get(target_id) or known[target_id][1]) for target_id, seal in seals.items()}


def document(db: Connection, target_id: str) -> DocumentCard | None:
    """None: no such target."""
    row = db.execute(select(*_SHOWN).where(targets.c.id == target_id)).first()
    if row is None:
        return None
    latest = db.execute(select(*CARD).join(targets, _LATEST).where(targets.c.id == target_id)).first()
    return document_of(row, card_of(latest) if latest else None)


def history(db: Connection, target_id: str) -> tuple[VersionCard, ...]:
    """The versions of a target, newest first."""
    newest = select(*CARD).where(versions.c.target_id == target_id).order_by(versions.c.number.desc())
    return tuple(card_of(row) for row in db.execute(newest))
