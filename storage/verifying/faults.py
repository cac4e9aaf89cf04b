"""What a verification finds, and what it carries along."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DatabaseError

from storage.rows import Members
from storage.seals import seal_of_stored

RESTORE = "take it from a backup (docs/keeping.md, Damage)"
_STRANGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # what values of another kind bring
LOOK_AGAIN = "it is made right by the next look; if it comes back, report it as a mistake of ours"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written, or does not fit the rest."""

    where: str
    found: str
    remedy: str = RESTORE


Report = Callable[[str, int, int], None]  # of what, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Round:
    """One verification under way, on one moment of the database."""

    db: Connection
    now: datetime
    report: Report
    counted: Counter[str] = field(default_factory=Counter)  # things looked at, by name
    notes: list[str] = field(default_factory=list)  # what could not be looked at, and why
    bodies: set[str] = field(default_factory=set)  # the SHA-256 of each that is kept
    leaves: list[tuple[str, int, str]] = field(default_factory=list)  # each target: its looks, and the last one's link

    def stored(self, question: str, **values: object) -> Iterator[Members]:
        """Rows as they are stored: numbers, text and bytes."""
        for row in self.db.execute(text(question), values).mappings():
            yield dict(row)

    def count(self, question: str) -> int:
        return int(self.db.execute(text(question)).scalar_one())


def unsealed(table: Table, stored: Mapping[str, object], where: str) -> Iterator[Fault]:
    """A fault when the row is not as it was written."""
    if seal_of_stored(table, stored) != stored["seal"]:
        yield Fault(where, "its row is not as it was written: the seal is another one")


def guarded(where: str, found: Iterator[Fault]) -> Iterator[Fault]:
    """The faults; one more when what is kept is so far from what was written that the looking at it ends."""
    try:
        yield from found
    except DatabaseError as error:
        yield Fault(where, f"cannot be looked at: {error.orig}")
    except _STRANGE as error:
        yield Fault(where, f"cannot be looked at, for it is not what we write: {type(error).__name__} {error}")
