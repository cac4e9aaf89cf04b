"""Every target: its row, its log, its moves, its texts, and whether they tell one story."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from policy.comparing import links_sha256
from policy.model.looks import READ
from storage import pasts, readings
from storage.columns import microseconds
from storage.errors import DamagedError
from storage.rows import Members, target_of
from storage.schedule import host_hash
from storage.tables import metadata, moves, targets
from storage.verifying import findable, logs, sightings, texts
from storage.verifying.faults import LOOK_AGAIN, Fault, Round, guarded, unsealed
from storage.verifying.logs import Log
from storage.verifying.texts import Texts

_FARTHEST = timedelta(days=62)  # no look is farther away: monthly, half as late again, and what a host may wish
_OF_TARGETS = tuple(table.name for table in metadata.sorted_tables if "target_id" in table.c)
_PAUSED, _NEW = "paused", "new"


def faults(turn: Round) -> Iterator[Fault]:
    """What is wrong with each target in turn."""
    total = turn.count("SELECT count(*) FROM targets")
    for done, row in enumerate(list(turn.stored("SELECT * FROM targets ORDER BY id")), 1):
        yield from guarded(f"target {row['id']}", _target(turn, row))
        turn.counted["targets"] += 1
        turn.report("targets", done, total)
    for table in _OF_TARGETS:
        lost = turn.count(f"SELECT count(*) FROM {table} WHERE target_id NOT IN (SELECT id FROM targets)")  # noqa: S608 – names of ours
        if lost:
            yield Fault(table, f"{lost} rows are of targets that are not there")
    lost = turn.count("SELECT count(*) FROM passages WHERE shelf NOT IN (SELECT id FROM shelves)")
    if lost:
        yield Fault("passages", f"{lost} rows are of shelves that are not there")


def _target(turn: Round, row: Members) -> Iterator[Fault]:
    name = row["id"]
    yield from unsealed(targets, row, f"target {name}")
    log = Log(list(turn.stored("SELECT * FROM looks WHERE target_id = :id ORDER BY seq", id=name)))
    removals = list(turn.stored("SELECT * FROM removals WHERE target_id = :id ORDER BY number", id=name))
    kept = Texts(name, _numbered(turn, "versions", name), _numbered(turn, "changes", name), removals)
    yield from logs.faults(name, log, kept.wrote())
    yield from texts.faults(turn, kept, log)
    yield from findable.faults(turn, kept)
    yield from sightings.faults(turn, name, log, removals)
    turn.counted["looks"] += len(log.rows)
    turn.leaves.append((name, row["looks"], log.head or ""))
    moved = list(turn.stored("SELECT * FROM moves WHERE target_id = :id ORDER BY seq", id=name))
    for found in (_moves(name, row, moved), _sums(row, log, kept, moved), _log_and_row(row, log, moved)):
        yield from found
    yield from _said_again(row, kept)
    yield from _schedule(turn.now, row)
    yield from _words(turn, row)


def _numbered(turn: Round, table: str, target_id: str) -> dict[int, Members]:
    rows = turn.stored(f"SELECT * FROM {table} WHERE target_id = :id ORDER BY number", id=target_id)  # noqa: S608 – names of ours
    return {row["number"]: row for row in rows}


def _sums(row: Members, log: Log, kept: Texts, moved: list[Members]) -> Iterator[Fault]:
    """The row counts what there is."""
    last = max(kept.versions, default=0)
    counted = {
        "looks": len(log.rows),
        "moves": len(moved),
        "versions": last,
        "changes": len(kept.changes) + kept.removed_changes(),
    }
    for name, number in counted.items():
        if row[name] != number:
            yield Fault(f"target {row['id']}", f"counts {row[name]} {name}, and there are {number}")
    head = row["head"].hex() if row["head"] is not None else None
    if head != log.head:
        yield Fault(f"target {row['id']}", "the log does not end with the look that its row names")


def _moves(name: str, row: Members, moved: list[Members]) -> Iterator[Fault]:
    """Each move begins where the one before ended, and the last led to where the target stands."""
    state = _NEW
    for place, move in enumerate(moved):
        where = f"move {move['seq']} of {name}"
        yield from unsealed(moves, move, where)
        if (move["seq"], move["before"]) != (place, state):
            yield Fault(where, f"begins at {move['before']!r} as number {place}, where {state!r} was reached")
        state = move["after"]
    last = moved[-1] if moved else None
    stands = (row["state"], row["since"], row["cause"])
    if last is not None and stands != (last["after"], last["at"], last["cause"]):
        yield Fault(f"target {name}", f"stands at {row['state']!r}, and its last move led to {last['after']!r}")
    if last is None and row["state"] != _NEW:
        yield Fault(f"target {name}", f"stands at {row['state']!r}, and never moved")


def _log_and_row(row: Members, log: Log, moved: list[Members]) -> Iterator[Fault]:
    """What the row says of the last look is what the log says."""
    where = f"target {row['id']}"
    if not log.rows:
        return
    last = log.rows[-1]
    by_looks = [move["after"] for move in moved if _PAUSED not in (move["before"], move["after"])]
    if last["state"] != (by_looks[-1] if by_looks else _NEW):
        yield Fault(where, f"the last look left it {last['state']!r}, and its moves say otherwise")
    if (last["version"] or 0) != row["versions"]:
        yield Fault(where, f"version {row['versions']} is in force, and the last look says {last['version']}")
    good = [look["at"] for look in log.rows if look["event"] in READ]
    for said, logged in ((row["last_checked"], last["at"]), (row["last_good"], good[-1] if good else None)):
        # Earlier than the log's: the clock was ahead then, and has been set back.
        if said != logged and (said is None or logged is None or said > logged):
            yield Fault(where, "was looked at, or read, at another time than the log says")


def _said_again(row: Members, kept: Texts) -> Iterator[Fault]:
    """What the row has of the reading in force is what that reading has."""
    number, reading = kept.latest or (0, None)
    if reading is None or number != row["versions"]:
        return  # there is none, or it cannot be read, which is said of the version
    if row["recipe"] not in (None, reading.recipe):
        yield Fault(f"target {row['id']}", "has another recipe than its version in force")
    if row["links_sha256"] is not None and row["links_sha256"].hex() != links_sha256(reading.links):
        yield Fault(f"target {row['id']}", "has another SHA-256 of links than its version in force")


def _schedule(now: datetime, row: Members) -> Iterator[Fault]:
    """A target that is watched comes up again."""
    where = f"target {row['id']}"
    if (row["due_at"] is None) != (row["state"] == _PAUSED):
        yield Fault(where, f"is {row['state']!r} and due at {row['due_at']}")
    elif row["due_at"] is not None:
        latest = microseconds(now + _FARTHEST)
        if row["lease"] is None and row["due_at"] != row["next_check_at"]:
            yield Fault(where, "is due at another time than its next look", LOOK_AGAIN)
        if not 0 <= row["due_at"] <= latest or not 0 <= row["next_check_at"] <= latest:
            yield Fault(where, "is not looked at for months", "set the clock right; the daemon then makes it due")


def _words(turn: Round, row: Members) -> Iterator[Fault]:
    """What is kept as JSON can be read, and agrees with the columns beside it."""
    where = f"target {row['id']}"
    try:
        target = target_of(row["definition"])
        pasts.read(row["past"])
    except (DamagedError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield Fault(where, f"its definition or its past cannot be read: {error}")
        return
    if (target.id, target.service, host_hash(target.urls[0])) != (row["id"], row["service"], row["host_hash"]):
        yield Fault(where, "its definition is of another target")
    for held in turn.stored("SELECT base FROM held WHERE target_id = :id", id=row["id"]):
        if held["base"] not in (None, row["versions"]):
            yield Fault(
                f"the text held for {row['id']}", f"is a patch of version {held['base']}, which is not in force"
            )
    try:
        readings.held_text(turn.db, row["id"])
    except (DamagedError, ValueError, KeyError, TypeError) as error:
        yield Fault(f"the text held for {row['id']}", f"cannot be read: {error}")
