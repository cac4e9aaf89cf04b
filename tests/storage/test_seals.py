"""Seals and links: rows from before there were any get those that they would have got."""

from sqlalchemy import text

from storage import engines, migrate
from storage.schema import take_back
from storage.verifying import Verification
from tests.storage.test_verifying import NOW
from tests.support.filled import fill


def test_rows_from_before_get_the_seals_they_would_have_got(url: str) -> None:
    fill(url)
    take_back(url, "0003")
    migrate(url)

    verification = Verification(url, NOW)
    assert list(verification.faults()) == []
    assert dict(verification.summary.counted)["looks"] == 13


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
