"""Recorded changes, read back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from policy.model.changes import Finding
from policy.model.shelf import Change, ChangeFilter
from storage import findings, kinds
from storage.cards import CARD
from storage.errors import DamagedError
from storage.packing import unpack
from storage.remembering import Remembered
from storage.rows import Stored, card_of, change_of, findings_of, target_of
from storage.seals import same
from storage.tables import changes, targets, versions

Known = Remembered[tuple[bytes, bytes], tuple[Finding, ...]]  # findings by the seal of their row, and as packed
_AT_ONCE = 200  # changes asked for in one statement
_Place = tuple[str, int]  # a version: its target and its number


def change(db: Connection, target_id: str, number: int, known: Known | None = None) -> Change | None:
    """The change that led to that version; None: the version does not exist, is the first, or is technical."""
    rows = db.execute(select(changes).where(changes.c.target_id == target_id, changes.c.number == number)).all()
    return next(iter(_read(db, rows, known or Known(0))), None)


def page(
    db: Connection, wanted: ChangeFilter, limit: int, offset: int, known: Known | None = None
) -> tuple[Change, ...]:
    """The changes wanted, newest first."""
    newest = (changes.c.at.desc(), changes.c.target_id.desc(), changes.c.number.desc())
    rows = db.execute(select(changes).where(*_wanted(wanted)).order_by(*newest).limit(limit).offset(offset)).all()
    return _read(db, rows, known or Known(0))


def count(db: Connection, wanted: ChangeFilter) -> int:
    """How many changes are wanted."""
    return db.execute(select(func.count()).select_from(changes).where(*_wanted(wanted))).scalar_one()


def _wanted(wanted: ChangeFilter) -> tuple[ColumnElement[bool], ...]:
    """The filter, said to the database: from `since` on and before `until`."""
    services = select(targets.c.id).where(targets.c.service == wanted.service)
    types = select(targets.c.id).where(targets.c.document_type == wanted.document_type)
    in_language = exists().where(
        versions.c.target_id == changes.c.target_id,
        versions.c.number == changes.c.number,
        (" " + versions.c.languages + " ").contains(f" {wanted.language} ", autoescape=True),
    )
    conditions: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (wanted.service, changes.c.target_id.in_(services)),
        (wanted.document_type, changes.c.target_id.in_(types)),
        (wanted.target_id, changes.c.target_id == wanted.target_id),
        (wanted.minimum or None, changes.c.severity >= wanted.minimum),
        (wanted.language, in_language),
    )
    found = [condition for value, condition in conditions if value is not None]
    if wanted.kind is not None:
        found.append(kinds.are_among(wanted.kind))
    if wanted.since is not None:
        found.append(changes.c.at >= wanted.since)
    if wanted.until is not None:
        found.append(changes.c.at < wanted.until)
    return tuple(found)


def _read(db: Connection, rows: Sequence[Stored], known: Known) -> tuple[Change, ...]:
    """The changes of the rows, in four queries however many they are."""
    if not rows:
        return ()
    cards = _cards(db, rows)
    watched = select(targets.c.id, targets.c.definition).where(targets.c.id.in_({row.target_id for row in rows}))
    definitions = {row.id: target_of(row.definition) for row in db.execute(watched)}
    found = {(row.seal, row.packed): known.get((row.seal, row.packed)) for row in rows}
    missing = [row for row in rows if found[row.seal, row.packed] is None]
    for row, read in zip(missing, _findings(db, missing, cards), strict=True):
        found[row.seal, row.packed] = read
        known.keep((row.seal, row.packed), read)
    return tuple(
        change_of(
            row,
            definitions[row.target_id],
            card_of(cards[row.target_id, row.before]),
            card_of(cards[row.target_id, row.number]),
            found[row.seal, row.packed] or (),
        )
        for row in rows
    )


def _cards(db: Connection, rows: Sequence[Stored]) -> dict[_Place, Stored]:
    """The rows of the versions before and after. Raises DamagedError when one is missing."""
    places = {(row.target_id, number) for row in rows for number in (row.before, row.number)}
    # Alternatives, not a list of pairs: SQLite looks those up in the index, and reads the whole table for a list.
    each = [and_(versions.c.target_id == target_id, versions.c.number == number) for target_id, number in places]
    cards = {(row.target_id, row.number): row for row in _any_of(db, select(*CARD), each)}
    for target_id, number in sorted(places - set(cards)):
        raise DamagedError(f"version {number} of {target_id} is missing")
    return cards


def _findings(db: Connection, rows: Sequence[Stored], cards: dict[_Place, Stored]) -> Iterable[tuple[Finding, ...]]:
    """The findings of each row, unpacked beside the two readings they quote."""
    pairs = [(cards[row.target_id, row.before], cards[row.target_id, row.number]) for row in rows]
    packed = _chains(db, [card for pair in pairs for card in pair])
    for row, (before, after) in zip(rows, pairs, strict=True):
        name = f"the findings of change {row.target_id}/{row.number}"
        try:
            readings = _walked(packed, before, after)
            plain = findings.unpacked(row.form, row.packed, readings[row.before], readings[row.number])
        except DamagedError as error:
            raise DamagedError(f"{name} are damaged: {error}") from error
        if not same(changes, row, plain):
            raise DamagedError(f"{name} are damaged: they or their row are not as written, for the seal is another one")
        yield findings_of(plain)


def _chains(db: Connection, cards: Sequence[Stored]) -> dict[_Place, bytes]:
    """Every packed reading from the keyframes of these versions on up to them."""
    if not cards:
        return {}
    spans = {(card.target_id, card.keyframe): card.number for card in sorted(cards, key=lambda card: card.number)}
    each = [
        and_(versions.c.target_id == target_id, versions.c.number.between(first, last))
        for (target_id, first), last in spans.items()
    ]
    found = _any_of(db, select(versions.c.target_id, versions.c.number, versions.c.packed), each)
    return {(row.target_id, row.number): row.packed for row in found}


def _any_of(
    db: Connection, wanted: Select[tuple[object, ...]], each: Sequence[ColumnElement[bool]]
) -> Iterator[Stored]:
    """The rows that meet one of the conditions; SQLite takes no more than a thousand of them at once."""
    for begin in range(0, len(each), _AT_ONCE):
        yield from db.execute(wanted.where(or_(*each[begin : begin + _AT_ONCE])))


def _walked(packed: dict[_Place, bytes], before: Stored, after: Stored) -> dict[int, bytes]:
    """The plain readings by number of the two versions, and of those on the way to them."""
    plain: dict[int, bytes] = {}
    for keyframe, run in groupby((before, after), key=lambda card: int(card.keyframe)):
        last = max(card.number for card in run)
        reading = b""
        there = sorted(one for target_id, one in packed if target_id == after.target_id and keyframe <= one <= last)
        for number in there:
            try:
                reading = plain[number] = unpack(packed[after.target_id, number], reading)
            except DamagedError as error:
                raise DamagedError(
                    f"the reading of version {number} of {after.target_id} is damaged: {error}"
                ) from error
    return plain
