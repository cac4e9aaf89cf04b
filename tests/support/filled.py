"""A small archive with something in every table, as the monitor would have left it."""

from dataclasses import replace
from datetime import datetime

from policy.model.looks import Checked, Move, State
from policy.model.readings import Reading
from policy.model.targets import Order
from storage import open_archive
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
    subscriber,
    target,
)

ACME, BOLT, CRUX = target("acme"), target("bolt"), target("crux")
READERS = (subscriber("ann"), subscriber("ben"), subscriber("cid"))
ODD = "a\0 b \ud800 ß"  # what the database keeps otherwise than it was said
DAYS = 8


def fill(url: str) -> None:
    """Three targets: one with three versions and a text held, one that cannot be read, one paused. Ann was told, Ben's
    message waits, Cid's entries do."""
    archive = open_archive(url)
    for reader in READERS:
        archive.open_window(reader.id, MONDAY)
    archive.enlist([ACME, BOLT, CRUX], MONDAY)
    for day in range(6):
        at, text = MONDAY + day * DAY, reading(("Retention", f"{30 * (1 + day // 2 + day % 2)} days."))
        for order in archive.claim([ACME.id, CRUX.id], at, HOUR):
            archive.record(_look(order, text, at, day), READERS)
    (order,) = archive.claim([BOLT.id], MONDAY + DAY, HOUR)
    move = Move(State.NEW, State.UNREACHABLE, ODD, MONDAY + DAY)
    archive.record(failed_look(order, MONDAY + DAY, move=move), [])
    for number, reader in enumerate(READERS[:2]):
        at = MONDAY + (6 + number) * DAY
        sealed = message(reader, ("acme-privacy/2",), ((BOLT.id, "gone"),), at)
        archive.seal(sealed)
        archive.outbox(at, HOUR)
        if number == 0:
            archive.delivered(sealed.id, at)
        else:
            archive.postponed(sealed.id, at, at + HOUR, ODD)
    archive.enlist([ACME, BOLT], MONDAY + DAYS * DAY)
    archive.close()


def _look(order: Order, text: Reading, at: datetime, day: int) -> Checked:
    """First, then each new text held on one day and in force on the next; the last one stays held."""
    if day == 0:
        return first_look(order, text, at)
    if day % 2:
        return held_look(order, text, at)
    changed = changed_look(order, text, at, 1 + day // 2)
    seen = held_look(order, text, at - DAY)
    assert changed.version is not None
    return replace(changed, version=replace(changed.version, capture_id=seen.captures[0].id))
