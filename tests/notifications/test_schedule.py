"""Schedules as people write them, and the windows they make across the odd days of the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.schedule import ALERTS_AN_HOUR, delay, due_window, next_alert, next_slot, parse, zone_info
from policy.model.digests import AtOnce, Daily, Delay, Schedule, Weekly
from tests.support.builders import MONDAY

ZONES = (
    "UTC",
    "Asia/Jakarta",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Casablanca",  # winter time during Ramadan
    "Australia/Lord_Howe",  # half an hour of summer time
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Asia/Beirut",  # changes at midnight
)
EPOCH = datetime(2012, 1, 10, tzinfo=UTC)
CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DAILY = st.builds(Daily, CLOCK, st.sampled_from(ZONES))
WEEKLY = st.builds(Weekly, st.integers(0, 6), CLOCK, st.sampled_from(ZONES))
MOMENTS = st.integers(0, 24 * 60 * 365 * 25).map(lambda minutes: EPOCH + timedelta(minutes=minutes))


def told(schedule: Schedule, start: datetime, ticks: list[datetime]) -> list[datetime]:
    """The windows told when somebody looks at these times."""
    windows, until = [], start
    for now in ticks:
        due = due_window(schedule, until, now)
        if due is not None:
            windows.append(due)
            until = due
    return windows


@pytest.mark.parametrize(
    ("schedule", "waiting", "now", "due"),
    [
        ("daily 08:00 UTC", 7, 8, None),  # in time
        ("daily 08:00 UTC", 7, 10, None),  # hardly late
        ("daily 08:00 UTC", 7, 11, 8),
        ("daily 08:00 UTC", 7, 24 * 3 + 8, 8),  # three days down: the slot of today is not the first
        ("daily 08:00 UTC", 24 * 3 + 7, 24 * 3 + 8, None),  # what came today is not late
        ("daily 08:00 UTC", 12, 13, None),  # told early: its slot is tomorrow's, and today's was before it came
        ("weekly mon 09:00 UTC", 12, 24 * 3, None),
        ("weekly mon 09:00 UTC", 8, 24 * 15, 9),  # Monday, down until the Tuesday of the week after next
        ("at once", 7, 8, None),
        ("at once", 7, 10, 7),
    ],
)
def test_what_waited_past_its_first_slot_comes_late(schedule: str, waiting: int, now: int, due: int | None) -> None:
    hours = [MONDAY.replace(hour=0) + timedelta(hours=hour) for hour in (waiting, now)]
    found = delay(parse(schedule), *hours)
    assert found == (None if due is None else Delay(MONDAY.replace(hour=0) + timedelta(hours=due), hours[1]))


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("daily 08:00 Asia/Jakarta", Daily(time(8), "Asia/Jakarta")),
        ("Daily 8:05 UTC", Daily(time(8, 5), "UTC")),
        ("weekly mon 09:00 Europe/Berlin", Weekly(0, time(9), "Europe/Berlin")),
        ("weekly  Sunday 23:59 Europe/Berlin", Weekly(6, time(23, 59), "Europe/Berlin")),
        ("at once", AtOnce()),
        ("at once Europe/Berlin", AtOnce("Europe/Berlin")),
    ],
)
def test_a_schedule_is_read_as_people_write_it(text: str, schedule: Schedule) -> None:
    assert parse(text) == schedule


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "'' is not understood"),
        ("hourly", "'hourly' is not understood"),
        ("daily", "daily needs a time and a zone"),
        ("daily 08:00", "daily needs a time and a zone"),
        ("weekly 09:00 Europe/Berlin", "weekly needs a weekday, a time and a zone"),
        ("daily 24:00 UTC", "'24:00' is not a time of day"),
        ("daily 8am UTC", "'8am' is not a time of day"),
        ("weekly someday 09:00 UTC", "'someday' is not a weekday"),
        ("daily 08:00 Asia/Jakata", "'Asia/Jakata' is not a time zone"),
        ("daily 08:00 Asia/Jakata", "Did you mean Asia/Jakarta"),
        ("daily 08:00 Asia", "'Asia' is not a time zone"),
        ("daily 08:00 ../../etc/passwd", "'../../etc/passwd' is not a time zone"),
    ],
)
def test_a_schedule_that_is_none_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match="schedule") as refusal:
        parse(text)
    assert complaint in str(refusal.value)


def test_a_refusal_shows_what_a_right_schedule_looks_like() -> None:
    with pytest.raises(ValueError, match='"daily 08:00 Asia/Jakarta", "weekly mon 09:00 Europe/Berlin" or "at once"'):
        parse("hourly")


def test_nothing_is_due_before_the_hour() -> None:
    eight = parse("daily 08:00 Asia/Jakarta")
    subscribed = datetime(2026, 3, 2, 2, tzinfo=UTC)  # 09:00 in Jakarta
    assert due_window(eight, subscribed, datetime(2026, 3, 3, 0, 59, tzinfo=UTC)) is None


def test_a_window_ends_at_its_hour_and_not_when_somebody_looks() -> None:
    eight = parse("daily 08:00 Asia/Jakarta")
    subscribed = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert due_window(eight, subscribed, datetime(2026, 3, 3, 1, 7, tzinfo=UTC)) == datetime(2026, 3, 3, 1, tzinfo=UTC)


def test_at_once_is_due_whenever_time_has_passed() -> None:
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert due_window(AtOnce(), noon - timedelta(seconds=1), noon) == noon


def test_at_once_is_not_due_twice_at_one_moment() -> None:
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert due_window(AtOnce(), noon, noon) is None


def test_a_week_of_downtime_makes_one_window_that_covers_it() -> None:
    schedule = parse("daily 08:00 Europe/Berlin")
    back = datetime(2026, 3, 10, 15, tzinfo=UTC)
    assert told(schedule, datetime(2026, 3, 2, 12, tzinfo=UTC), [back, back + timedelta(minutes=1)]) == [
        datetime(2026, 3, 10, 7, tzinfo=UTC)
    ]


def test_a_clock_that_steps_back_makes_nothing_due_again() -> None:
    schedule = parse("daily 08:00 UTC")
    eight = datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert told(schedule, eight - timedelta(hours=3), [eight, eight - timedelta(hours=1), eight]) == [eight]


@pytest.mark.parametrize(
    ("schedule", "day", "slot"),
    [
        ("daily 02:30 Europe/Berlin", date(2026, 3, 29), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # skipped
        ("daily 02:30 Europe/Berlin", date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice
        ("daily 08:00 Asia/Jakarta", date(2028, 2, 29), datetime(2028, 2, 29, 1, tzinfo=UTC)),
        ("weekly tue 08:00 Asia/Jakarta", date(2028, 2, 29), datetime(2028, 2, 29, 1, tzinfo=UTC)),
    ],
)
def test_an_odd_day_has_exactly_one_window(schedule: str, day: date, slot: datetime) -> None:
    midnight = datetime.combine(day, time(), UTC)
    quarter_hours = [midnight + timedelta(minutes=15 * n) for n in range(-96, 2 * 96)]
    windows = told(parse(schedule), quarter_hours[0] - timedelta(days=8), quarter_hours)
    assert [window for window in windows if abs(window - midnight) < timedelta(days=1) and window.date() == day] == [
        slot
    ]


def test_a_day_that_a_country_leaves_out_makes_no_second_window() -> None:
    samoa = parse("daily 09:00 Pacific/Apia")  # went from 29 to 31 December 2011
    hours = [datetime(2011, 12, 29, tzinfo=UTC) + timedelta(hours=n) for n in range(72)]
    assert [window.day for window in told(samoa, hours[0], hours)] == [29, 30, 31]  # 19:00 UTC each


@given(DAILY, MOMENTS)
def test_every_local_day_has_exactly_one_window(schedule: Daily, start: datetime) -> None:
    ticks = [start + timedelta(minutes=30 * n) for n in range(48 * 5)]
    days = [window.astimezone(zone_info(schedule.zone)).date() for window in told(schedule, start, ticks)]
    first = days[0]
    assert days == [first + timedelta(days=n) for n in range(len(days))]


@given(WEEKLY, MOMENTS)
def test_every_week_has_exactly_one_window_on_its_day(schedule: Weekly, start: datetime) -> None:
    ticks = [start + timedelta(hours=3 * n) for n in range(8 * 7 * 4)]
    days = [window.astimezone(zone_info(schedule.zone)).date() for window in told(schedule, start, ticks)]
    assert {day.weekday() for day in days} == {schedule.weekday}
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}


@given(st.one_of(DAILY, WEEKLY), MOMENTS, st.lists(st.integers(1, 60 * 24 * 10), min_size=1, max_size=20))
def test_windows_never_overlap_or_lie_in_the_future(schedule: Schedule, start: datetime, pauses: list[int]) -> None:
    ticks, now = [], start
    for minutes in pauses:
        now += timedelta(minutes=minutes)
        ticks.append(now)
    windows = told(schedule, start, ticks)
    assert windows == sorted(set(windows))
    assert all(start < window <= now for window in windows)


def alerts(confirmed: list[datetime], minutes: int) -> list[tuple[datetime, int]]:
    """When one told at once is told, and of how many changes, if somebody looks every minute."""
    told: list[tuple[datetime, int]] = []
    waiting = 0
    for now in (EPOCH + timedelta(minutes=minute) for minute in range(minutes)):
        waiting += confirmed.count(now)
        if waiting and next_alert([moment for moment, _ in told], now) <= now:
            told.append((now, waiting))
            waiting = 0
    return told


def test_a_bad_day_becomes_a_few_alerts_and_then_one_digest_of_all() -> None:
    every_minute = [EPOCH + timedelta(minutes=minute) for minute in range(50)]
    assert alerts(every_minute, 61) == [
        *((EPOCH + timedelta(minutes=minute), 1) for minute in range(ALERTS_AN_HOUR)),
        (EPOCH + timedelta(hours=1), 50 - ALERTS_AN_HOUR),
    ]


@pytest.mark.parametrize(
    ("schedule", "now", "slot"),
    [
        ("daily 08:00 UTC", "2026-03-02T07:59:00+00:00", "2026-03-02T08:00:00+00:00"),
        ("daily 08:00 UTC", "2026-03-02T08:00:00+00:00", "2026-03-03T08:00:00+00:00"),
        ("weekly mon 09:00 Europe/Berlin", "2026-03-23T08:00:00+00:00", "2026-03-30T07:00:00+00:00"),
    ],
)
def test_the_next_slot_is_the_first_that_is_to_come(schedule: str, now: str, slot: str) -> None:
    parsed = parse(schedule)
    assert not isinstance(parsed, AtOnce)
    assert next_slot(parsed, datetime.fromisoformat(now)) == datetime.fromisoformat(slot)


def test_a_quiet_hour_leaves_an_alert_at_once() -> None:
    assert next_alert([EPOCH - timedelta(hours=1)] * 9, EPOCH) == EPOCH


def test_a_clock_that_stepped_back_still_counts_what_was_told() -> None:
    ahead = [EPOCH + timedelta(minutes=10)] * ALERTS_AN_HOUR
    assert next_alert(ahead, EPOCH) == EPOCH + timedelta(minutes=70)


@given(st.lists(st.integers(0, 200), max_size=60))
def test_no_hour_ever_has_more_alerts_than_the_cap_and_no_change_is_lost(minutes: list[int]) -> None:
    told = alerts([EPOCH + timedelta(minutes=minute) for minute in minutes], 400)
    assert sum(number for _, number in told) == len(minutes)
    for start, _ in told:
        assert sum(start <= moment < start + timedelta(hours=1) for moment, _ in told) <= ALERTS_AN_HOUR
