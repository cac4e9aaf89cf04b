"""Versions read again from their bodies, by the recipe they were read with."""

from collections import Counter
from collections.abc import Iterator

from policy.reading import read, recipe
from storage import readings, standings
from storage.errors import StorageError
from storage.rows import target_of
from storage.verifying.faults import RESTORE, Fault, Round

_COMPARED = ("text_sha256", "title", "languages", "sections")  # quality also hangs on where an address led


def faults(turn: Round) -> Iterator[Fault]:
    """Versions that today's eyes, when they are those of the version, read otherwise than it says."""
    others: Counter[str] = Counter()
    total = turn.count("SELECT count(*) FROM versions")
    kept = "SELECT target_id, number, definition FROM versions JOIN targets ON targets.id = target_id ORDER BY 1, 2"
    for done, row in enumerate(turn.stored(kept), 1):
        turn.report("versions read again", done, total)
        where = f"version {row['number']} of {row['target_id']}"
        try:
            version = readings.version(turn.db, row["target_id"], row["number"])
            options = target_of(row["definition"]).reading
            if version is None or version.reading.recipe != recipe(options):
                others[version.reading.recipe if version else ""] += 1
                continue
            again = read(standings.sources(turn.db, version), options)
        except (StorageError, ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
            yield Fault(where, f"cannot be read again: {error}")
            continue
        turn.counted["versions read again"] += 1
        differing = [one for one in _COMPARED if getattr(version.reading, one) != getattr(again, one)]
        if differing:
            yield Fault(
                where, f"its bodies, read again by {version.reading.recipe}, have other {', '.join(differing)}", RESTORE
            )
    for name, number in sorted(others.items()):
        turn.notes.append(
            f"{number} versions were read by {name or 'nothing'}, which is not here any more: not read again"
        )
