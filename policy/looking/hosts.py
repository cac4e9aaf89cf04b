"""What the failures of one host's targets say of the host: when to come back to any of them."""

from dataclasses import replace
from datetime import datetime, timedelta

from policy.looking.pace import Pace
from policy.model.captures import Failed, Failure, Outcome
from policy.model.hosts import HostTrouble

_REFUSED = frozenset({Failure.THROTTLED, Failure.BLOCKED})
_NOBODY_THERE = frozenset({Failure.DNS, Failure.CONNECT, Failure.TLS})  # whichever page is asked for
_OUT_OF_REACH = _NOBODY_THERE | {Failure.TIMEOUT, Failure.TRANSPORT}
_REFUSALS = 3  # targets refused one after the other: the host does not want us
_CONFIRMED = 2  # times nobody was there, after which the host itself is taken to be away
_PEACE = timedelta(hours=24)


def after_look(trouble: HostTrouble, target_id: str, outcome: Outcome, now: datetime, pace: Pace) -> HostTrouble:
    """The trouble with a host after a look at one of its targets; the first page it gives ends it."""
    if not isinstance(outcome, Failed):
        return HostTrouble()
    if outcome.failure in _REFUSED and _was_asked(outcome):
        refused = tuple(sorted({*trouble.refused, target_id}))
        if len(refused) < _REFUSALS:
            return replace(trouble, refused=refused)
        return replace(trouble, refused=refused, until=now + _PEACE, is_shut=True)
    is_waited_for = trouble.until is not None and now < trouble.until
    if outcome.failure not in _OUT_OF_REACH or is_waited_for:
        return trouble
    failures = trouble.failures + 1
    again = pace.after_refusals(failures - 1, now) if failures > 1 else now + pace.confirm_after
    is_away = failures >= _CONFIRMED and outcome.failure in _NOBODY_THERE
    return HostTrouble(trouble.refused, failures, again, is_away=is_away)


def _was_asked(outcome: Failed) -> bool:
    """Whether the refusal is the host's own; where we already leave it alone, no request was made."""
    return any(capture.response is not None for capture in outcome.captures)
