"""What sections say and said, found by their words."""

import re

from sqlalchemy import ColumnElement, Connection, bindparam, column, select, table, text, update

from policy.model.looks import Version
from policy.model.shelf import Hit
from storage import readings
from storage.columns import cleaned
from storage.rows import target_of
from storage.tables import passages, targets

_WORDS = 12  # of a question; more narrow nothing down
_STANDING = select(passages.c.id, passages.c.section_id, passages.c.heading, passages.c.text).where(
    passages.c.target_id == bindparam("target"), passages.c.until.is_(None)
)
_ENDED = update(passages).where(passages.c.id == bindparam("ended")).values(until=bindparam("last"))
_INDEX = table("passages_words", column("rowid"))  # of SQLite
_FOUND_POSTGRES: ColumnElement[bool] = text(  # type: ignore[assignment] # a text is a condition too
    "to_tsvector('simple', left(passages.heading || ' ' || passages.text, 200000)) @@ to_tsquery('simple', :asked)"
)


def keep(db: Connection, version: Version) -> None:
    """The version's sections can be found; those it does not have any more are found as what was said before."""
    standing = {_face(*row[1:]): row.id for row in db.execute(_STANDING, {"target": version.target_id})}
    said = dict.fromkeys(_face(section.id, section.heading, section.text) for section in version.reading.sections)
    ended = [{"ended": row_id, "last": version.number} for face, row_id in standing.items() if face not in said]
    come = [
        {"target_id": version.target_id, "number": version.number, "until": None}
        | dict(zip(("section_id", "heading", "text"), face, strict=True))
        for face in said
        if face not in standing and (face[1] or face[2])
    ]
    if ended:
        db.execute(_ENDED, ended)
    if come:
        db.execute(passages.insert(), come)


def fill(db: Connection) -> None:
    """Every version recorded before there was an index is in it."""
    known = select(passages.c.target_id)
    waiting = select(targets.c.id, targets.c.versions).where(targets.c.versions > 0, targets.c.id.not_in(known))
    for target_id, count in db.execute(waiting).all():
        for number in range(1, count + 1):
            version = readings.version(db, target_id, number)
            if version is not None:
                keep(db, version)


def search(db: Connection, question: str, is_past: bool, limit: int, offset: int) -> tuple[Hit, ...]:
    """The passages in which every word of the question begins a word; what was written down last comes first."""
    words = re.findall(r"\w+", question)[:_WORDS]
    if not words:
        return ()
    wanted = select(passages, targets.c.definition).join(targets, targets.c.id == passages.c.target_id)
    wanted = wanted.where(passages.c.number > 0)  # others are of versions let go
    if db.dialect.name == "postgresql":
        asked = " & ".join(f"'{word}':*" for word in words)
        wanted = wanted.where(_FOUND_POSTGRES).order_by(passages.c.id.desc())
    else:
        asked = " ".join(f'"{word}"*' for word in words)
        # In the order of the index, so that SQLite stops at the limit instead of sorting every hit.
        wanted = wanted.join(_INDEX, _INDEX.c.rowid == passages.c.id).where(text("passages_words MATCH :asked"))
        wanted = wanted.order_by(_INDEX.c.rowid.desc())
    if not is_past:
        wanted = wanted.where(passages.c.until.is_(None))
    return tuple(
        Hit(target_of(row.definition), row.number, row.until, row.section_id, row.heading, row.text)
        for row in db.execute(wanted.limit(limit).offset(offset), {"asked": asked})
    )


def _face(section_id: str, heading: str, said: str) -> tuple[str, str, str]:
    """What a passage is known by, as the database gives it back."""
    return cleaned(section_id), cleaned(heading), cleaned(said)
