"""Documents and versions without their texts."""

from sqlalchemy import Connection, select

from policy.model.shelf import DocumentCard, VersionCard
from storage.rows import card_of, document_of
from storage.tables import targets, versions

CARD = tuple(
    column for column in versions.c if column.name not in ("packed", "sha256", "bodies", "recipe", "links_sha256")
)
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
_LATEST = (versions.c.target_id == targets.c.id) & (versions.c.number == targets.c.versions)


def documents(db: Connection) -> tuple[DocumentCard, ...]:
    """Every target and where it stands, by id."""
    cards = {row.target_id: card_of(row) for row in db.execute(select(*CARD).join(targets, _LATEST))}
    shown = select(*_SHOWN).order_by(targets.c.id)
    return tuple(document_of(row, cards.get(row.id)) for row in db.execute(shown))


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
