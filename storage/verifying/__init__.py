"""Verifies a whole archive: bytes against their hash, rows against their seal and each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.heads import Head
from storage import engines
from storage.heads import Leaf, root
from storage.schema import require_current
from storage.verifying import bodies, facts, heads, house, mail, readers, rereading, watched
from storage.verifying.faults import Fault, Report, Round, guarded

__all__ = ["Fault", "Report", "Summary", "Verification"]

# In the order they are made: the later ones use what the earlier have learnt.
CHECKS: tuple[tuple[str, Callable[[Round], Iterator[Fault]]], ...] = (
    ("the database", house.database),
    ("bodies", bodies.faults),
    ("targets", watched.faults),
    ("outbox", mail.faults),
    ("subscriptions", readers.faults),
    ("memory", house.memory),
)
_REREADING = (("readings", rereading.faults), ("facts", facts.faults))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a verification went through."""

    counted: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    leaves: tuple[Leaf, ...]

    @property
    def head(self) -> str:
        """One hash for the logs of all targets."""
        return root(self.leaves)


class Verification:
    """One verification of the archive at that address, on one moment of it; writers are not kept waiting."""

    def __init__(self, url: str, now: datetime, report: Report = lambda _what, _done, _total: None) -> None:
        self._url = url
        self._now = now
        self._report = report
        self.summary = Summary((), (), ())  # of what the faults were looked for in, once they were

    def faults(
        self, *, rereads: bool = True, earlier: Sequence[Leaf] = (), printed: Sequence[Head] = ()
    ) -> Iterator[Fault]:
        """Everything that is wrong, as it is found. `rereads`: read every version again from its bodies; `earlier`
        and `printed`: heads kept elsewhere, from which the logs must go on. Raises SchemaError unless the tables are
        today's."""
        require_current(self._url)
        engine = engines.examiner(self._url)
        try:
            with engine.begin() as db:
                turn = Round(db, self._now, self._report)
                yield from faults(turn, rereads=rereads, earlier=earlier)
                yield from guarded("heads", heads.printed(turn, printed))
                self.summary = Summary(tuple(sorted(turn.counted.items())), tuple(turn.notes), tuple(turn.leaves))
        finally:
            engine.dispose()


def faults(turn: Round, *, rereads: bool, earlier: Sequence[Leaf] = ()) -> Iterator[Fault]:
    """What is wrong on one moment of a database."""
    for name, check in CHECKS + (_REREADING if rereads else ()):
        yield from guarded(name, check(turn))
    yield from guarded("heads", heads.against(turn, earlier))
