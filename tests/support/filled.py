"""A small archive with something in every table, as the monitor would have left it."""

from dataclasses import replace
from datetime import datetime

from policy.facts.statements import stated
from policy.model.looks import Checked, Move, State
from policy.model.readings import Reading
from policy.model.targets import Order
from policy.retention import Retention
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

ACME, BOLT, CRUX, DOLE = target("acme"), target("bolt"), target("crux"), target("dole")
READERS = (subscriber("ann"), subscriber("ben"), subscriber("cid"))
ODD = "a\0 b \ud800 ß"  # what the database keeps otherwise than it was said
DAYS = 8
LATER = MONDAY + 60 * DAY  # when all that may be let go may be
LONG = ("All of it", *(f"Clause {number} of the terms stays as it is." for number in range(40)))


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


def fill_more(url: str) -> None:
    """The same, and a fourth target that nobody is told of: of its six versions the middle ones were let go, the words
    of two sections came and went, and the facts of the last are known."""
    fill(url)
    archive = open_archive(url)
    archive.enlist([ACME, BOLT, DOLE], MONDAY + DAYS * DAY)
    for day in range(6):
        at = MONDAY + (DAYS + 1 + day) * DAY
        contact = f"Write to privacy{day // 2}@dole.example."
        text = reading(("Retention", f"We keep your name for {day // 2 + 1} years."), ("Contact", contact), LONG)
        (first,) = archive.claim([DOLE.id], at, HOUR)
        if day == 0:
            archive.record(_stating(first_look(first, text, at)), [])
            continue
        archive.record(seen := held_look(first, text, at), [])
        (second,) = archive.claim([DOLE.id], at + HOUR, HOUR)
        look = changed_look(second, text, at + HOUR, day + 1)
        assert look.version is not None
        version = replace(look.version, capture_id=seen.captures[0].id)
        archive.record(_stating(replace(look, version=version)), [])
    archive.tidy(DOLE.id, Retention(DAY, keep_last=2), LATER)
    archive.close()


def _stating(look: Checked) -> Checked:
    assert look.version is not None
    return replace(look, stated=stated(look.version.number, look.version.reading, ("Dole",)))


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
