"""When a target is looked at next, and when its operator hears of it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.looking import Pace, check
from policy.looking.memory import remember
from policy.looking.notices import notices
from policy.looking.sites import owner
from policy.model.captures import Failure, Fetched, Hop
from policy.model.looks import Event, Past, Standing, State
from policy.model.targets import Validators
from tests.policy.looking.sightings import DAY, HOUR, MONDAY, failed, read
from tests.policy.looking.test_check import ACME, NEW, OLD, PACE, after, fetched, look, order, standing_on, unmodified
from tests.policy.looking.test_check import failed as not_fetched

STILL = replace(PACE, jitter=0.0)
SHORT = "This privacy policy says which personal data we collect and why we use it, in short, for the reader of page"


def waits(failure: Failure, looks: int) -> list[timedelta]:
    """How long is waited after each of so many failures in a row."""
    standing, now, found = standing_on(OLD), MONDAY, []
    for _ in range(looks):
        checked = check(order(), not_fetched(failure), standing, now, STILL)
        found.append(checked.next_check_at - now)
        standing, now = after(standing, checked), checked.next_check_at
    return found


def test_a_missing_page_is_asked_for_at_its_slots_and_weekly_once_it_is_gone() -> None:
    slots, weeks = waits(Failure.NOT_FOUND, 9)[:6], waits(Failure.NOT_FOUND, 9)[6:]
    assert slots == [12 * HOUR] * 6
    assert weeks == [7 * DAY] * 3


def test_what_is_gone_for_a_year_is_asked_for_monthly() -> None:
    assert waits(Failure.GONE, 60)[-1] == 30 * DAY


@pytest.mark.parametrize("failure", [Failure.BLOCKED, Failure.ROBOTS])
def test_a_page_that_is_refused_is_asked_for_at_two_more_slots_and_then_weekly(failure: Failure) -> None:
    assert waits(failure, 5) == [12 * HOUR, 12 * HOUR, 7 * DAY, 7 * DAY, 7 * DAY]


def test_a_host_that_throttles_is_never_asked_again_soon() -> None:
    assert waits(Failure.THROTTLED, 3) == [timedelta(minutes=15), HOUR, 4 * HOUR]


def test_a_page_of_a_form_that_is_not_read_waits_as_a_doubt_does() -> None:
    assert waits(Failure.EMPTY, 4) == [HOUR, 6 * HOUR, 12 * HOUR, 12 * HOUR]


def test_a_startling_page_that_differs_each_time_waits_for_its_slots() -> None:
    standing, now, found = standing_on(OLD), MONDAY, []
    for turn in range(5):
        short = f"<html><title>Privacy policy</title><main><h1>Privacy policy</h1><p>{SHORT} {turn}.</p></main></html>"
        checked = check(order(), fetched(short), standing, now, STILL)
        assert checked.event is Event.SUSPECT
        found.append(checked.next_check_at - now)
        standing, now = after(standing, checked), checked.next_check_at
    assert found == [HOUR, 6 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR]


def test_backing_off_ends_at_once_a_week() -> None:
    assert waits(Failure.CONNECT, 16)[-4:] == [DAY, 7 * DAY, 7 * DAY, 7 * DAY]


def test_a_whole_page_is_fetched_at_least_once_a_week() -> None:
    standing, now = standing_on(OLD), MONDAY
    last_whole, asked = MONDAY, Validators('"v1"')
    for _ in range(60):
        is_whole = asked == Validators()
        assert now - last_whole <= 7 * DAY + 2 * HOUR
        last_whole = now if is_whole else last_whole
        outcome = fetched(OLD, etag='"v1"') if is_whole else unmodified()
        checked = check(replace(order(), validators=asked), outcome, standing, now, PACE)
        standing, now, asked = after(standing, checked), checked.next_check_at, checked.validators
    assert last_whole > MONDAY


def test_a_pace_that_adapts_halves_after_a_change_and_slows_while_it_is_quiet() -> None:
    pace, past = Pace(adapts=True), Past()
    past = pace.adapted(past, Event.CHANGED, DAY)
    assert pace.interval(past, DAY) == 12 * HOUR
    for _ in range(10):
        past = pace.adapted(past, Event.UNCHANGED, DAY)
    assert pace.interval(past, DAY) == 18 * HOUR


@given(
    st.lists(st.sampled_from([Event.CHANGED, Event.UNCHANGED, Event.UNCHANGED, Event.FAILED]), max_size=300),
    st.integers(1, 24 * 30),
)
def test_an_adapting_pace_never_leaves_its_bounds(events: list[Event], hours: int) -> None:
    pace, past, wanted = Pace(adapts=True), Past(), timedelta(hours=hours)
    for event in events:
        past = pace.adapted(past, event, wanted)
        assert min(pace.fastest, wanted) <= pace.interval(past, wanted) <= max(pace.slowest, wanted)


def test_a_pace_that_does_not_adapt_is_the_owners_interval() -> None:
    past = Pace().adapted(Past(pace=HOUR, still=3), Event.CHANGED, DAY)
    assert (past, Pace().interval(past, DAY)) == (Past(), DAY)


def test_a_look_follows_the_adapted_pace() -> None:
    pace = Pace(jitter=0.0, adapts=True)
    standing = standing_on(OLD)
    for html in (NEW, NEW):
        checked = check(order(), fetched(html), standing, MONDAY, pace)
        standing = after(standing, checked)
    assert checked.next_check_at - MONDAY == 6 * HOUR


@pytest.mark.slow(1)
@given(st.integers(3, 30))
def test_looks_after_an_absence_are_spread_over_half_an_interval(days: int) -> None:
    now, interval = MONDAY + days * DAY, 12 * HOUR
    times = [Pace().regular(f"target-{n}", interval, now, MONDAY) for n in range(400)]
    assert all(now + interval / 2 <= at <= now + interval for at in times)
    busiest = max(sum(at - HOUR <= other < at for other in times) for at in times)
    assert busiest < 120  # of 400 over six hours


def days_said(times: list[datetime]) -> list[int]:
    past, said = remember(Past(), read(MONDAY)), []
    for at in times:
        later = remember(past, failed(at, Failure.TIMEOUT))
        said += [notice.days for notice in notices("acme-privacy", past, later, "timeout", at)]
        past = later
    back = remember(past, read(times[-1] + HOUR))
    said += [notice.days for notice in notices("acme-privacy", past, back, "read again", times[-1] + HOUR)]
    again = remember(back, read(times[-1] + 2 * HOUR))
    return said + [one.days for one in notices("acme-privacy", back, again, "", times[-1] + 2 * HOUR)]


@given(st.lists(st.integers(1, 72), min_size=1, max_size=80))
def test_each_notice_is_given_exactly_once_and_so_is_the_recovery(gaps: list[int]) -> None:
    times = [MONDAY + sum(gaps[: n + 1]) * HOUR for n in range(len(gaps))]
    spent = times[-1] - times[0]
    expected = [days for days in (1, 3, 7, 30) if spent >= days * DAY]
    assert days_said(times) == [*expected, *([0] if expected else [])]


def test_a_look_says_its_notices() -> None:
    standing = standing_on(OLD)
    first = look(standing, not_fetched(Failure.TIMEOUT))
    second = look(after(standing, first), not_fetched(Failure.TIMEOUT), now=MONDAY + DAY)
    back = look(after(after(standing, first), second), fetched(OLD), now=MONDAY + 2 * DAY)
    assert first.notices == ()
    assert [(one.days, one.since, one.target_id) for one in second.notices] == [(1, MONDAY, ACME.id)]
    assert [one.days for one in back.notices] == [0]


def seen_twice(standing: Standing, html: str, at: datetime) -> Standing:
    """What stands after a text was held and confirmed."""
    for late in (timedelta(), timedelta(seconds=90)):
        standing = after(standing, look(standing, fetched(html), now=at + late))
    return standing


def test_a_document_that_alternates_is_told_once_and_the_rest_is_owed() -> None:
    standing = standing_on(OLD)
    for turn, html in enumerate((NEW, OLD, NEW)):
        standing = seen_twice(standing, html, MONDAY + turn * DAY)
    assert standing.state is State.FLAPPING
    held = after(standing, look(standing, fetched(OLD), now=MONDAY + 3 * DAY))
    fourth = look(held, fetched(OLD), now=MONDAY + 3 * DAY + timedelta(seconds=90))
    assert fourth.version is not None
    assert (fourth.event, fourth.is_quiet, fourth.owed) == (Event.RETURNED, True, None)
    standing = after(held, fourth)
    early = look(standing, fetched(OLD), now=MONDAY + 8 * DAY)
    late = look(after(standing, early), fetched(OLD), now=MONDAY + 10 * DAY)
    assert (early.owed, late.owed) == (None, fourth.version.number)
    assert look(after(standing, late), fetched(OLD), now=MONDAY + 20 * DAY).owed is None


def moved_to(url: str, html: str = OLD) -> Fetched:
    """The document behind a permanent redirect."""
    hop = Hop(ACME.urls[0], 301, url, "192.0.2.1")
    return fetched(html, url=url, hops=(hop,))


def test_a_new_text_at_another_owners_waits_as_a_startling_one_does() -> None:
    checked = look(standing_on(OLD), moved_to("https://other.example/privacy", NEW))
    assert checked.event is Event.SUSPECT
    assert checked.move is not None
    assert "other-site" in checked.move.cause


def test_a_document_behind_a_permanent_redirect_has_moved_after_a_day() -> None:
    standing, states = standing_on(OLD), []
    for hours in (0, 12, 24):
        checked = look(standing, moved_to("https://www.acme.example/legal"), now=MONDAY + hours * HOUR)
        standing = after(standing, checked)
        states.append(standing.state)
        assert checked.event is Event.UNCHANGED
    assert states == [State.OK, State.OK, State.MOVED]
    assert checked.move is not None
    assert "https://www.acme.example/legal" in checked.move.cause


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://acme.example/a", "https://www.legal.acme.example/b", True),
        ("https://acme.co.id", "https://other.co.id", False),
        ("https://www.acme.co.id", "http://acme.co.id:8080/x", True),
        ("https://acme.github.io", "https://other.github.io", False),
        ("http://192.0.2.1/", "http://198.51.100.1/", False),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/x", True),
        ("http://localhost/", "http://localhost/x", True),
    ],
)
def test_addresses_of_one_owner_are_known(one: str, other: str, is_same: bool) -> None:
    assert (owner(one) == owner(other)) is is_same
