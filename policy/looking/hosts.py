"""What the failures of one host's targets say of the host: when to come back to any of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.looking.pace import Pace
from policy.model.captures import Failed, Failure, Outcome

_REFUSED = frozenset({Failure.THROTTLED, Failure.BLOCKED})
_OUT_OF_REACH = frozenset({Failure.DNS, Failure.CONNECT, Failure.TLS, Failure.TIMEOUT, Failure.TRANSPORT})
_REFUSALS = 3  # targets refused one after the other: the host does not want us
_PEACE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class HostTrouble:
    """The trouble with a host since it last gave a page; none of it: it gave one."""

    refused: frozenset[str] = frozenset()  # targets
    failures: int = 0  # times it was out of reach, targets that failed together counted once
    until: datetime | None = None  # nobody need come before; None: whenever they like
    is_shut: bool = False  # it refused too many, and is left alone

    @property
    def is_none(self) -> bool:
        return not self.refused and not self.failures


def after_look(trouble: HostTrouble, target_id: str, outcome: Outcome, now: datetime, pace: Pace) -> HostTrouble:
    """The trouble with a host after a look at one of its targets; the first page it gives ends it."""
    if not isinstance(outcome, Failed):
        return HostTrouble()
    if outcome.failure in _REFUSED and _was_asked(outcome):
        refused = trouble.refused | {target_id}
        if len(refused) < _REFUSALS:
            return HostTrouble(refused, trouble.failures, trouble.until)
        return HostTrouble(refused, trouble.failures, now + _PEACE, is_shut=True)
    is_waited_for = trouble.until is not None and now < trouble.until
    if outcome.failure not in _OUT_OF_REACH or is_waited_for:
        return trouble
    failures = trouble.failures + 1
    again = pace.after_refusals(failures - 1, now) if failures > 1 else now + pace.confirm_after
    return HostTrouble(trouble.refused, failures, again)


def _was_asked(outcome: Failed) -> bool:
    """Whether the refusal is the host's own; where we already leave it alone, no request was made."""
    return any(capture.response is not None for capture in outcome.captures)
