"""The facts of versions in force, found again by today's extractors where they found those that are kept."""

from collections.abc import Iterator

from policy.facts.statements import eyes, stated
from storage import readings, statements
from storage.errors import StorageError
from storage.rows import Members, target_of
from storage.verifying.faults import Fault, Round

_REMEDY = "take it from a backup, or remove its row from `stated`: the next look finds all of it again"
_KEPT = (
    "SELECT stated.target_id, stated.number, stated.eyes, targets.definition, targets.versions "
    "FROM stated JOIN targets ON targets.id = stated.target_id ORDER BY 1"
)


def faults(turn: Round) -> Iterator[Fault]:
    """What is kept of a version and is not what it states."""
    kept, others = list(turn.stored(_KEPT)), 0
    for done, row in enumerate(kept, 1):
        turn.report("facts found again", done, len(kept))
        if row["number"] != row["versions"]:
            what = f"are of version {row['number']}, and version {row['versions']} is in force"
            yield Fault(f"facts of {row['target_id']}", what, _REMEDY)
        if row["eyes"] == eyes():
            yield from _found_again(turn, row)
        else:
            others += 1
    lost = turn.count("SELECT count(*) FROM facts WHERE target_id NOT IN (SELECT target_id FROM stated)")
    if lost:
        yield Fault("facts", f"{lost} are of documents whose facts are not known", _REMEDY)
    if others:
        turn.notes.append(f"facts of {others} versions were found by another edition of the extractors: not checked")


def _found_again(turn: Round, row: Members) -> Iterator[Fault]:
    """A fault where what is kept is not what today's extractors find; none where there is no version to find it in,
    which is said of the versions."""
    where = f"facts of {row['target_id']}"
    try:
        version, target = readings.version(turn.db, row["target_id"], row["number"]), target_of(row["definition"])
        if version is None:
            return
        found = stated(version.number, version.reading, (target.service_name, *target.brands))
        is_kept = statements.is_kept(turn.db, row["target_id"], found)
    except (StorageError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield Fault(where, f"cannot be found again: {error}", _REMEDY)
        return
    turn.counted["facts found again"] += 1
    if not is_kept:
        yield Fault(where, f"are not those that version {row['number']} states", _REMEDY)
