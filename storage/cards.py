"""Documents and versions without their texts."""

from sqlalchemy import Connection, select

from policy.model.shelf import DocumentCard, VersionCard
from storage.rows import card_of, document_of
from storage.tables import targets, versions


def documents(db: Connection) -> tuple[DocumentCard, ...]:
    """Every target and where it stands, by id."""
    latest = (versions.c.target_id == targets.c.id) & (versions.c.number == targets.c.versions)
    cards = {row.target_id: card_of(row) for row in db.execute(select(versions).join(targets, latest))}
    return tuple(document_of(row, cards.get(row.id)) for row in db.execute(select(targets).order_by(targets.c.id)))


def document(db: Connection, target_id: str) -> DocumentCard | None:
    """None: no such target."""
    row = db.execute(select(targets).where(targets.c.id == target_id)).first()
    if row is None:
        return None
    cards = history(db, target_id)
    return document_of(row, cards[0] if cards else None)


def history(db: Connection, target_id: str) -> tuple[VersionCard, ...]:
    """The versions of a target, newest first."""
    newest = select(versions).where(versions.c.target_id == target_id).order_by(versions.c.number.desc())
    return tuple(card_of(row) for row in db.execute(newest))
