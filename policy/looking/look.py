"""One look while it is thought through: its arguments, and what every way through it needs of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from policy.looking.alternating import owed
from policy.looking.memory import Sight, is_quiet
from policy.looking.notices import notices
from policy.looking.pace import Pace
from policy.looking.sites import Landing, landing
from policy.looking.states import Settled, move, settled
from policy.model.captures import Failed, Fetched, Outcome, captures_of
from policy.model.looks import Checked, Event, Past, State, Turn
from policy.model.readings import Reading
from policy.model.targets import Order


@dataclass(frozen=True, slots=True)
class Perused:
    """Pages that came, and what they say."""

    outcome: Fetched
    reading: Reading
    skeleton: str = ""  # of their mark-up; empty: it is not known
    surface: str = ""  # the same, of all but what no reading looks at; empty: nobody has asked yet


class Ground(Protocol):
    """What state and rhythm follow from, of a standing as of a footing."""

    @property
    def state(self) -> State: ...
    @property
    def since(self) -> datetime: ...
    @property
    def failures(self) -> int: ...
    @property
    def past(self) -> Past: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What every way through a look needs."""

    order: Order
    outcome: Outcome
    standing: Ground
    now: datetime
    pace: Pace

    def landing(self) -> Landing | None:
        """Where the addresses led; None: a page did not come."""
        return None if isinstance(self.outcome, Failed) else landing(captures_of(self.outcome))

    def seen(self, event: Event, words: str, sign: str = "") -> Sight:
        """What this look showed; `sign` names a failure or a doubt."""
        is_whole = isinstance(self.outcome, Fetched)
        return Sight(self.now, event, sign, words, self.landing(), is_whole=is_whole)

    def turned(self, event: Event, words: str, turn: Turn | None) -> Sight:
        """That this look brought another version, with another text unless `turn` is None."""
        return replace(self.seen(event, words), turn=turn, is_known_text=event is Event.RETURNED)

    def settled(self, sight: Sight) -> Settled:
        return settled(self.standing.state, self.standing.past, sight)

    def next_regular(self, event: Event) -> datetime:
        """The next slot, at the pace this event leads to."""
        target, past = self.order.target, self.standing.past
        interval = self.pace.interval(self.pace.adapted(past, event, target.interval), target.interval)
        return self.pace.regular(target.id, interval, self.now, past.looked_at)

    def checked(self, sight: Sight, next_check_at: datetime | None = None) -> Checked:
        """What the look establishes but for versions; without a time, the next look is at the next slot."""
        past, target = self.standing.past, self.order.target
        after = self.settled(sight)
        late = owed(past, self.now) if not sight.sign and sight.turn is None else None
        return Checked(
            target_id=target.id,
            lease=self.order.lease,
            at=self.now,
            event=sight.event,
            captures=captures_of(self.outcome),
            next_check_at=next_check_at or self.next_regular(sight.news),
            move=move(self.standing.state, after, self.now),
            past=self.pace.adapted(after.past, sight.news, target.interval),
            is_quiet=is_quiet(past, sight),
            owed=late.number if late else None,
            notices=notices(target.id, past, after.past, after.cause, self.now),
        )
