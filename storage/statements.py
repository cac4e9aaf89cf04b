"""What the versions in force state: kept when a look finds it, so that a question across documents reads an index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, case, func, select, update

from policy.model.changes import Fact, FactType, Polarity, Quote
from policy.model.statements import FactFilter, Saying, Stated, Statement, Value
from storage import stamps
from storage.columns import cleaned
from storage.errors import DamagedError
from storage.inserts import replacing
from storage.lengths import hours
from storage.packing import pack, unpack
from storage.places import numbered
from storage.rows import Stored, target_of
from storage.tables import facts, stated, targets, versions

_TARGET: BindParameter[str] = bindparam("target")
_STANDING = select(facts).where(facts.c.target_id == _TARGET).order_by(facts.c.seq)
_CLEAR = facts.delete().where(facts.c.target_id == _TARGET, facts.c.seq == bindparam("place"))
_IDENTITY = ("type", "folded", "role", "polarity")  # what makes two statements of a document the same
_KEY = len(_IDENTITY)
_MAY_DIFFER = (  # in a statement that stands; its place in the index is not among them, and is not written again
    "value", "condition", "rule", "sentence", "times", "section_id", "trail", "quote", "start", "end",
)  # fmt: skip
_COLUMNS = (*_IDENTITY, *_MAY_DIFFER)
_RENEWED = tuple(f"new_{name}" for name in _MAY_DIFFER)
_PLACED = (
    select(facts.c.target_id, facts.c.seq, *(facts.c[name] for name in _COLUMNS))
    .where(facts.c.target_id.in_(bindparam("targets", expanding=True)))
    .order_by(facts.c.target_id, facts.c.seq)
)
_INSERT = facts.insert()
_RENEW = (
    update(facts)
    .where(facts.c.target_id == _TARGET, facts.c.seq == bindparam("place"))
    .values({name: bindparam(new) for name, new in zip(_MAY_DIFFER, _RENEWED, strict=True)})
)
_NOTES = select(stated.c.notes).where(stated.c.target_id == _TARGET, stated.c.number == bindparam("wanted"))
_STATED = select(stated.c.number, stated.c.eyes, stated.c.notes).where(stated.c.target_id == _TARGET)
_Said = tuple[object, ...]  # what a statement says, in the order of these columns
_Rows = list[dict[str, object]]
_AFFIRMS = facts.c.polarity == Polarity.POSITIVE


def keep(db: Connection, found: Mapping[str, Stated]) -> None:
    """This is what these targets state from now on; of what they stated before, only what is otherwise now is
    written."""
    standing = _standing(db, found)
    turns = [_turn(target_id, standing[target_id], found[target_id]) for target_id in sorted(found)]
    for statement, rows in zip((_CLEAR, _INSERT, _RENEW), zip(*turns, strict=True), strict=True):
        if written := list(chain.from_iterable(rows)):
            db.execute(statement, written)
    notes = [
        {"target_id": target_id, "number": one.version, "eyes": one.eyes, "notes": _packed(one.notes)}
        for target_id, one in found.items()
    ]
    db.execute(replacing(stated, db.dialect.name), notes)
    stamps.grow_facts(db, found)


def _standing(db: Connection, target_ids: Iterable[str]) -> dict[str, list[tuple[int, _Said]]]:
    """What is kept of these targets, each with its number, in the order of the document."""
    kept = defaultdict[str, list[tuple[int, _Said]]](list)
    for target_id, seq, *said in db.execute(_PLACED, {"targets": sorted(target_ids)}):
        kept[target_id].append((seq, tuple(said)))
    return kept


def _turn(target_id: str, standing: Sequence[tuple[int, _Said]], found: Stated) -> tuple[_Rows, _Rows, _Rows]:
    """What of a target goes, what comes, and what stays in its place and says something else."""
    known = defaultdict[_Said, list[tuple[int, _Said]]](list)
    for seq, row in standing:
        known[row[:_KEY]].append((seq, row))
    said = [_said(one) for one in found.statements]
    before = [some.pop(0) if (some := known.get(one[:_KEY])) else None for one in said]
    numbers = numbered([None if one is None else one[0] for one in before])
    placed = list(zip(said, numbers, before, strict=True))
    stays = {seq for _, seq, earlier in placed if earlier is not None and earlier[0] == seq}
    gone = [{"target": target_id, "place": seq} for seq, _ in standing if seq not in stays]
    come = [
        {"target_id": target_id, "seq": seq} | _columns(_COLUMNS, one) for one, seq, _ in placed if seq not in stays
    ]
    other = [
        {"target": target_id, "place": seq} | _columns(_RENEWED, one[_KEY:])
        for one, seq, earlier in placed
        if seq in stays and earlier is not None and earlier[1] != one
    ]
    return gone, come, other


def _packed(notes: str) -> bytes | None:
    return pack(notes.encode("utf-8", "surrogatepass")) if notes else None


def memory(row: Stored, number: int) -> str:
    """What the edition of the extractors that found what a target states knows of the sentences of that version; empty:
    nothing is kept of it. The row may have nothing of it."""
    return _legible(row.notes) if row.number == number else ""


def of_target(db: Connection, target_id: str) -> Stated | None:
    """What its version in force states, in the order of the document; None: no version was read for facts yet."""
    row = db.execute(_STATED, {"target": target_id}).first()
    if row is None:
        return None
    found = db.execute(_STANDING, {"target": target_id})
    return Stated(row.number, row.eyes, tuple(_statement(one) for one in found), _legible(row.notes))


def is_kept(db: Connection, target_id: str, found: Stated) -> bool:
    """Whether exactly this is kept of the target, word for word."""
    is_said = [row for _, row in _standing(db, (target_id,))[target_id]] == [_said(one) for one in found.statements]
    return is_said and notes(db, target_id, found.version) == found.notes


def notes(db: Connection, target_id: str, number: int) -> str:
    """What that edition knows of the sentences of that version; empty: nothing is kept of it that can be read. It can
    be found again, so that damage to it is no damage to the archive."""
    return _legible(db.execute(_NOTES, {"target": target_id, "wanted": number}).scalar_one_or_none())


def _legible(packed: bytes | None) -> str:
    try:
        return unpack(packed).decode("utf-8", "surrogatepass") if packed else ""
    except DamagedError:
        return ""


def counts(db: Connection) -> dict[FactType, int]:
    """How many statements of each type there are; a type nobody knows any more is left out."""
    known = {each.value for each in FactType}
    found = db.execute(select(facts.c.type, func.count().label("number")).group_by(facts.c.type))
    return {FactType(row.type): row.number for row in found if row.type in known}


def page(db: Connection, wanted: FactFilter, limit: int, offset: int) -> tuple[Saying, ...]:
    """The statements wanted, by what they say and how, periods by their length, then by document."""
    here = select(facts.c.target_id, facts.c.seq).where(*_wanted(db, wanted))  # of the index alone, whatever is skipped
    order = (*_ranks(wanted), facts.c.role, facts.c.polarity, facts.c.target_id, facts.c.seq)
    keys = here.order_by(*order).limit(limit).offset(offset).subquery()
    shown: Select[tuple[object, ...]] = (
        select(facts, stated.c.number, targets.c.definition, versions.c.languages)
        .join(keys, (keys.c.target_id == facts.c.target_id) & (keys.c.seq == facts.c.seq))
        .join(stated, stated.c.target_id == facts.c.target_id)
        .join(targets, targets.c.id == facts.c.target_id)
        .join(versions, (versions.c.target_id == facts.c.target_id) & (versions.c.number == stated.c.number))
        .order_by(*order)
    )
    return tuple(_saying(row) for row in db.execute(shown))


def count(db: Connection, wanted: FactFilter) -> int:
    return db.execute(select(func.count()).select_from(facts).where(*_wanted(db, wanted))).scalar_one()


def values(db: Connection, wanted: FactFilter, limit: int, offset: int) -> tuple[Value, ...]:
    """What is stated, with how many documents affirm and deny it; what most documents speak of comes first,
    and of periods the shorter."""
    affirmed = func.count(case((_AFFIRMS, 1)))  # a document says a thing once
    denied = func.count(case((~_AFFIRMS, 1)))
    grouped = (
        select(facts.c.folded, facts.c.role, affirmed.label("affirmed"), denied.label("denied"))
        .where(*_wanted(db, wanted))
        .group_by(facts.c.folded, facts.c.role)
        .order_by(func.count().desc(), *_ranks(wanted), facts.c.role)
    )
    rows = db.execute(grouped.limit(limit).offset(offset)).all()
    return tuple(Value(_printed(db, wanted.type, row), row.role, row.affirmed, row.denied) for row in rows)


def _ranks(wanted: FactFilter) -> tuple[ColumnElement[int] | ColumnElement[str], ...]:
    """By what values of that sort are put in order."""
    if wanted.type is FactType.RETENTION:
        return hours(facts.c.folded), facts.c.folded
    return (facts.c.folded,)


def _printed(db: Connection, type_: FactType, row: Stored) -> str:
    """The value as the first document prints it."""
    said = select(facts.c.value).where(facts.c.type == type_, facts.c.folded == row.folded, facts.c.role == row.role)
    first = said.order_by(facts.c.polarity, facts.c.target_id, facts.c.seq).limit(1)
    return str(db.execute(first).scalar_one())


def count_values(db: Connection, wanted: FactFilter) -> int:
    distinct = select(facts.c.folded, facts.c.role).where(*_wanted(db, wanted)).distinct().subquery()
    return db.execute(select(func.count()).select_from(distinct)).scalar_one()


def _wanted(db: Connection, wanted: FactFilter) -> tuple[ColumnElement[bool], ...]:
    """The filter, said to the database."""
    services = select(targets.c.id).where(targets.c.service == wanted.service)
    types = select(targets.c.id).where(targets.c.document_type == wanted.document_type)
    place = func.strpos if db.dialect.name == "postgresql" else func.instr
    value, words = (cleaned(part or "").casefold() for part in (wanted.value, wanted.words))
    conditions: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (wanted.value, facts.c.folded == value),
        (wanted.words or None, place(facts.c.folded, words) > 0),
        (wanted.role, facts.c.role == wanted.role),
        (wanted.polarity, facts.c.polarity == wanted.polarity),
        (wanted.service, facts.c.target_id.in_(services)),
        (wanted.document_type, facts.c.target_id.in_(types)),
        (wanted.target_id, facts.c.target_id == wanted.target_id),
    )
    return facts.c.type == wanted.type, *(condition for given, condition in conditions if given is not None)


def _said(statement: Statement) -> _Said:
    """The columns of a statement as the database will give them back, but for those of its place."""
    fact, quote = statement.fact, statement.fact.quote
    return (
        fact.type.value,
        cleaned(fact.value.casefold()),
        cleaned(fact.role),
        fact.polarity.value,
        cleaned(fact.value),
        cleaned(fact.condition),
        fact.rule,
        cleaned(statement.sentence),
        statement.times,
        cleaned(quote.section_id),
        cleaned("\n".join(quote.section)),
        cleaned(quote.text),
        quote.start,
        quote.end,
    )


def _columns(names: tuple[str, ...], said: _Said) -> dict[str, object]:
    return dict(zip(names, said, strict=True))


def _saying(row: Stored) -> Saying:
    language = row.languages.partition(" ")[0].partition("-")[0]
    return Saying(target_of(row.definition), row.number, language, _statement(row))


def _statement(row: Stored) -> Statement:
    trail = tuple(row.trail.split("\n")) if row.trail else ()
    quote = Quote(row.quote, trail, row.section_id, row.start, row.end)
    fact = Fact(
        type=FactType(row.type),
        value=row.value,
        polarity=Polarity(row.polarity),
        quote=quote,
        rule=row.rule,
        condition=row.condition,
        role=row.role,
    )
    return Statement(fact, row.sentence, row.times)
