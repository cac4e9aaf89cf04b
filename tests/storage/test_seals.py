"""Seals and links: the same whether a row is written today or was written before there were any."""

from sqlalchemy import select

from policy.model.looks import Move, State
from storage import engines, migrate, open_archive
from storage.schema import take_back
from storage.tables import metadata
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    failed_look,
    first_look,
    held_look,
    message,
    reading,
    same_look,
    subscriber,
    target,
)

ACME, BOLT = target("acme"), target("bolt")
ODD = "a\0 b \ud800 ß"  # what the database keeps otherwise than it was said


def _filled(url: str) -> None:
    """Something in every table that is sealed."""
    archive = open_archive(url)
    archive.open_window("ann", MONDAY)
    archive.open_window("ben", MONDAY)
    archive.enlist([ACME, BOLT], MONDAY)
    for day in range(3):
        at, text = MONDAY + day * DAY, reading(("Retention", f"{30 if day == 0 else 90} days."))
        for order in archive.due(at, 9, HOUR):
            looks = (first_look(order, text, at), held_look(order, text, at), changed_look(order, text, at, 2))
            archive.record(looks[day], [subscriber("ann"), subscriber("ben")])
    (order,) = archive.claim([BOLT.id], MONDAY + 3 * DAY, HOUR)
    move = Move(State.OK, State.UNREACHABLE, ODD, MONDAY + 3 * DAY)
    archive.record(failed_look(order, MONDAY + 3 * DAY, move=move), [])
    (order,) = archive.claim([ACME.id], MONDAY + 3 * DAY, HOUR)
    archive.record(same_look(order, MONDAY + 3 * DAY), [])
    for number, name in enumerate(("ann", "ben")):
        at = MONDAY + (4 + number) * DAY
        sealed = message(subscriber(name), ("acme-privacy/2",), ((BOLT.id, "gone"),), at)
        archive.seal(sealed)
        archive.outbox(at, HOUR)
        if name == "ann":
            archive.delivered(sealed.id, at)
        else:
            archive.postponed(sealed.id, at, at + HOUR, ODD)
    archive.enlist([ACME], MONDAY + 6 * DAY)
    archive.close()


def _seals(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = engines.reader(url)
    with engine.begin() as db:
        found = {
            table.name: sorted(
                tuple(row)
                for row in db.execute(
                    select(*table.primary_key, *(table.c[name] for name in ("seal", "link", "head") if name in table.c))
                )
            )
            for table in metadata.sorted_tables
            if "seal" in table.c or "link" in table.c
        }
    engine.dispose()
    return found


def test_rows_from_before_get_the_seals_they_would_have_got(url: str) -> None:
    _filled(url)
    before = _seals(url)

    take_back(url, "0003")
    migrate(url)

    assert all(before.values())
    assert _seals(url) == before
