"""Stored bytes that are not those recorded are found and named, never shown."""

from dataclasses import replace

import pytest
from sqlalchemy import LargeBinary, bindparam, text

from storage import DamagedError, SqlArchive, SqlLibrary, engines, guards, open_archive, open_library
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    first_look,
    held_look,
    page,
    reading,
    sha256,
    target,
)
from tests.support.sampling import sampled

OLD, NEW = reading(("Retention", "We keep it 30 days.")), reading(("Retention", "We keep it 90 days."))
NEWER = reading(("Retention", "We keep it 9 years."))
NAMES = {
    "bodies": "body [0-9a-f]{64} is damaged",
    "versions": "the reading of version [12] of acme-privacy is damaged",
    "changes": "the findings of change acme-privacy/2 (is|are) damaged|the reading of version",
    "looks": "capture [0-9a-f]{32} of acme-privacy is damaged",
    "held": "the text held for acme-privacy is damaged",
}


def _filled(url: str) -> tuple[SqlArchive, SqlLibrary]:
    """Two versions, and a third text held."""
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, OLD, MONDAY), [])
    (order,) = archive.due(MONDAY + DAY, 1, HOUR)
    archive.record(changed_look(order, NEW, MONDAY + DAY, 2), [])
    (order,) = archive.due(MONDAY + 2 * DAY, 1, HOUR)
    archive.record(held_look(order, NEWER, MONDAY + 2 * DAY), [])
    return archive, open_library(url)


def _read_all(archive: SqlArchive, library: SqlLibrary, table: str) -> None:
    """Everything that is kept in the table."""
    match table:
        case "bodies":
            for body in (OLD, NEW, NEWER):
                assert library.body(sha256(page(body))) == page(body)
        case "versions":
            for number in (1, 2):
                library.version("acme-privacy", number)
        case "changes":
            library.change("acme-privacy", 2)
        case "looks":
            library.looks("acme-privacy", 9)
        case "held":
            archive.standing("acme-privacy", "html/1")


@pytest.mark.parametrize("table", sampled(NAMES, 3))
def test_any_flipped_bit_of_stored_bytes_is_found_and_named(sqlite_url: str, table: str) -> None:
    archive, library = _filled(sqlite_url)
    _read_all(archive, library, table)
    writer = engines.writer(sqlite_url)
    put = text(f"UPDATE {table} SET packed = :packed WHERE packed = :old").bindparams(  # noqa: S608 – names of ours
        bindparam("packed", type_=LargeBinary), bindparam("old", type_=LargeBinary)
    )
    with writer.begin() as db:
        guards.stand_down(db)  # a disk asks no trigger
        kept = [bytes(one) for one in db.execute(text(f"SELECT packed FROM {table}")).scalars()]  # noqa: S608

    for whole in kept:
        for place in range(len(whole)):
            spoilt = whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
            with writer.begin() as db:
                db.execute(put, {"packed": spoilt, "old": whole})
            try:
                with pytest.raises(DamagedError, match=NAMES[table]):
                    _read_all(archive, library, table)
            finally:
                with writer.begin() as db:
                    db.execute(put, {"packed": whole, "old": spoilt})

    for one in (archive, library):
        one.close()
    writer.dispose()


def test_a_body_whose_base_is_lost_is_named(url: str) -> None:
    archive, library = _filled(url)
    writer = engines.writer(url)
    with writer.begin() as db:
        db.execute(text("DELETE FROM bodies WHERE base IS NULL"))

    with pytest.raises(DamagedError, match="which it is a patch of, is missing"):
        library.body(sha256(page(NEW)))

    for one in (archive, library):
        one.close()
    writer.dispose()


def test_a_body_under_a_wrong_name_is_never_kept(url: str) -> None:
    archive = open_archive(url)
    archive.enlist([target()], MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    look = first_look(order, OLD, MONDAY)

    with pytest.raises(ValueError, match="has SHA-256"):
        archive.record(replace(look, bodies=((sha256(b"other"), page(OLD)),)), [])

    assert archive.standing("acme-privacy", "html/1").version is None
    archive.close()
