"""Seals and links: rows from before there were any get those that they would have got."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text

from policy.model.captures import Capture
from policy.model.shelf import ChangeFilter
from storage import back_up, engines, judged, migrate, readings
from storage.captures import read
from storage.hashes import sha256
from storage.json import to_json
from storage.tables import looks, versions
from storage.verifying import Verification
from tests.storage.test_verifying import NOW
from tests.support.filled import fill
from tests.support.revisions import take_back

STEPS = (
    "0001",
    "0005",
    "0006",
    "0009",
    "0011",
    "0013",
    "0016",
    "0019",
    "0021",
    "0022",
    "0023",
    "0024",
)  # facts change until 0013


@pytest.mark.slow(1)
def test_rows_from_before_get_the_seals_they_would_have_got(url: str) -> None:
    fill(url)
    take_back(url, "0003")
    migrate(url)

    verification = Verification(url, NOW)
    assert list(verification.faults()) == []
    assert dict(verification.summary.counted)["looks"] == 13


@pytest.mark.slow(1)
def test_a_row_from_before_is_sealed_as_it_was_found(url: str) -> None:
    fill(url)
    take_back(url, "0003")
    engine = engines.writer(url)
    with engine.begin() as db:
        db.execute(text("UPDATE moves SET cause = 'another one' WHERE target_id = 'bolt-privacy'"))
    engine.dispose()
    migrate(url)

    found = [fault.found for fault in Verification(url, NOW).faults()]
    assert found
    assert not any("the seal is another one" in words for words in found)


def test_packing_does_not_make_good_what_somebody_else_wrote(url: str) -> None:
    fill(url)
    take_back(url, "0017")
    engine = engines.writer(url)
    with engine.begin() as db:
        db.execute(text("UPDATE targets SET cause = 'another one' WHERE id = 'bolt-privacy'"))
    engine.dispose()
    migrate(url)

    assert [fault.where for fault in Verification(url, NOW).faults() if "seal" in fault.found] == [
        "target bolt-privacy"
    ]


@pytest.mark.slow(3)
def test_a_database_of_any_earlier_step_verifies_after_it_is_brought_to_this_one(
    sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url)
    back_up(sqlite_url, tmp_path / "whole.db")
    found = {}
    for step in STEPS:
        copy = tmp_path / f"{step}.db"
        shutil.copy(tmp_path / "whole.db", copy)
        take_back(f"sqlite:///{copy}", step)
        migrate(f"sqlite:///{copy}")
        found[step] = list(Verification(f"sqlite:///{copy}", NOW).faults())

    assert found == {step: [] for step in STEPS}


def test_hashes_that_are_no_longer_stored_are_those_that_were(url: str) -> None:
    fill(url)
    captures = _captures(url)
    take_back(url, "0020")
    engine = engines.reader(url)
    with engine.begin() as db:
        stored = {
            table: [bytes(one) for one in db.execute(text(f"SELECT sha256 FROM {table}")).scalars()]  # noqa: S608 – names of ours
            for table in ("looks", "versions", "changes")
        }
    engine.dispose()
    migrate(url)

    assert sorted(stored["looks"]) == _hashes([to_json(capture) for capture in captures])
    assert (sorted(stored["versions"]), sorted(stored["changes"])) == _packed(url)
    assert _captures(url) == captures
    assert list(Verification(url, NOW).faults()) == []


def _captures(url: str) -> list[Capture]:
    engine = engines.reader(url)
    with engine.begin() as db:
        found = [read(db, row) for row in db.execute(select(looks).order_by(looks.c.target_id, looks.c.seq))]
    engine.dispose()
    return found


def _packed(url: str) -> tuple[list[bytes], list[bytes]]:
    """The SHA-256 of every reading, and of the findings of every change."""
    engine = engines.reader(url)
    with engine.begin() as db:
        texts = [readings.read(db, row) for row in db.execute(select(versions))]
        found = [to_json(change.findings) for change in judged.page(db, ChangeFilter(), 99, 0)]
    engine.dispose()
    return _hashes(texts), _hashes(found)


def _hashes(packed: list[bytes]) -> list[bytes]:
    return sorted(bytes.fromhex(sha256(plain)) for plain in packed)
