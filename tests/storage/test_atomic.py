"""A look is kept whole or not at all, whatever fails and whoever else works on the same database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, event, text

from policy.model.captures import Failure
from policy.model.looks import Move, State
from storage import SqlArchive, engines, open_archive, open_library
from storage.tables import metadata
from tests.storage.crowd import claimed, crowd
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    first_look,
    message,
    reading,
    same_look,
    subscriber,
    target,
)

OLD, NEW = reading(("Retention", "30 days.")), reading(("Retention", "90 days."))
TUESDAY = MONDAY + DAY


class _BrokenError(Exception):
    """The wire was cut."""


@contextmanager
def _failing(engine: Engine, nth: int) -> Iterator[list[str]]:
    """The nth statement from now on fails, or the commit after the last; gives the statements so far."""
    seen: list[str] = []

    def count(_db: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)
        if len(seen) == nth:
            raise _BrokenError

    def commit(_db: Connection) -> None:
        seen.append("COMMIT")
        if len(seen) == nth:
            raise _BrokenError

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", commit)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", count)
        event.remove(engine, "commit", commit)


def _everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.begin() as db:
        return {
            table.name: sorted((tuple(row) for row in db.execute(text(f"SELECT * FROM {table.name}"))), key=repr)  # noqa: S608
            for table in metadata.sorted_tables
        }


def _each_failure(url: str, act: Callable[[SqlArchive], object]) -> int:
    """Fail at the first statement, the second, … until nothing fails; each time nothing may be left. How many."""
    writer, reader = engines.writer(url), engines.reader(url)
    archive = SqlArchive(writer, reader, lambda: "token")
    before = _everything(reader)
    nth = 1
    while True:
        with _failing(writer, nth) as seen:
            try:
                act(archive)
            except _BrokenError:
                assert _everything(reader) == before, seen[-1]
            else:
                break
        nth += 1
    assert _everything(reader) != before
    archive.close()
    return nth


@pytest.mark.slow
def test_a_look_that_fails_at_any_statement_leaves_nothing(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    (order,) = archive.due(TUESDAY, 1, HOUR)
    look = changed_look(order, NEW, TUESDAY, 2)
    archive.close()

    failures = _each_failure(url, lambda kept: kept.record(look, [subscriber("ann"), subscriber("ben")]))

    assert failures > 10
    after = open_archive(url)
    assert len(after.pending("ann", TUESDAY)) == len(after.pending("ben", TUESDAY)) == 1
    after.close()


def test_sealing_that_fails_at_any_statement_leaves_nothing(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    (order,) = archive.due(TUESDAY, 1, HOUR)
    archive.record(changed_look(order, NEW, TUESDAY, 2), [subscriber()])
    archive.close()
    sealed = message(changes=("acme-privacy/2",), unread=(("acme-privacy", "gone"),), until=TUESDAY)

    assert _each_failure(url, lambda kept: kept.seal(sealed)) > 4


def test_enlisting_that_fails_at_any_statement_leaves_nothing(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target("acme"), target("bolt")], MONDAY)
    archive.close()

    assert _each_failure(url, lambda kept: kept.enlist([target("bolt", tags=("new",)), target("crux")], TUESDAY)) > 4


@pytest.mark.slow(1)
def test_workers_that_claim_at_once_never_get_the_same_target(url: str) -> None:
    archive = open_archive(url)
    wanted = [target(f"service{number}") for number in range(200)]
    archive.enlist(wanted, MONDAY)

    found = [name for part in crowd(4, claimed, url) for name in part]

    assert sorted(found) == sorted(one.id for one in wanted)
    archive.close()


def test_a_move_is_recorded_with_its_cause(url: str) -> None:
    archive, library = open_archive(url), open_library(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    (order,) = archive.due(TUESDAY, 1, HOUR)
    archive.record(same_look(order, TUESDAY, Move(State.OK, State.SUSPECT, Failure.EMPTY.value, TUESDAY)), [])

    engine = engines.reader(url)
    with engine.begin() as db:
        rows = db.execute(text("SELECT seq, before, after, cause FROM moves ORDER BY seq")).all()
    assert [tuple(row) for row in rows] == [
        (0, "new", "ok", "read for the first time"),
        (1, "ok", "suspect", "empty"),
    ]
    for one in (archive, library):
        one.close()
    engine.dispose()
