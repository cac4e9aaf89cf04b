"""Heads: printed for those who cannot see the database, and the same for ever."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from policy.heads import Head, head_of, settled
from storage import engines, open_archive, open_library
from storage.heads import leaves, root
from storage.tables import looks
from storage.verifying import Verification
from tests.support.builders import DAY, HOUR, MONDAY, first_look, reading, same_look, target

MIDNIGHT = settled(MONDAY)
ACME, BOLT = target("acme"), target("bolt")


def _looked(url: str, *days: int, text: str = "30 days.") -> None:
    archive = open_archive(url)
    archive.enlist([ACME, BOLT], MONDAY)
    for day in days:
        at = MONDAY + day * DAY
        for order in archive.claim([ACME.id] if day % 2 else [ACME.id, BOLT.id], at, HOUR):
            reads = reading(("Retention", text))
            archive.record(first_look(order, reads, at) if day == 0 else same_look(order, at), [])
    archive.close()


def _head(url: str, at: datetime) -> Head | None:
    library = open_library(url)
    try:
        return library.head(at)
    finally:
        library.close()


def _faults(url: str, *heads: Head) -> list[str]:
    faults = Verification(url, MONDAY + 9 * DAY).faults(rereads=False, printed=heads)
    return [f"{fault.where}: {fault.found}" for fault in faults]


def test_a_head_is_of_every_log_before_its_moment(url: str) -> None:
    _looked(url, 0, 1, 2, 3)
    engine = engines.reader(url)
    with engine.begin() as db:
        rows = db.execute(select(looks).order_by(looks.c.target_id, looks.c.seq)).all()
        for day in range(6):
            at = MIDNIGHT + day * DAY
            before = {row.target_id: (row.target_id, row.seq + 1, row.link) for row in rows if row.at < at}
            assert leaves(db, at) == tuple(sorted(before.values()))
    engine.dispose()


def test_a_head_stays_as_it_was_printed(url: str) -> None:
    _looked(url, 0, 1)
    printed = _head(url, MIDNIGHT + 2 * DAY)
    _looked(url, 2, 3, 4)

    assert printed is not None
    assert _head(url, printed.at) == printed
    assert _faults(url, printed) == []


def test_before_the_first_look_there_is_no_head(url: str) -> None:
    _looked(url, 0)

    assert _head(url, MIDNIGHT) is None


def test_a_history_written_anew_fits_itself_but_no_head_printed_before(url: str) -> None:
    _looked(url, 0, 1, text="90 days.")
    printed = Head(MIDNIGHT + 2 * DAY, root((("acme-privacy", 2, "0" * 64), ("bolt-privacy", 1, "1" * 64))))

    assert _faults(url) == []
    (fault,) = _faults(url, printed)
    assert fault.startswith(f"head {printed.token}: the 2 logs as they were before 2026-03-04 00:00 UTC have ")


@pytest.mark.parametrize(("hours", "day"), [(0.5, 1), (1, 2), (23, 2)])
def test_a_midnight_is_settled_after_an_hour(hours: float, day: int) -> None:
    midnight = datetime.fromisoformat("2026-03-02T00:00:00+00:00")

    assert settled(midnight + timedelta(hours=hours)) == midnight - (2 - day) * DAY


def test_a_token_names_its_head() -> None:
    head = Head(MIDNIGHT, "ab" * 32)

    assert head_of(f" {head.token}\n") == head


@pytest.mark.parametrize("token", ["", "ab" * 32, "2026-13-02:" + "ab" * 32, "2026-03-02:" + "AB" * 32])
def test_what_was_never_printed_is_no_head(token: str) -> None:
    with pytest.raises(ValueError, match=r"no head|month"):
        head_of(token)
