"""Whether a round of failures is the targets' fault or our own network's: blame yourself first."""

from dataclasses import dataclass, replace
from datetime import timedelta

from policy.looking.pace import Pace
from policy.model.captures import Failed, Failure, Outcome
from policy.model.looks import Checked, Footing, Standing, State
from policy.model.targets import Order

_NETWORK = frozenset(
    {
        Failure.DNS,
        Failure.CONNECT,
        Failure.TLS,
        Failure.TIMEOUT,
        Failure.TRANSPORT,
        Failure.ROBOTS_UNREACHABLE,
    }
)
_TROUBLED = (State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.SUSPECT, State.GONE)
_ENOUGH = 10  # looks that can bear witness
_SHARE = 0.2  # of the targets known, lost in one round
_SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The looks of a round that tell something of our network: targets long in trouble tell nothing."""

    reached: int = 0
    lost: int = 0  # read before, and now out of reach
    unknown: int = 0  # never read yet, and out of reach

    @property
    def are_enough(self) -> bool:
        return self.reached + self.lost + self.unknown >= _ENOUGH

    @property
    def is_our_network(self) -> bool:
        """More than a fifth of enough looks failed; those never read count only when nothing at all was reached."""
        if not self.reached:
            return self.are_enough
        known = self.reached + self.lost
        return known >= _ENOUGH and self.lost > _SHARE * known

    def with_those_of(self, other: "Witnesses") -> "Witnesses":
        return Witnesses(self.reached + other.reached, self.lost + other.lost, self.unknown + other.unknown)


def is_out_of_reach(outcome: Outcome) -> bool:
    """Whether the network may be why no page came; where there is a time to come back, a host said so, or was not even
    asked."""
    return isinstance(outcome, Failed) and outcome.failure in _NETWORK and outcome.retry_at is None


def witnesses(reached: int, lost: tuple[Footing | Standing, ...]) -> Witnesses:
    """What a round says, from the looks that got an answer and the standings of those that got none."""
    fresh = [standing for standing in lost if standing.state not in _TROUBLED]
    known = sum(standing.was_read for standing in fresh)
    return Witnesses(reached, known, len(fresh) - known)


def held_still(checked: Checked, order: Order, standing: Footing | Standing, pace: Pace) -> Checked:
    """The look as it is kept when the fault is ours: the attempt stands in the log, the target stays where it was, and
    is looked at again within the hour."""
    soon = pace.regular(order.target.id, min(_SOON, order.target.interval), checked.at)
    again = min(checked.next_check_at, soon)
    return replace(checked, move=None, past=standing.past, notices=(), next_check_at=again)
