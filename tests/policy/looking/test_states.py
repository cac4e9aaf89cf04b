"""The states of a target, as the log of its looks leads through them."""

import os
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.looking.alternating import is_flapping, owed
from policy.looking.memory import MISSING, Sight, folded, is_quiet, remember
from policy.looking.states import settled, state_of
from policy.model.captures import Failure
from policy.model.codec import decode, encode
from policy.model.looks import Event, Past, State, Turn
from policy.model.readings import Suspicion
from tests.policy.looking.sightings import ABROAD, AWAY, DAY, HOUR, MONDAY, doubtful, failed, logs, read, turned, walked

MINUTE = timedelta(minutes=1)
LOGS = int(os.environ.get("CLAUSEWATCH_TEST_LOGS", "120"))  # for each law
TROUBLED = (State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.SUSPECT, State.GONE)


def alternation(start: datetime, turns: int, apart: timedelta = DAY, texts: str = "ab") -> list[Sight]:
    """A document that goes round its texts."""
    letters = [texts[turn % len(texts)] for turn in range(turns + 1)]
    return [
        turned(start + turn * apart, letters[turn], letters[turn + 1], turn + 2, is_known=turn + 1 >= len(texts))
        for turn in range(turns)
    ]


def test_a_target_never_read_is_new_until_it_is_read_or_fails() -> None:
    first = Sight(MONDAY, Event.FIRST, landing=AWAY)
    assert walked([first]) == [State.OK]
    assert walked([failed(MONDAY, Failure.TIMEOUT), first]) == [State.UNREACHABLE, State.OK]


@pytest.mark.parametrize("failure", [Failure.TIMEOUT, Failure.SERVER, Failure.THROTTLED, Failure.BLOCKED])
def test_one_good_look_ends_a_failure(failure: Failure) -> None:
    states = walked([read(MONDAY), *(failed(MONDAY + n * DAY, failure) for n in range(1, 9)), read(MONDAY + 9 * DAY)])
    assert states[-2] in TROUBLED
    assert states[-1] is State.OK


# The rows of docs/states.md: where each trouble leads at once, and where when it stays for a month of daily looks.
ROWS: dict[Failure | Suspicion, tuple[State, State]] = {
    **dict.fromkeys(Suspicion, (State.SUSPECT, State.SUSPECT)),
    **dict.fromkeys((Suspicion.CONSENT_WALL, Suspicion.LOGIN_WALL, Suspicion.BOT_WALL), (State.SUSPECT, State.BLOCKED)),
    Suspicion.PARKED: (State.SUSPECT, State.GONE),
    **dict.fromkeys(Failure, (State.UNREACHABLE, State.UNREACHABLE)),
    **dict.fromkeys((Failure.DNS, Failure.NOT_FOUND, Failure.GONE), (State.UNREACHABLE, State.GONE)),
    **dict.fromkeys((Failure.BLOCKED, Failure.ROBOTS, Failure.ADDRESS), (State.BLOCKED, State.BLOCKED)),
    **dict.fromkeys((Failure.TOO_LARGE, Failure.BOMB, Failure.TYPE, Failure.EMPTY), (State.SUSPECT, State.SUSPECT)),
    Failure.THROTTLED: (State.THROTTLED, State.THROTTLED),
    Failure.STOPPED: (State.OK, State.OK),  # nobody's trouble
}


@pytest.mark.parametrize("trouble", ROWS)
def test_each_trouble_leads_where_the_table_says_and_one_way_out(trouble: Failure | Suspicion) -> None:
    days = [MONDAY + n * DAY for n in range(1, 31)]
    log = [failed(at, trouble) if isinstance(trouble, Failure) else doubtful(at, trouble) for at in days]
    well = [read(days[-1] + n * DAY) for n in range(1, 4)]
    first, *_, last = walked([read(MONDAY), *log])[1:]
    assert (first, last) == ROWS[trouble]
    assert walked([read(MONDAY), *log, *well])[-1] is State.OK


def test_a_change_is_a_state_until_the_next_look() -> None:
    assert walked([turned(MONDAY, "a", "b", 2, is_known=False), read(MONDAY + DAY)]) == [State.CHANGED, State.OK]


@pytest.mark.parametrize(
    ("failure", "looks", "span"),
    [
        (Failure.NOT_FOUND, 3, 72 * HOUR),
        (Failure.GONE, 2, 24 * HOUR),
        (Failure.DNS, 3, 7 * DAY),
    ],
)
def test_a_missing_page_is_gone_after_so_many_looks_over_so_long(failure: Failure, looks: int, span: timedelta) -> None:
    early = [failed(MONDAY + n * MINUTE, failure) for n in range(looks + 3)]
    assert walked([*early, failed(MONDAY + span - MINUTE, failure)])[-1] is State.UNREACHABLE
    assert walked([early[0], failed(MONDAY + span, failure)])[-1] is (State.GONE if looks == 2 else State.UNREACHABLE)
    assert walked([*early[: looks - 1], failed(MONDAY + span, failure)])[-1] is State.GONE


def test_failures_of_another_kind_are_no_sign_that_a_page_is_gone() -> None:
    log = [failed(MONDAY + n * DAY, Failure.SERVER) for n in range(40)]
    assert State.GONE not in walked([*log, failed(MONDAY + 41 * DAY, Failure.NOT_FOUND)])


def test_a_page_read_in_between_begins_the_count_anew() -> None:
    missing = [failed(MONDAY + n * 36 * HOUR, Failure.NOT_FOUND) for n in range(2)]
    again = failed(MONDAY + 5 * DAY, Failure.NOT_FOUND)
    assert walked([*missing, again])[-1] is State.GONE
    assert walked([*missing, read(MONDAY + 4 * DAY), again])[-1] is State.UNREACHABLE


def test_a_parked_domain_is_gone_when_it_stays_parked() -> None:
    log = [doubtful(MONDAY + n * 36 * HOUR, Suspicion.PARKED) for n in range(3)]
    assert walked(log) == [State.SUSPECT, State.SUSPECT, State.GONE]


def test_what_is_gone_comes_back_with_one_good_look() -> None:
    log = [failed(MONDAY + n * DAY, Failure.GONE) for n in range(3)]
    assert walked([*log, failed(MONDAY + 4 * DAY, Failure.TIMEOUT), read(MONDAY + 5 * DAY)])[-2:] == [
        State.GONE,
        State.OK,
    ]


def test_a_doubted_page_is_trusted_after_three_clean_looks() -> None:
    log = [doubtful(MONDAY, Suspicion.CONSENT_WALL), *(read(MONDAY + n * DAY) for n in range(1, 5))]
    assert walked(log) == [State.SUSPECT, State.SUSPECT, State.SUSPECT, State.OK, State.OK]


def test_a_failure_in_between_does_not_clear_a_doubt() -> None:
    log = [
        doubtful(MONDAY, Suspicion.MAINTENANCE), failed(MONDAY + HOUR, Failure.TIMEOUT), read(MONDAY + 2 * HOUR),
    ]  # fmt: skip
    assert walked(log) == [State.SUSPECT, State.UNREACHABLE, State.SUSPECT]


def test_a_wall_seen_three_times_blocks() -> None:
    log = [doubtful(MONDAY + n * HOUR, Suspicion.BOT_WALL) for n in range(3)]
    assert walked(log) == [State.SUSPECT, State.SUSPECT, State.BLOCKED]


def test_a_document_found_elsewhere_three_times_over_a_day_has_moved() -> None:
    log = [read(MONDAY), *(read(MONDAY + DAY + n * 12 * HOUR, AWAY) for n in range(3)), read(MONDAY + 9 * DAY)]
    assert walked(log) == [State.OK, State.OK, State.OK, State.MOVED, State.OK]


def test_an_address_that_always_led_elsewhere_has_not_moved() -> None:
    log = [read(MONDAY + n * DAY, AWAY) for n in range(6)]
    assert walked(log) == [State.OK] * 6


def test_a_document_found_at_another_owners_is_doubtful_and_moved_after_three_days() -> None:
    log = [read(MONDAY), *(read(MONDAY + n * DAY, ABROAD) for n in range(1, 5))]
    assert walked(log) == [State.OK, State.SUSPECT, State.SUSPECT, State.SUSPECT, State.MOVED]


def test_three_turns_in_a_week_among_three_texts_are_flapping() -> None:
    assert walked(alternation(MONDAY, 3))[-1] is State.FLAPPING
    assert walked(alternation(MONDAY, 3, texts="abc"))[-1] is State.FLAPPING


def test_a_document_that_is_being_edited_is_not_flapping() -> None:
    assert State.FLAPPING not in walked(alternation(MONDAY, 3, texts="abcd"))
    assert State.FLAPPING not in walked(alternation(MONDAY, 9, apart=4 * DAY))


def test_flapping_ends_after_fourteen_days_of_one_text() -> None:
    turns = alternation(MONDAY, 3)
    last = turns[-1].at
    assert walked([*turns, read(last + 14 * DAY - MINUTE)])[-1] is State.FLAPPING
    assert walked([*turns, read(last + 14 * DAY)])[-1] is State.OK


def test_a_failure_does_not_end_flapping() -> None:
    turns = alternation(MONDAY, 3)
    later = turns[-1].at
    log = [*turns, failed(later + HOUR, Failure.TIMEOUT), read(later + 2 * HOUR)]
    assert walked(log)[-2:] == [State.UNREACHABLE, State.FLAPPING]


def told(log: list[Sight]) -> list[datetime]:
    """When a subscriber hears of a turn: of this look's, or of one kept quiet before."""
    past, times = Past(), []
    for sight in log:
        is_new = sight.turn is not None and not is_quiet(past, sight)
        if is_new or (sight.turn is None and not sight.sign and owed(past, sight.at)):
            times.append(sight.at)
        past = remember(past, sight)
    return times


def test_an_alternating_document_is_told_once_and_then_once_a_week() -> None:
    log = alternation(MONDAY, 60, apart=12 * HOUR)
    quiet_from = log[2].at  # the third turn says that it alternates
    times = [at for at in told(log) if at >= quiet_from]
    assert times[0] == quiet_from
    assert all(later - earlier >= 7 * DAY for earlier, later in pairwise(times))
    assert len(times) == 1 + 28 // 7


def test_the_last_turn_kept_quiet_is_told_when_the_document_rests() -> None:
    turns = alternation(MONDAY, 4, apart=12 * HOUR)
    rest = [read(turns[-1].at + n * DAY) for n in range(1, 20)]
    assert len(told(turns)) == 3
    assert len(told([*turns, *rest])) == 4


def test_a_new_text_of_an_alternating_document_is_told_at_once() -> None:
    turns = alternation(MONDAY, 6, apart=12 * HOUR)
    new = turned(turns[-1].at + HOUR, "a", "z", 9, is_known=False)
    assert told([*turns, new])[-1] == new.at


def test_a_paused_target_stays_paused() -> None:
    after = settled(State.PAUSED, Past(), failed(MONDAY, Failure.TIMEOUT))
    assert (after.state, after.past) == (State.PAUSED, Past())


def test_being_stopped_says_nothing_of_the_target() -> None:
    assert walked([read(MONDAY), failed(MONDAY + DAY, Failure.STOPPED)]) == [State.OK, State.OK]


@pytest.mark.slow(1)
@settings(max_examples=LOGS)
@given(logs())
def test_the_state_is_the_fold_of_the_log(log: list[Sight]) -> None:
    last = next(sight for sight in reversed(log) if sight.sign != Failure.STOPPED)
    assert walked(log)[-1] is state_of(folded(log), last)


@pytest.mark.slow(1)
@settings(max_examples=LOGS)
@given(logs())
def test_gone_is_only_what_was_missing_again_and_again_over_the_spans(log: list[Sight]) -> None:
    states = walked(log)
    if states[-1] is not State.GONE or log[-1].sign == Failure.STOPPED:
        return
    since = max((place for place, sight in enumerate(log) if not sight.sign), default=-1)
    needs = {"not-found": (3, 72 * HOUR), "gone": (2, 24 * HOUR), "dns": (3, 7 * DAY), "parked": (3, 72 * HOUR)}
    times = {sign: [sight.at for sight in log[since + 1 :] if sight.sign == sign] for sign in MISSING}
    assert any(len(at) >= needs[sign][0] and at[-1] - at[0] >= needs[sign][1] for sign, at in times.items())


@pytest.mark.slow(1)
@settings(max_examples=LOGS)
@given(logs())
def test_flapping_is_entered_by_the_turns_of_a_week_and_left_after_fourteen_days(log: list[Sight]) -> None:
    flaps = False
    turns: list[Turn] = []
    for sight in (one for one in log if not one.sign):
        if turns and sight.at - turns[-1].at >= 14 * DAY:
            flaps, turns = False, []
        if sight.turn is not None:
            turns.append(sight.turn)
            week = turns[-3:]
            texts = {turn.before for turn in week} | {turn.after for turn in week}
            flaps |= len(week) == 3 and week[-1].at - week[0].at <= 7 * DAY and len(texts) <= 3
        past = folded(log[: log.index(sight) + 1])
        assert is_flapping(past.turns, sight.at) is flaps


@pytest.mark.slow(1)
@settings(max_examples=LOGS)
@given(logs())
def test_no_state_is_a_dead_end(log: list[Sight]) -> None:
    later = log[-1].at
    well = [read(later + n * 15 * DAY) for n in range(1, 4)]
    assert walked([*log, *well])[-1] is State.OK


@pytest.mark.slow(1)
@settings(max_examples=LOGS)
@given(logs())
def test_what_is_remembered_stays_small_and_survives_being_kept(log: list[Sight]) -> None:
    past = folded(log)
    assert len(past.troubles) <= len(Failure) + len(Suspicion)
    assert decode(Past, encode(past)) == past


@pytest.mark.slow(1)
@settings(max_examples=LOGS)
@given(logs(), st.integers(0, 40))
def test_a_log_read_in_two_parts_says_the_same(log: list[Sight], cut: int) -> None:
    past = folded(log[:cut])
    for sight in log[cut:]:
        past = remember(past, sight)
    assert past == folded(log)
