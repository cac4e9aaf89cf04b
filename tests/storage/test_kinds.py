"""A change is found by its kinds, whichever way its row has them."""

from sqlalchemy import update

from policy.model.changes import Kind
from policy.model.shelf import ChangeFilter
from storage import engines, guards, open_library
from storage.kinds import LETTERS
from storage.tables import changes
from tests.support.filled import fill


def test_every_kind_has_two_letters_of_its_own() -> None:
    assert set(LETTERS) == set(Kind)
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert {len(letters) for letters in LETTERS.values()} == {2}


def test_a_change_is_found_by_its_kinds_spelt_out_as_well(url: str) -> None:
    fill(url)
    library, engine = open_library(url), engines.writer(url)
    found = library.count_changes(ChangeFilter(kind=Kind.RETENTION))
    with engine.begin() as db:
        guards.stand_down(db)
        db.execute(update(changes).where(changes.c.number == 2).values(kinds=" contact-change retention-change "))
        guards.stand(db)

    assert library.count_changes(ChangeFilter(kind=Kind.RETENTION)) == found > 0
    assert library.count_changes(ChangeFilter(kind=Kind.CONTACT)) == 2  # of two targets
    assert library.count_changes(ChangeFilter(kind=Kind.RIGHTS)) == 0
    library.close()
    engine.dispose()
