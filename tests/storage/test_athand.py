"""What a look was given is at hand when it is recorded, and nothing is kept otherwise because of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from policy.model.looks import Checked
from policy.retention import Retention
from storage import SqlArchive, engines, open_archive, open_library, readings
from storage.athand import AtHand, Given
from storage.engines import transaction
from storage.rows import Stored
from storage.tables import changes, held, versions
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, finding, first_look, held_look, reading, target
from tests.support.tables import empty_archive

ACME = target()
SIGNS = 'lone \ud800, NUL \0, "quoted" \\ back, 🧨'
TEXTS = tuple(
    reading(("Data", f"We collect your name ({SIGNS})."), ("Retention", f"We keep it {days} days."))
    for days in range(30, 36)
)


def _changed(archive: SqlArchive, day: int, number: int, *, is_given: bool) -> None:
    """Text `number` is held on that day, and in force an hour later."""
    at = MONDAY + day * DAY
    (order,) = archive.claim([ACME.id], at, HOUR)
    _record(archive, held_look(order, TEXTS[number - 1], at), is_given=is_given)
    (order,) = archive.claim([ACME.id], at + HOUR, HOUR)
    look = changed_look(order, TEXTS[number - 1], at + HOUR, number, [finding()])
    _record(archive, look, is_given=is_given)


def _record(archive: SqlArchive, look: Checked, *, is_given: bool) -> None:
    if is_given:
        standing = archive.standing(ACME.id, "html/1")
        if look.version is not None and standing.held is not None:
            look = replace(look, version=replace(look.version, reading=standing.held.reading))
    assert archive.record(look, [])


def _begun(url: str) -> SqlArchive:
    archive = open_archive(url)
    archive.enlist([ACME], MONDAY)
    (order,) = archive.claim([ACME.id], MONDAY, HOUR)
    archive.record(first_look(order, TEXTS[0], MONDAY), [])
    return archive


def _rows(url: str) -> list[object]:
    engine = engines.reader(url)
    with transaction(engine) as db:
        found = [tuple(row) for table in (versions, changes, held) for row in db.execute(select(table))]
    engine.dispose()
    return list(found)


def test_what_is_kept_is_the_same_to_the_byte_whether_or_not_it_was_at_hand(tmp_path: Path) -> None:
    kept = []
    for name, is_given in (("given", True), ("read", False)):
        url = empty_archive(tmp_path / f"{name}.db")
        archive = _begun(url)
        for number in (2, 3):
            _changed(archive, number, number, is_given=is_given)
        archive.close()
        kept.append(_rows(url))
    assert kept[0] == kept[1]


def test_what_was_given_before_another_came_in_force_is_not_taken(tmp_path: Path) -> None:
    url = empty_archive(tmp_path / "archive.db")
    archive, other = _begun(url), open_archive(url)
    archive.standing(ACME.id, "html/1")
    _changed(other, 1, 2, is_given=False)

    (order,) = archive.claim([ACME.id], MONDAY + 2 * DAY, HOUR)
    archive.record(held_look(order, TEXTS[2], MONDAY + 2 * DAY), [])

    found = archive.standing(ACME.id, "html/1")
    assert found.version is not None
    assert found.version.reading == TEXTS[1]
    assert found.held is not None
    assert found.held.reading == TEXTS[2]
    archive.close()
    other.close()


def test_a_version_follows_the_chain_as_retention_left_it(tmp_path: Path) -> None:
    url = empty_archive(tmp_path / "archive.db")
    archive = _begun(url)
    for number in (2, 3, 4):
        _changed(archive, number, number, is_given=True)
    at = MONDAY + 900 * DAY
    (order,) = archive.claim([ACME.id], at, HOUR)
    archive.standing(ACME.id, "html/1")
    assert archive.tidy(ACME.id, Retention(timedelta(days=31), keep_last=1), at) > 0
    archive.record(changed_look(order, TEXTS[4], at, 5, [finding()]), [])
    archive.close()

    library = open_library(url)
    last = library.version(ACME.id, 5)
    assert last is not None
    assert last.reading == TEXTS[4]
    library.close()


def test_what_was_given_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    unpacked = readings.unpacked
    archive = _begun(empty_archive(tmp_path / "archive.db"))

    def counted(row: Stored, chain: Iterable[bytes]) -> bytes:
        asked.append(row.target_id)
        return unpacked(row, chain)

    monkeypatch.setattr(readings, "unpacked", counted)
    _changed(archive, 1, 2, is_given=True)
    archive.close()
    assert len(asked) == 2  # for the two standings, and for neither record


def test_a_long_reading_is_not_held(tmp_path: Path) -> None:
    url = empty_archive(tmp_path / "archive.db")
    _begun(url).close()
    engine = engines.reader(url)
    with transaction(engine) as db:
        (chain,) = readings.in_force(db, [ACME.id]).values()
        given = readings.given(chain)
    engine.dispose()
    at_hand = AtHand()
    at_hand.keep(Given(given.row, b" " * 300_000, given.members))
    assert at_hand.taken([ACME.id]) == {}
    at_hand.keep(given)
    assert at_hand.taken([ACME.id]) == {ACME.id: given}
    assert at_hand.taken([ACME.id]) == {}
