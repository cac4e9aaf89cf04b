"""Where a look leads its target: one state for everything that is remembered of its looks, and the cause of a move.

A state is a function of the log alone, so that it can be worked out again from it. What enters, confirms and leaves
each state is said in `docs/states.md`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.looking.alternating import is_flapping
from policy.looking.memory import Sight, remember, run_of
from policy.model.captures import Capture, Failure
from policy.model.looks import Event, Move, Past, Run, State
from policy.model.readings import Suspicion

_UNREACHABLE = (
    Failure.DNS,
    Failure.CONNECT,
    Failure.TLS,
    Failure.TIMEOUT,
    Failure.TRANSPORT,
    Failure.REDIRECT,
    Failure.ROBOTS_UNREACHABLE,
    Failure.NOT_FOUND,
    Failure.GONE,
    Failure.SERVER,
    Failure.HTTP,
)
_STATE_OF = {
    **dict.fromkeys(_UNREACHABLE, State.UNREACHABLE),
    Failure.ADDRESS: State.BLOCKED,
    Failure.ROBOTS: State.BLOCKED,
    Failure.BLOCKED: State.BLOCKED,
    Failure.THROTTLED: State.THROTTLED,
    Failure.TOO_LARGE: State.SUSPECT,
    Failure.BOMB: State.SUSPECT,
    Failure.TYPE: State.SUSPECT,
    Failure.EMPTY: State.SUSPECT,
}
# A page that is missing is gone only when it stays missing: a deploy or a broken rule answers 404 or 410 too. A name
# that has no address may be our own resolver's trouble, and gets a week.
_GONE_AFTER = {
    Failure.GONE.value: (2, timedelta(hours=24)),
    Failure.NOT_FOUND.value: (3, timedelta(hours=72)),
    Suspicion.PARKED.value: (3, timedelta(hours=72)),
    Failure.DNS.value: (3, timedelta(days=7)),
}
_WALLS = (Suspicion.CONSENT_WALL.value, Suspicion.LOGIN_WALL.value, Suspicion.BOT_WALL.value)
_WALLED_AFTER = 3  # looks: the first, and the two that confirm it
_MOVED_AFTER = (3, timedelta(hours=24))
_MOVED_AWAY_AFTER = (3, timedelta(hours=72))  # to another owner: as long as any startling thing


@dataclass(frozen=True, slots=True)
class Settled:
    """What a look makes of its target: the state, why, and all that is remembered."""

    state: State
    cause: str
    past: Past


def settled(state: State, past: Past, sight: Sight) -> Settled:
    """The state after one more look, with its cause; a paused target stays paused, and a look stopped says nothing."""
    if state is State.PAUSED or sight.sign == Failure.STOPPED:
        return Settled(state, "", past)
    known = remember(past, sight)
    after = state_of(known, sight)
    return Settled(after, _cause(state, after, known, sight), known)


def state_of(past: Past, sight: Sight) -> State:
    """The state, from all that is remembered and the last look."""
    if sight.sign:
        return _state_in_trouble(past, sight.sign)
    alternates = is_flapping(past.turns, sight.at)
    if sight.news in (Event.CHANGED, Event.RETURNED):
        return State.FLAPPING if alternates else State.CHANGED
    if past.on_trial:
        return State.SUSPECT
    return _state_elsewhere(past, sight) or (State.FLAPPING if alternates else State.OK)


def _state_in_trouble(past: Past, sign: str) -> State:
    if any(_is_over(run_of(past, missing), limits) for missing, limits in _GONE_AFTER.items()):
        return State.GONE
    run = run_of(past, sign)
    if sign in _WALLS and run is not None and run.looks >= _WALLED_AFTER:
        return State.BLOCKED
    known = {failure.value: state for failure, state in _STATE_OF.items()}
    return known.get(sign, State.SUSPECT)


def _state_elsewhere(past: Past, sight: Sight) -> State | None:
    """The state of a document that is found at another place; None: it is at home, or not known to stay away."""
    place = sight.landing
    if past.landing is None or place is None:
        return None
    if place.is_strange(past.home):
        return State.MOVED if _is_over(past.landing, _MOVED_AWAY_AFTER) else State.SUSPECT
    return State.MOVED if _is_over(past.landing, _MOVED_AFTER) else None


def _is_over(run: Run | None, limits: tuple[int, timedelta]) -> bool:
    looks, span = limits
    return run is not None and run.looks >= looks and run.last - run.since >= span


def _cause(before: State, after: State, past: Past, sight: Sight) -> str:
    """Why the target is where it is, in plain words."""
    if sight.sign:
        run = run_of(past, sight.sign)
        often = f"; {run.looks} times since {run.since:%Y-%m-%d %H:%M} UTC" if run and run.looks > 1 else ""
        is_firm = after in (State.GONE, State.BLOCKED)
        return f"{sight.words}{often if is_firm else ''}"
    match after:
        case State.FLAPPING:
            texts = {turn.before for turn in past.turns} | {turn.after for turn in past.turns}
            return f"alternates between {len(texts)} texts: {len(past.turns)} changes since {past.turns[0].at:%Y-%m-%d}"
        case State.MOVED:
            return f"found at {past.landing.sign if past.landing else ''} since {_since(past.landing)}"
        case State.SUSPECT if past.on_trial:
            return f"read as before; {past.on_trial} more such looks are wanted"
        case State.SUSPECT:
            return f"redirected to another site, {past.landing.sign if past.landing else ''}"
        case State.OK if before in _LEAVING:
            return _LEAVING[before]
    return sight.words


_LEAVING = {
    State.SUSPECT: "read as before several times in a row",
    State.FLAPPING: "the same text for 14 days",
    State.MOVED: "the redirect has ended",
    State.UNREACHABLE: "read again",
    State.THROTTLED: "read again",
    State.BLOCKED: "read again",
    State.GONE: "read again",
}


def _since(run: Run | None) -> str:
    return f"{run.since:%Y-%m-%d}" if run else ""


def failure_words(failure: Failure, captures: tuple[Capture, ...]) -> str:
    """The failure by name, with the detail of the attempt that failed."""
    detail = next((capture.detail for capture in captures if capture.failure is failure and capture.detail), "")
    return f"{failure.value}: {detail}" if detail else failure.value


def move(before: State, after: Settled, now: datetime) -> Move | None:
    """The record of a change of state; None: the target stays where it was."""
    return None if after.state is before else Move(before, after.state, after.cause, now)
