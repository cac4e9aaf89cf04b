"""Where an outcome leads a target: its states and the plain words of the cause."""

from datetime import datetime, timedelta

from policy.model.captures import Capture, Failure
from policy.model.looks import Move, Standing, State

_STATE_OF = {
    Failure.DNS: State.UNREACHABLE,
    Failure.CONNECT: State.UNREACHABLE,
    Failure.TLS: State.UNREACHABLE,
    Failure.TIMEOUT: State.UNREACHABLE,
    Failure.TRANSPORT: State.UNREACHABLE,
    Failure.REDIRECT: State.UNREACHABLE,
    Failure.ADDRESS: State.BLOCKED,
    Failure.ROBOTS: State.BLOCKED,
    Failure.ROBOTS_UNREACHABLE: State.UNREACHABLE,
    Failure.THROTTLED: State.THROTTLED,
    Failure.BLOCKED: State.BLOCKED,
    Failure.NOT_FOUND: State.UNREACHABLE,
    Failure.GONE: State.UNREACHABLE,
    Failure.SERVER: State.UNREACHABLE,
    Failure.HTTP: State.UNREACHABLE,
    Failure.TOO_LARGE: State.SUSPECT,
    Failure.BOMB: State.SUSPECT,
    Failure.TYPE: State.SUSPECT,
    Failure.EMPTY: State.SUSPECT,
    Failure.STOPPED: State.UNREACHABLE,
}
# A page that is missing is gone only when it stays missing: a deploy or a broken rule also answers 404 or 410.
_GONE_AFTER = {Failure.NOT_FOUND: (3, timedelta(hours=72)), Failure.GONE: (2, timedelta(hours=24))}


def failed_state(failure: Failure, standing: Standing, now: datetime) -> State:
    """The state after one more failed attempt."""
    needed, span = _GONE_AFTER.get(failure, (0, timedelta()))
    missing_since = standing.last_good or standing.since
    if needed and standing.failures + 1 >= needed and now - missing_since >= span:
        return State.GONE
    if standing.state is State.GONE and failure in _GONE_AFTER:
        return State.GONE
    return _STATE_OF[failure]


def failure_words(failure: Failure, captures: tuple[Capture, ...]) -> str:
    """The failure by name, with the detail of the attempt that failed."""
    detail = next((capture.detail for capture in captures if capture.failure is failure and capture.detail), "")
    return f"{failure.value}: {detail}" if detail else failure.value


def move(standing: Standing, state: State, cause: str, now: datetime) -> Move | None:
    """The record of a change of state; None: the target stays where it was."""
    return None if state is standing.state else Move(standing.state, state, cause, now)
