"""What a round says of our own network, and what failures say of a host."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.looking import Pace, Witnesses, after_look, check, held_still, is_out_of_reach, witnesses
from policy.model.captures import Failed, Failure
from policy.model.hosts import HostTrouble
from policy.model.looks import State
from tests.policy.looking.sightings import DAY, HOUR, MONDAY
from tests.policy.looking.test_check import OLD, PACE, failed, fetched, nothing_yet, order, standing_on


def test_more_than_a_fifth_of_a_round_out_of_reach_is_our_network() -> None:
    assert Witnesses(reached=8, lost=3).is_our_network
    assert not Witnesses(reached=8, lost=2).is_our_network
    assert not Witnesses(reached=5, lost=4).is_our_network


def test_a_list_with_many_dead_addresses_is_not_our_network() -> None:
    dead = replace(standing_on(OLD), state=State.UNREACHABLE)
    assert not witnesses(50, (dead,) * 50).is_our_network
    assert not witnesses(50, (nothing_yet(),) * 50).is_our_network


def test_nothing_reached_at_all_is_our_network_even_on_the_first_day() -> None:
    assert witnesses(0, (nothing_yet(),) * 10).is_our_network


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_few_looks_bear_no_witness(reached: int, lost: int, unknown: int) -> None:
    seen = Witnesses(reached, lost, unknown)
    if reached + lost + unknown < 10 or (reached and lost * 5 <= reached + lost):
        assert not seen.is_our_network


@pytest.mark.parametrize("failure", [Failure.NOT_FOUND, Failure.SERVER, Failure.BLOCKED, Failure.THROTTLED])
def test_an_answer_is_never_our_networks_fault(failure: Failure) -> None:
    assert not is_out_of_reach(failed(failure))
    assert not is_out_of_reach(fetched(OLD))


def test_a_look_that_failed_by_our_fault_moves_nothing_and_is_repeated_soon() -> None:
    standing = replace(standing_on(OLD), failures=7)
    checked = check(order(), failed(Failure.CONNECT), standing, MONDAY, PACE)
    held = held_still(checked, order(), standing, PACE)
    assert (held.move, held.past, held.notices) == (None, standing.past, ())
    assert held.captures == checked.captures
    assert held.next_check_at - MONDAY < HOUR


def refused(failure: Failure = Failure.BLOCKED) -> Failed:
    """A refusal that the host itself spoke."""
    answer = fetched(OLD).pages[0].capture
    return Failed((replace(answer, failure=failure),), failure)


def after_looks(*looks: tuple[str, Failed, datetime]) -> HostTrouble:
    trouble = HostTrouble()
    for target, outcome, at in looks:
        trouble = after_look(trouble, target, outcome, at, Pace())
    return trouble


def test_a_host_that_refuses_three_targets_is_left_alone_for_a_day() -> None:
    two = after_looks(("a", refused(), MONDAY), ("a", refused(), MONDAY), ("b", refused(Failure.THROTTLED), MONDAY))
    assert not two.is_shut
    three = after_look(two, "c", refused(), MONDAY + HOUR, Pace())
    assert (three.is_shut, three.until) == (True, MONDAY + HOUR + DAY)


def test_the_first_page_a_host_gives_ends_its_trouble() -> None:
    two = after_looks(("a", refused(), MONDAY), ("b", refused(), MONDAY))
    assert after_look(two, "d", fetched(OLD), MONDAY, Pace()).is_none


def test_refusals_we_made_ourselves_do_not_count() -> None:
    ours = failed(Failure.THROTTLED)
    assert after_looks(("a", ours, MONDAY), ("b", ours, MONDAY), ("c", ours, MONDAY)).is_none


def test_a_host_out_of_reach_backs_off_as_one_however_many_targets_it_has() -> None:
    at, waits, trouble = MONDAY, [], HostTrouble()
    for _ in range(5):
        for target in "abcdefgh":
            trouble = after_look(trouble, target, failed(Failure.CONNECT), at, Pace())
        assert trouble.until is not None
        waits.append(trouble.until - at)
        at = trouble.until
    assert waits == [timedelta(seconds=90), *(timedelta(minutes=minutes) for minutes in (15, 60, 240, 720))]


@pytest.mark.parametrize("failure", [Failure.DNS, Failure.CONNECT, Failure.TLS, Failure.TIMEOUT, Failure.TRANSPORT])
def test_a_host_is_away_when_nobody_was_there_twice_whatever_the_page(failure: Failure) -> None:
    once = after_looks(("a", failed(failure), MONDAY))
    twice = after_look(once, "b", failed(failure), MONDAY + HOUR, Pace())
    is_of_the_host = failure in (Failure.DNS, Failure.CONNECT, Failure.TLS)
    assert not once.keeps_away(MONDAY)
    assert twice.keeps_away(MONDAY + HOUR) is is_of_the_host
    assert not twice.keeps_away(MONDAY + 2 * HOUR)


def test_who_says_when_to_come_back_is_not_out_of_our_reach() -> None:
    assert is_out_of_reach(failed(Failure.ROBOTS_UNREACHABLE))
    assert not is_out_of_reach(replace(failed(Failure.ROBOTS_UNREACHABLE), retry_at=MONDAY))


def test_a_page_that_is_missing_says_nothing_of_its_host() -> None:
    assert after_looks(("a", failed(Failure.NOT_FOUND), MONDAY), ("b", failed(Failure.SERVER), MONDAY)).is_none
