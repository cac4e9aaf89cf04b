"""What the versions in force state: kept when a look finds it, so that a question across documents reads an index."""

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, case, func, select

from policy.model.changes import Fact, FactType, Polarity, Quote
from policy.model.statements import FactFilter, Saying, Stated, Statement, Value
from storage import stamps
from storage.columns import cleaned
from storage.rows import Stored, target_of
from storage.tables import facts, stated, targets, versions

_TARGET: BindParameter[str] = bindparam("target")
_CLEAR_FACTS = facts.delete().where(facts.c.target_id == _TARGET)
_CLEAR = stated.delete().where(stated.c.target_id == _TARGET)
_EYES = select(stated.c.eyes).where(stated.c.target_id == _TARGET)
_OF_TARGET = select(facts).where(facts.c.target_id == _TARGET).order_by(facts.c.seq)
_STATED = select(stated.c.number, stated.c.eyes).where(stated.c.target_id == _TARGET)
_AFFIRMS = facts.c.polarity == Polarity.POSITIVE


def keep(db: Connection, target_id: str, found: Stated) -> None:
    """This is what the target states from now on."""
    db.execute(_CLEAR_FACTS, {"target": target_id})
    db.execute(_CLEAR, {"target": target_id})
    stamps.grow_facts(db, target_id)
    db.execute(stated.insert().values(target_id=target_id, number=found.version, eyes=found.eyes))
    rows = [{"target_id": target_id, "seq": seq} | _row(one) for seq, one in enumerate(found.statements)]
    if rows:
        db.execute(facts.insert(), rows)


def eyes(db: Connection, target_id: str) -> str:
    """The edition of the extractors that found what the target states; empty: none did."""
    return db.execute(_EYES, {"target": target_id}).scalar_one_or_none() or ""


def of_target(db: Connection, target_id: str) -> Stated | None:
    """What its version in force states, in the order of the document; None: no version was read for facts yet."""
    row = db.execute(_STATED, {"target": target_id}).first()
    if row is None:
        return None
    found = db.execute(_OF_TARGET, {"target": target_id})
    return Stated(row.number, row.eyes, tuple(_statement(one) for one in found))


def counts(db: Connection) -> dict[FactType, int]:
    """How many statements of each type there are; a type nobody knows any more is left out."""
    known = {each.value for each in FactType}
    found = db.execute(select(facts.c.type, func.count().label("number")).group_by(facts.c.type))
    return {FactType(row.type): row.number for row in found if row.type in known}


def page(db: Connection, wanted: FactFilter, limit: int, offset: int) -> tuple[Saying, ...]:
    """The statements wanted, by what they say and how, then by document."""
    here = select(facts.c.target_id, facts.c.seq).where(*_wanted(db, wanted))  # of the index alone, whatever is skipped
    order = (facts.c.folded, facts.c.role, facts.c.polarity, facts.c.target_id, facts.c.seq)
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
    """What is stated, with how many documents affirm and deny it; what most documents speak of comes first."""
    affirmed = func.count(case((_AFFIRMS, 1)))  # a document says a thing once
    denied = func.count(case((~_AFFIRMS, 1)))
    grouped = (
        select(facts.c.folded, facts.c.role, affirmed.label("affirmed"), denied.label("denied"))
        .where(*_wanted(db, wanted))
        .group_by(facts.c.folded, facts.c.role)
        .order_by(func.count().desc(), facts.c.folded, facts.c.role)
    )
    rows = db.execute(grouped.limit(limit).offset(offset)).all()
    return tuple(Value(_printed(db, wanted.type, row), row.role, row.affirmed, row.denied) for row in rows)


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


def _row(statement: Statement) -> dict[str, object]:
    """The columns of a statement, but for those of its place."""
    fact, quote = statement.fact, statement.fact.quote
    return {
        "type": fact.type,
        "folded": fact.value.casefold(),
        "role": fact.role,
        "polarity": fact.polarity,
        "value": fact.value,
        "condition": fact.condition,
        "rule": fact.rule,
        "sentence": statement.sentence,
        "times": statement.times,
        "section_id": quote.section_id,
        "trail": "\n".join(quote.section),
        "quote": quote.text,
        "start": quote.start,
        "end": quote.end,
    }


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
