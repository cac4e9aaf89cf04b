"""What is remembered of looks is kept with them, and a change kept quiet is queued when it is owed."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from policy.model.looks import Past, Run, Stir, Turn
from storage import engines, migrate, open_archive
from storage.verifying import Verification
from tests.storage.conftest import Kept
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    failed_look,
    finding,
    first_look,
    reading,
    same_look,
    subscriber,
    target,
)
from tests.support.revisions import take_back

ACME = target("acme")
OLD, NEW = reading(("Retention", "We keep it 30 days.")), reading(("Retention", "We keep it 90 days."))
REMEMBERED = Past(
    looked_at=MONDAY + HOUR,
    full_at=MONDAY,
    troubles=(Run("timeout", MONDAY, MONDAY + HOUR, 2),),
    on_trial=2,
    home="https://acme.example/ü",
    landing=Run("https://acme.example/legal", MONDAY, MONDAY + HOUR, 3),
    turns=(Turn(MONDAY, "a" * 64, "b" * 64, 2, is_restless=True),),
    told_at=MONDAY,
    pace=timedelta(hours=9),
    still=4,
    stirs=(Stir(3, "0a1b2c3d", "", ("11111111",), (), 0), Stir(4, "", "0a1b2c3d", (), ("22222222", "33333333"), 71)),
    stirring=5,
)


def test_what_is_remembered_comes_back(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    assert kept.archive.standing(ACME.id, "html/1").past == Past()
    (asked,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(replace(failed_look(asked, MONDAY), past=REMEMBERED), [])

    assert kept.archive.standing(ACME.id, "html/1").past == REMEMBERED


def test_another_address_is_another_page(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (asked,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(replace(failed_look(asked, MONDAY), past=REMEMBERED), [])
    kept.archive.enlist([replace(ACME, urls=("https://acme.example/other",))], MONDAY + DAY)

    assert kept.archive.standing(ACME.id, "html/1").past == Past()


def test_a_quiet_change_is_kept_and_queued_once_when_it_is_owed(kept: Kept) -> None:
    counsel = subscriber()
    kept.archive.enlist([ACME], MONDAY)
    asked = [kept.archive.due(MONDAY, 1, HOUR)[0]]
    kept.archive.record(first_look(asked[0], OLD, MONDAY), [counsel])
    (second,) = kept.archive.due(MONDAY + DAY, 1, HOUR)
    changed = changed_look(second, NEW, MONDAY + DAY, 2, [finding()])
    kept.archive.record(replace(changed, is_quiet=True), [counsel])
    quiet = kept.archive.pending(counsel.id, MONDAY + 2 * DAY)
    for day in (8, 9):
        (later,) = kept.archive.due(MONDAY + day * DAY, 1, HOUR)
        kept.archive.record(replace(same_look(later, MONDAY + day * DAY), owed=2), [counsel])
    told = kept.archive.pending(counsel.id, MONDAY + 10 * DAY)

    assert quiet == ()
    assert [entry.change.id for entry in told] == [f"{ACME.id}/2"]
    assert kept.library.change(ACME.id, 2) is not None


def test_a_database_of_the_first_tables_gets_the_new_ones_and_keeps_its_targets(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([ACME], MONDAY)
    archive.close()
    take_back(url, "0001")
    migrate(url)

    archive = open_archive(url)
    assert archive.standing(ACME.id, "html/1").past == Past()
    archive.close()
    engine = engines.reader(url)
    with engine.begin() as db:
        assert db.execute(text("SELECT count(*) FROM hosts")).scalar_one() == 0
    engine.dispose()


def test_pasts_of_before_are_packed_and_keep_their_seals(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([ACME, target("bolt")], MONDAY)
    asked = archive.due(MONDAY, 1, HOUR)[0]
    archive.record(replace(failed_look(asked, MONDAY), past=REMEMBERED), [])
    archive.close()
    take_back(url, "0017")
    plain = _pasts(url)
    migrate(url)

    archive = open_archive(url)
    assert [type(past) for past in plain].count(str) == 1
    assert archive.standing(asked.target.id, "html/1").past == REMEMBERED
    assert list(Verification(url, MONDAY).faults()) == []
    archive.close()


def _pasts(url: str) -> list[object]:
    engine = engines.reader(url)
    with engine.begin() as db:
        found = list(db.execute(text("SELECT past FROM targets")).scalars())
    engine.dispose()
    return found
