"""What sections say and said, kept so that their words find them: packed, under an index that keeps no words."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, text, update

from policy.model.looks import Version
from policy.model.readings import Reading
from storage import readings, shelves
from storage.columns import cleaned
from storage.errors import DamagedError
from storage.packing import pack, unpack
from storage.rows import Stored
from storage.tables import passages, targets
from storage.tables import shelves as shelves_table

_PARTS = 3  # of a section: its id, its heading, its words
_DRIFT = 2  # a patch of more than half the whole text is no patch any more
_DIGITS = 32  # of what a passage is known by
_STANDING = (
    select(shelves_table.c.target_id, passages.c.id, passages.c.face)
    .join(shelves_table, shelves_table.c.id == passages.c.shelf)
    .where(shelves_table.c.target_id.in_(bindparam("targets", expanding=True)), passages.c.until.is_(None))
)
_BASE = passages.alias("base")
_ENDING = (
    select(passages.c.id, passages.c.base, passages.c.packed, _BASE.c.packed.label("whole"))
    .outerjoin(_BASE, _BASE.c.id == passages.c.base)
    .where(passages.c.id.in_(bindparam("ids", expanding=True)))
)
_AT_ONCE = 1_000  # ids in one question: SQLite takes 32,766
_ENDED = update(passages).where(passages.c.id == bindparam("ended")).values(until=bindparam("last"))
_INSERT = passages.insert().returning(passages.c.id, sort_by_parameter_order=True)
_INDEX_SQLITE = text("INSERT INTO passages_words (rowid, words) VALUES (:id, :words)")
# An index that keeps no words is told which ones it no longer leads by (SQLite FTS5 §6.6).
_UNINDEX_SQLITE = text("INSERT INTO passages_words (passages_words, rowid, words) VALUES ('delete', :id, :words)")
_INDEX_POSTGRES = text(
    # PostgreSQL refuses a vector of more than 1 MB: the words behind the first 200,000 characters are not found.
    "UPDATE passages SET passages_words = strip(to_tsvector('simple', left(:words, 200000))) WHERE id = :id"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A section as it can be found, as the database gives it back: no part of it has a NUL."""

    section_id: str
    heading: str
    said: str

    @property
    def words(self) -> str:
        return f"{self.heading} {self.said}"

    @property
    def plain(self) -> bytes:
        """What is packed of it."""
        return "\0".join((self.section_id, self.heading, self.said)).encode()

    @property
    def face(self) -> str:
        """By what it is known again: half a SHA-256, as seals are."""
        return hashlib.sha256(self.plain).hexdigest()[:_DIGITS]


def keep(db: Connection, came: Sequence[Version]) -> None:
    """The sections of these versions, each of another target, can be found; those that a target does not have any more
    are found as what was said before."""
    said = {version.target_id: {one.face: one for one in _passages(version.reading)} for version in came}
    standing = defaultdict[str, dict[str, int]](dict)
    if later := [version.target_id for version in came if version.number > 1]:
        for target_id, passage, face in db.execute(_STANDING, {"targets": later}):
            standing[target_id][face] = passage
    ended = {
        passage: version
        for version in came
        for face, passage in standing[version.target_id].items()
        if face not in said[version.target_id]
    }
    come = [
        (version, one)
        for version in came
        for face, one in said[version.target_id].items()
        if face not in standing[version.target_id] and one.words.strip()
    ]
    if ended:
        db.execute(_ENDED, [{"ended": passage, "last": version.number} for passage, version in ended.items()])
    if come:
        bases = _bases(db, ended)
        known = shelves.numbered(db, [version.target_id for version, _ in come])
        rows = [
            _row((known[version.target_id], version.number), one, bases.get((version.target_id, one.section_id)))
            for version, one in come
        ]
        index(db, zip(db.execute(_INSERT, rows).scalars(), (one.words for _, one in come), strict=True))


def _bases(db: Connection, ended: Mapping[int, Version]) -> dict[tuple[str, str], tuple[int, bytes]]:
    """What sections that come may be patches of, by target and section: of the passages that the version of a target
    has no more, the id of each or of what it is a patch of itself, and what is packed of that."""
    ids, found = list(ended), {}
    for first in range(0, len(ids), _AT_ONCE):
        for row in db.execute(_ENDING, {"ids": ids[first : first + _AT_ONCE]}):
            section_id = passage_in(row.packed, row.whole).section_id
            whole = (row.id, row.packed) if row.base is None else (row.base, row.whole)
            found[ended[row.id].target_id, section_id] = whole
    return found


def faces(reading: Reading) -> frozenset[str]:
    """What makes each section of the reading known again, of those that say something."""
    return frozenset(one.face for one in _passages(reading) if one.words.strip())


def index(db: Connection, said: Iterable[tuple[int, str]]) -> None:
    """The passages of these ids are found by these words."""
    statement = _INDEX_POSTGRES if db.dialect.name == "postgresql" else _INDEX_SQLITE
    db.execute(statement, [{"id": row_id, "words": words} for row_id, words in said])


def let_go(db: Connection, target_id: str, number: int, following: int) -> None:
    """Words first said by a version that is removed are found with the next one if it still says them; those that only
    the removed one said are gone, from here and from the index."""
    own = passages.c.shelf == shelves.of(target_id)
    _forget(db, own & (passages.c.number == number) & (passages.c.until <= following))
    db.execute(update(passages).where(own, passages.c.number == number).values(number=following))
    db.execute(update(passages).where(own, passages.c.until == number).values(until=following))


def fill(db: Connection) -> None:
    """Every version recorded before there was an index is in it."""
    known = select(shelves_table.c.target_id).join(passages, passages.c.shelf == shelves_table.c.id)
    waiting = select(targets.c.id, targets.c.versions).where(targets.c.versions > 0, targets.c.id.not_in(known))
    for target_id, count in db.execute(waiting).all():
        for number in range(1, count + 1):
            version = readings.version(db, target_id, number)
            if version is not None:
                keep(db, [version])


def passage_of(row: Stored, wholes: Mapping[int, bytes]) -> Passage:
    """What the passage says; `wholes` has what is packed of its base. Raises DamagedError when it is damaged."""
    return passage_in(row.packed, None if row.base is None else wholes[row.base])


def passage_in(packed: bytes, whole: bytes | None) -> Passage:
    """What is packed of a passage and of the one it is a patch of, unpacked. Raises DamagedError when it is damaged."""
    parts = unpack(packed, b"" if whole is None else unpack(whole)).split(b"\0", _PARTS - 1)
    if len(parts) != _PARTS:
        raise DamagedError(f"expected {_PARTS} parts of a passage, found {len(parts)}")
    return Passage(*(part.decode() for part in parts))


def wholes(db: Connection, rows: Iterable[Stored]) -> dict[int, bytes]:
    """What is packed of the passages that these are patches of, by id."""
    ids = {row.base for row in rows if row.base is not None}
    wanted = select(passages.c.id, passages.c.packed).where(passages.c.id.in_(ids))
    return {row.id: row.packed for row in db.execute(wanted)} if ids else {}


def _forget(db: Connection, gone: ColumnElement[bool]) -> None:
    """Nothing of these passages is kept: what was a patch of one of them becomes whole, or a patch of such a one."""
    rows = db.execute(select(passages).where(gone)).all()
    left = select(passages.c.id).where(gone).correlate(None)
    leaning = select(passages).where(passages.c.base.in_(left), passages.c.id.not_in(left))
    leaning_rows = db.execute(leaning.order_by(passages.c.base, passages.c.id)).all()
    bases = wholes(db, (*rows, *leaning_rows))
    for _, run in groupby(leaning_rows, key=lambda row: row.base):
        whole, *patches = ((row.id, passage_of(row, bases).plain) for row in run)
        _repack(db, whole[0], pack(whole[1]), None)
        for row_id, plain in patches:
            _repack(db, row_id, pack(plain, whole[1]), whole[0])
    if rows and db.dialect.name != "postgresql":
        said = [{"id": row.id, "words": passage_of(row, bases).words} for row in rows]
        db.execute(_UNINDEX_SQLITE, said)
    db.execute(delete(passages).where(gone))


def _repack(db: Connection, row_id: int, packed: bytes, base: int | None) -> None:
    db.execute(update(passages).where(passages.c.id == row_id).values(packed=packed, base=base))


def _row(place: tuple[int, int], one: Passage, base: tuple[int, bytes] | None) -> dict[str, object]:
    """The passage that came with the version of that shelf and number: a patch of what its section was before, or whole
    where that saves too little."""
    plain = one.plain
    packed, own = pack(plain), None
    if base is not None:
        patch = pack(plain, unpack(base[1]))
        if len(patch) * _DRIFT < len(packed):
            packed, own = patch, base[0]
    return {
        "shelf": place[0],
        "number": place[1],
        "until": None,
        "face": one.face,
        "base": own,
        "packed": packed,
    }


def _passages(reading: Reading) -> Iterator[Passage]:
    for section in reading.sections:
        yield Passage(cleaned(section.id), cleaned(section.heading), cleaned(section.text))
