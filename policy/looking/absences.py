"""Looks that brought no policy: the page failed, or is not what it was."""

from dataclasses import replace
from datetime import datetime

from policy.looking.memory import run_of
from policy.looking.states import failure_words
from policy.looking.textlook import TextLook
from policy.model.captures import Failed, Failure
from policy.model.looks import Checked, Event, State
from policy.model.readings import Quality

# RFC 9110 §15.5.9 and RFC 8470 §5.2: answers of the moment. Other 4xx are not asked for again before the next slot.
_OF_THE_MOMENT = frozenset({408, 425})
_OF_THE_PAGE = frozenset({Failure.NOT_FOUND, Failure.GONE, Failure.HTTP})


def failed(look: TextLook, outcome: Failed) -> Checked:
    """A page that failed is not a page that changed: nothing but the state moves, and what is held stays held."""
    words = failure_words(outcome.failure, outcome.captures)
    sight = look.seen(Event.FAILED, words, outcome.failure.value)
    again = _again(look, outcome, look.settled(sight).state)
    if outcome.retry_at is not None:
        again = max(again, outcome.retry_at)
    return replace(look.checked(sight, again), held=look.standing.held, validators=look.order.validators)


def suspect(look: TextLook, quality: Quality) -> Checked:
    """A page that does not look like the policy: kept as a capture, never compared."""
    words = "; ".join(quality.notes) or ", ".join(quality.suspicions)
    sight = look.seen(Event.SUSPECT, words, quality.suspicions[0].value)
    state, again = look.settled(sight).state, doubted_again(look, look.standing.failures + 1)
    if state in (State.GONE, State.BLOCKED):
        since = look.standing.since if look.standing.state is state else look.now
        run = run_of(look.standing.past, sight.sign)
        again = look.pace.after_absence(state, run.looks + 1 if run else 1, since, again, look.now)
    return replace(look.checked(sight, again), held=look.standing.held)


def _again(look: TextLook, outcome: Failed, state: State) -> datetime:
    """When a page that did not come is asked for again."""
    pace, standing, interval = look.pace, look.standing, look.order.target.interval
    failures = standing.failures + 1
    slot = look.next_regular(Event.FAILED)
    match state:
        case State.GONE | State.BLOCKED:
            run = run_of(standing.past, outcome.failure.value)
            since = standing.since if standing.state is state else look.now
            return pace.after_absence(state, run.looks + 1 if run else 1, since, slot, look.now)
        case State.SUSPECT:
            return pace.after_doubt(failures, interval, look.now)
        case State.THROTTLED:
            return pace.after_refusals(failures, look.now)
    last = outcome.captures[-1].response if outcome.captures else None
    if outcome.failure in _OF_THE_PAGE and (last is None or last.status not in _OF_THE_MOMENT):
        return slot
    return pace.after_failures(failures, interval, look.now)


def doubted_again(look: TextLook, sightings: int) -> datetime:
    return look.pace.after_doubt(sightings, look.order.target.interval, look.now)
