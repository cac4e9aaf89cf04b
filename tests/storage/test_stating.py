"""What a version states is written as the difference to what the one before it stated."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from policy.model.changes import Fact, FactType, Polarity, Quote
from policy.model.statements import Stated, Statement
from storage import engines, open_archive, statements
from storage.tables import facts
from tests.support.builders import MONDAY, target

ACME = target("acme")
VALUES = st.sampled_from(("Banks", "banks", "b\0nks", "b\N{REPLACEMENT CHARACTER}nks", "courts", "carriers", "\ud800"))


@st.composite
def statement(draw: st.DrawFn) -> Statement:
    value, start = draw(VALUES), draw(st.integers(0, 2))
    polarity = draw(st.sampled_from(Polarity))
    quote = Quote(value, ("Sharing",), "sharing", start, start + len(value))
    return Statement(Fact(FactType.RECIPIENT, value, polarity, quote, "made"), f"To {value}.", draw(st.integers(1, 2)))


def one(value: str, start: int = 3) -> Statement:
    quote = Quote(value, ("Sharing",), "sharing", start, start + len(value))
    return Statement(Fact(FactType.RECIPIENT, value, Polarity.POSITIVE, quote, "made"), f"To {value}.", 1)


@pytest.fixture
def db(sqlite_url: str) -> Iterator[Connection]:
    archive = open_archive(sqlite_url)
    archive.enlist([ACME], MONDAY)
    archive.close()
    engine = engines.writer(sqlite_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def kept(db: Connection, *versions: Sequence[Statement]) -> list[tuple[object, ...]]:
    """The rows in the order of the document after these versions, without the number of their place."""
    for number, found in enumerate(versions, start=1):
        statements.keep(db, {ACME.id: Stated(number, "one", tuple(found), f"notes of {number}")})
    columns = [column for column in facts.c if column.name != "seq"]
    return [tuple(row) for row in db.execute(select(*columns).order_by(facts.c.seq))]


@pytest.mark.slow(1)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(statement(), max_size=9), st.lists(statement(), max_size=9))
def test_the_difference_gives_what_a_fresh_start_gives(
    db: Connection, before: list[Statement], after: list[Statement]
) -> None:
    with db.begin() as transaction:
        fresh = kept(db, after)
        transaction.rollback()
    with db.begin() as transaction:
        assert kept(db, before, after) == fresh
        assert statements.notes(db, ACME.id, 2) == "notes of 2"
        transaction.rollback()


def test_only_what_is_otherwise_now_is_written(db: Connection) -> None:
    before = [one(str(number)) for number in range(9)]
    after = [*before[:2], one("new"), *before[3:5], one("5", start=4), *before[6:]]
    with db.begin():
        kept(db, before)
        driver = db.connection.driver_connection
        assert driver is not None
        written = driver.total_changes
        kept(db, before, after)
        # Twice the notes and the stamp; one statement gone, one come, one at another place.
        assert driver.total_changes - written == 2 * 2 + 3


def test_notes_are_of_one_version_and_what_is_damaged_is_none(db: Connection) -> None:
    with db.begin():
        kept(db, [one("courts")])
        assert statements.notes(db, ACME.id, 1) == "notes of 1"
        assert statements.notes(db, ACME.id, 2) == ""
        db.exec_driver_sql("UPDATE stated SET notes = CAST(x'00' || notes AS BLOB)")
        assert statements.notes(db, ACME.id, 1) == ""
