"""The database itself refuses to change or remove what is evidence."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from policy.retention import Retention
from storage import engines, guards, migrate, open_archive
from storage.verifying import Verification
from tests.support.builders import DAY
from tests.support.filled import LATER, fill_more

CRIMES = {
    "looks": ("event = 'first'", "link = link"),
    "moves": ("cause = 'another'",),
    "removals": ("reason = 'another'",),
    "versions": ("title = 'another'", "text_sha256 = text_sha256", "seal = seal"),
    "changes": ("verdict = 0", "packed = packed"),
}


def test_evidence_is_neither_changed_nor_removed(url: str) -> None:
    fill_more(url)
    engine = engines.writer(url)
    for table, crimes in CRIMES.items():
        statements = [f"DELETE FROM {table}", *(f"UPDATE {table} SET {crime}" for crime in crimes)]  # noqa: S608
        if engine.dialect.name == "postgresql":
            statements.append(f"TRUNCATE {table}")
        for statement in statements:
            with pytest.raises(DBAPIError, match=f"a row of {table} is evidence"), engine.begin() as db:
                db.execute(text(statement))
    engine.dispose()

    assert list(Verification(url, LATER).faults(rereads=False)) == []


def test_a_version_goes_by_the_rule_and_by_no_other_way(url: str) -> None:
    fill_more(url)
    archive = open_archive(url)
    assert archive.tidy("dole-privacy", Retention(DAY, keep_last=1), LATER + 900 * DAY) == 1
    archive.close()
    engine = engines.writer(url)
    with engine.begin() as db:
        gone = text("SELECT count(*) FROM removals WHERE what = 'version' AND target_id = 'dole-privacy'")
        assert db.execute(gone).scalar_one() > 0
    with pytest.raises(DBAPIError, match="a row of versions is evidence"), engine.begin() as db:
        db.execute(text("DELETE FROM versions WHERE target_id = 'dole-privacy' AND number = 1"))
    engine.dispose()


def test_a_guard_that_is_gone_is_missed_and_put_back(url: str) -> None:
    engine = engines.writer(url)
    where = " ON looks" if engine.dialect.name == "postgresql" else ""
    with engine.begin() as db:
        db.execute(text(f"DROP TRIGGER looks_stays{where}"))

    (fault,) = Verification(url, LATER).faults(rereads=False)
    migrate(url)

    assert "its guard looks_stays does not stand" in fault.found
    assert fault.remedy == "clausewatch migrate puts it back"
    with engine.begin() as db:
        assert guards.missing(db) == ()
    engine.dispose()
