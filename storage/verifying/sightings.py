"""Bodies of pages that made no version: each is kept and came with a look, or stands among what was let go."""

from collections.abc import Iterator, Sequence

from storage.rows import Members
from storage.tables import sightings
from storage.verifying.faults import Fault, Round, unsealed
from storage.verifying.logs import Log


def faults(turn: Round, target_id: str, log: Log, removals: Sequence[Members]) -> Iterator[Fault]:
    """What is wrong with those of a target."""
    last = len(log.rows) - 1
    for row in turn.stored("SELECT * FROM sightings WHERE target_id = :id ORDER BY seq, sha256", id=target_id):
        digest = row["sha256"].hex()
        where = f"body {digest} of look {row['seq']} of {target_id}"
        yield from unsealed(sightings, row, where)
        if digest not in turn.bodies:
            yield Fault(where, "is not kept, and nothing says that it was let go")
        if not 0 <= row["seq"] <= last:
            yield Fault(where, "came with a look that is not in the log")
    for removal in removals:
        if removal["what"] == "body" and not 0 <= removal["number"] <= last:
            yield Fault(f"removal of the body of look {removal['number']} of {target_id}", "is of no look in the log")
