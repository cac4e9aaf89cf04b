"""Logs of looks, made up: by hand, and by Hypothesis."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from policy.looking.memory import Sight
from policy.looking.sites import Landing
from policy.looking.states import settled
from policy.model.captures import Failure
from policy.model.looks import Event, Past, State, Turn
from policy.model.readings import Suspicion

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOME = Landing("https://acme.example/privacy", is_permanent=False, is_foreign=False)
AWAY = Landing("https://acme.example/legal/privacy", is_permanent=True, is_foreign=False)
ABROAD = Landing("https://other.example/privacy", is_permanent=True, is_foreign=True)
TEXTS = "abcd"


def read(at: datetime, place: Landing = HOME) -> Sight:
    return Sight(at, Event.UNCHANGED, words="read and unchanged", landing=place, is_whole=True)


def failed(at: datetime, failure: Failure) -> Sight:
    return Sight(at, Event.FAILED, failure.value, f"{failure.value}: it broke")


def doubtful(at: datetime, doubt: Suspicion) -> Sight:
    return Sight(at, Event.SUSPECT, doubt.value, f"looks like {doubt.value}", HOME, is_whole=True)


def turned(at: datetime, before: str, after: str, number: int, *, is_known: bool = True) -> Sight:
    event = Event.RETURNED if is_known else Event.CHANGED
    turn = Turn(at, before, after, number)
    return Sight(at, event, "", "seen twice", HOME, turn, is_known_text=is_known, is_whole=True)


def walked(sights: Sequence[Sight]) -> list[State]:
    """The state after each look, from the first on."""
    state, known, states = State.NEW, Past(), []
    for sight in sights:
        after = settled(state, known, sight)
        state, known = after.state, after.past
        states.append(state)
    return states


@st.composite
def logs(draw: st.DrawFn) -> list[Sight]:
    """A first look and up to forty others, minutes to a month apart, whatever may come at each."""
    at, text, number = MONDAY, TEXTS[0], 1
    known = {text}
    log = [Sight(at, Event.FIRST, words="read for the first time", landing=HOME, is_whole=True)]
    for _ in range(draw(st.integers(0, 40))):
        at += draw(st.sampled_from([timedelta(minutes=2), HOUR, 6 * HOUR, 12 * HOUR, DAY, 3 * DAY, 8 * DAY, 30 * DAY]))
        match draw(st.sampled_from(["read", "failed", "doubtful", "turned", "missing"])):
            case "read":
                log.append(read(at, draw(st.sampled_from([HOME, HOME, AWAY, ABROAD]))))
            case "failed":
                log.append(failed(at, draw(st.sampled_from(list(Failure)))))
            case "missing":
                log.append(failed(at, draw(st.sampled_from([Failure.NOT_FOUND, Failure.GONE, Failure.DNS]))))
            case "doubtful":
                log.append(doubtful(at, draw(st.sampled_from(list(Suspicion)))))
            case _:
                other = draw(st.sampled_from([one for one in TEXTS if one != text]))
                number += 1
                log.append(turned(at, text, other, number, is_known=other in known))
                text = other
                known.add(other)
    return log
