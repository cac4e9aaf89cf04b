"""`verify` finds what is not as it was written, names it, and finds nothing where nothing is wrong."""

import hashlib
import os
import random

import pytest
from sqlalchemy import Integer, LargeBinary, Text, TypeDecorator, text

from storage import engines
from storage.guards import OF_SQLITE
from storage.heads import _tree
from storage.tables import metadata
from storage.verifying import Verification, faults
from storage.verifying.faults import Round
from tests.support.builders import DAY, MONDAY
from tests.support.filled import DAYS, LATER, fill, fill_more
from tests.support.flips import NO_EVIDENCE, NOT_COVERED, REREAD, TABLES, flipped, places
from tests.support.intruder import intruder
from tests.support.sampling import sampled
from tests.support.tables import empty_archive

NOW = MONDAY + (DAYS + 1) * DAY
FLIPS = int(os.environ.get("CLAUSEWATCH_TEST_FLIPS", "120"))


def _nobody(_what: str, _done: int, _total: int) -> None:
    """Nobody watches the progress."""


def _faults(url: str) -> list[str]:
    return [f"{fault.where}: {fault.found}" for fault in Verification(url, NOW).faults(rereads=False)]


def test_an_archive_as_it_was_written_has_no_fault(url: str) -> None:
    fill(url)

    verification = Verification(url, NOW)

    assert list(verification.faults()) == []
    assert dict(verification.summary.counted) == {
        "bodies": 4, "changes": 4, "entries": 10, "looks": 13, "messages": 2, "passages": 6, "targets": 3,
        "versions": 6,
    }  # fmt: skip
    assert any("html/1, which is not here any more" in note for note in verification.summary.notes)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("filled") / "clausewatch.db"
    empty_archive(file)
    fill_more(f"sqlite:///{file}")
    return f"sqlite:///{file}"


@pytest.mark.slow(8)
def test_every_bit_that_was_turned_over_is_found(filled: str) -> None:
    engine, reader = engines.writer(filled), engines.examiner(filled)
    chance = random.Random(2026)  # noqa: S311 – the same flips at every run
    known = places(engine)
    by_column: dict[tuple[str, str], list[int]] = {}
    for at, place in enumerate(known):
        by_column.setdefault((place.table, place.column), []).append(at)
    unseen = []
    for _ in range(FLIPS):
        place = known[chance.choice(chance.choice(list(by_column.values())))]
        with flipped(engine, place, chance) as done, reader.begin() as db:
            rereads = place.table in REREAD
            if next(faults(Round(db, LATER, _nobody), rereads=rereads), None) is None:
                unseen.append(done)
    engine.dispose()
    reader.dispose()

    assert unseen == []
    assert list(Verification(filled, LATER).faults()) == []


def test_whatever_is_stored_is_answered_for_or_named_as_no_evidence() -> None:
    assert sorted(metadata.tables) == sorted((*TABLES, *NO_EVIDENCE))


def test_a_value_where_the_archive_of_the_flips_has_none_is_found(filled: str) -> None:
    engine = engines.writer(filled, keeps_keys=False)
    known = {(place.table, place.column) for place in places(engine)}
    empty = {(table, column.name) for table in TABLES for column in metadata.tables[table].c} - known - NOT_COVERED
    unseen = []
    for table, column in sorted(empty):
        with engine.connect() as db, db.begin() as attempt:
            for guard in OF_SQLITE:
                db.exec_driver_sql(f"DROP TRIGGER {guard.name}")
            db.exec_driver_sql(f"UPDATE {table} SET {column} = 1")  # noqa: S608 – names of ours
            if next(faults(Round(db, LATER, _nobody), rereads=table in REREAD), None) is None:
                unseen.append((table, column))
            attempt.rollback()
    engine.dispose()

    assert unseen == []
    assert ("targets", "etag") in empty


_OTHER = {  # another value of the same type, which no key stands in the way of
    LargeBinary: "set_byte({0}, length({0}) - 1, get_byte({0}, length({0}) - 1) # 1)",
    Integer: "{0} + 1000",
    Text: "{0} || '~'",
}


@pytest.mark.postgres
def test_another_value_in_any_column_is_found_on_postgresql(postgres_url: str) -> None:
    fill_more(postgres_url)
    engine, looked_at, unseen = engines.writer(postgres_url), 0, []
    covered = [(table, column) for table in TABLES for column in metadata.tables[table].c]
    for table, column in covered:
        if (table, column.name) in NOT_COVERED:
            continue
        kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
        name = f'"{column.name}"'
        other = next(words for type_, words in _OTHER.items() if isinstance(kind, type_)).format(name)
        some = f"(SELECT ctid FROM {table} WHERE {name} IS NOT NULL LIMIT 1)"  # noqa: S608 – names of ours
        with engine.connect() as db, db.begin() as attempt:
            db.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no foreign key stands in the way
            done = db.execute(text(f"UPDATE {table} SET {name} = {other} WHERE ctid = {some}"))  # noqa: S608 – the same
            looked_at += done.rowcount
            turn = Round(db, LATER, _nobody)
            if done.rowcount and next(faults(turn, rereads=table in REREAD), None) is None:
                unseen.append((table, column.name))
            attempt.rollback()
    engine.dispose()

    assert unseen == []
    assert looked_at > 90


LOSSES = {
    "DELETE FROM looks WHERE target_id = 'acme-privacy' AND seq = 2": "look 3 of acme-privacy: stands where look 2",
    "DELETE FROM looks WHERE target_id = 'acme-privacy' AND seq = 5": "target acme-privacy: counts 6 looks",
    "DELETE FROM versions WHERE number = 2": "version 3 of acme-privacy: follows version 1",
    "DELETE FROM changes WHERE target_id = 'acme-privacy' AND number = 3": "target acme-privacy: counts 2 changes",
    "DELETE FROM bodies WHERE depth = 1": "which is not one step before it",
    "DELETE FROM moves WHERE target_id = 'crux-privacy' AND seq = 0": "move 1 of crux-privacy: begins at",
    "DELETE FROM windows WHERE subscriber_id = 'ann'": "window of ann: is missing",
    "UPDATE targets SET due_at = next_check_at + 9 WHERE id = 'acme-privacy'": "is due at another time",
    "DELETE FROM stamps WHERE slot = 3": "stamps: are 127",
}


@pytest.mark.parametrize("loss", sampled(LOSSES, 4))
def test_what_is_missing_is_named(url: str, loss: str) -> None:
    fill(url)
    with intruder(url) as db:
        db.execute(text(loss))
    try:
        assert any(LOSSES[loss] in fault for fault in _faults(url)), _faults(url)
    finally:
        with intruder(url) as db:
            db.execute(text("INSERT INTO stamps (slot, value) VALUES (3, 0) ON CONFLICT DO NOTHING"))


@pytest.mark.parametrize("value", ["x'ff'", "'not a number'", "1e300", "-9000000000000000000", "9000000000000000000"])
def test_a_value_of_another_kind_is_a_fault_and_ends_nothing(sqlite_url: str, value: str) -> None:
    fill(sqlite_url)
    with intruder(sqlite_url) as db:
        db.execute(text(f"UPDATE versions SET keyframe = {value} WHERE target_id = 'acme-privacy' AND number = 2"))  # noqa: S608
        db.execute(text(f"UPDATE looks SET version = {value} WHERE target_id = 'acme-privacy' AND seq = 2"))  # noqa: S608
        db.execute(text("UPDATE targets SET cause = 'another' WHERE id = 'crux-privacy'"))

    found = _faults(sqlite_url)
    assert any(fault.startswith(("target acme", "look 2 of acme", "version 2 of acme")) for fault in found)
    assert any("target crux-privacy: its row is not as it was written" in fault for fault in found)


def test_a_log_written_anew_does_not_go_on_from_a_head_kept_elsewhere(url: str) -> None:
    fill(url)
    before = Verification(url, NOW)
    assert list(before.faults(rereads=False)) == []
    with intruder(url) as db:
        db.execute(
            text("UPDATE looks SET link = :link WHERE target_id = 'acme-privacy' AND seq = 5"), {"link": b"x" * 32}
        )

    found = [fault.found for fault in Verification(url, NOW).faults(rereads=False, earlier=before.summary.leaves)]

    assert any("the head kept elsewhere names" in words for words in found)


def test_the_tree_hash_is_that_of_the_rfc() -> None:
    hashes = [bytes([number]) * 32 for number in range(7)]

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\1" + left + right).digest()

    a, b, c, d, e, f, g = hashes
    assert _tree(hashes) == node(node(node(a, b), node(c, d)), node(node(e, f), g))
