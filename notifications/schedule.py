"""When a subscriber is told: schedules as written in the settings, and the windows they make."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from itertools import dropwhile, takewhile
from zoneinfo import ZoneInfo, available_timezones

from policy.model.digests import AtOnce, Daily, Delay, Schedule, Weekly

_FORMS = '"daily 08:00 Asia/Jakarta", "weekly mon 09:00 Europe/Berlin" or "at once"'
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALERTS_AN_HOUR = 4
_HOUR = timedelta(hours=1)
_LATE = timedelta(hours=2)  # an alert may wait for an hour to have room again, which is no delay
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def parse(text: str) -> Schedule:
    """The schedule a setting asks for; raises ValueError saying what is wrong and what a right one looks like."""
    match text.split():
        case [at, once] if (at.lower(), once.lower()) == ("at", "once"):
            return AtOnce()
        case [at, once, zone] if (at.lower(), once.lower()) == ("at", "once"):
            return AtOnce(_known(zone, text))
        case [daily, clock, zone] if daily.lower() == "daily":
            return Daily(_time(clock, text), _known(zone, text))
        case [weekly, weekday, clock, zone] if weekly.lower() == "weekly":
            return Weekly(_weekday(weekday, text), _time(clock, text), _known(zone, text))
        case [frequency, *_] if frequency.lower() in {"daily", "weekly"}:
            parts = "a time and a zone" if frequency.lower() == "daily" else "a weekday, a time and a zone"
            raise ValueError(f"schedule {text!r}: {frequency.lower()} needs {parts}. Write {_FORMS}")
    raise ValueError(f"schedule {text!r} is not understood. Write {_FORMS}")


def due_window(schedule: Schedule, told_until: datetime | None, now: datetime) -> datetime | None:
    """End of the latest window that is over and not told yet, in UTC; None: nothing is due.

    After downtime only the latest window comes back, and it covers all that was missed: one digest, not one for each
    day. A clock that steps backwards makes nothing due twice.
    """
    end = now.astimezone(UTC) if isinstance(schedule, AtOnce) else _latest_slot(schedule, now)
    return end if told_until is None or end > told_until else None


def next_slot(schedule: Daily | Weekly, now: datetime) -> datetime:
    """When the next digest is due, in UTC."""
    zone = zone_info(schedule.zone)
    days = _slots_before(schedule, zone, now.astimezone(zone).date() + timedelta(days=8))
    return list(takewhile(lambda slot: slot > now, days))[-1]


def next_alert(told: Sequence[datetime], now: datetime) -> datetime:
    """When one who is told at once may be told next, given the ends of the windows told before: now, or when an hour
    has room again. What is confirmed meanwhile goes into one digest then, so a bad day cannot flood a mailbox."""
    recent = sorted(one for one in told if now - one < _HOUR)
    return now if len(recent) < ALERTS_AN_HOUR else recent[-ALERTS_AN_HOUR] + _HOUR


def delay(schedule: Schedule, waiting_since: datetime, now: datetime) -> Delay | None:
    """That what has waited since is told later than at the first slot it could be; None: it is not, or hardly."""
    due = waiting_since if isinstance(schedule, AtOnce) else _first_slot(schedule, waiting_since, now)
    return Delay(due, now) if due is not None and now - due > _LATE else None


@cache
def zone_info(name: str) -> ZoneInfo:
    """The zone of that IANA name; raises ValueError with the nearest names there are."""
    # CPython 3.11 raises IsADirectoryError for "Asia" and ValueError for "../x", hence not only ZoneInfoNotFoundError.
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(available_timezones())}
        near = get_close_matches(name.rpartition("/")[2].lower(), cities, n=3)
        meant = f" Did you mean {' or '.join(cities[city] for city in near)}?" if near else ""
        raise ValueError(f"{name!r} is not a time zone; names are such as Asia/Jakarta or UTC.{meant}") from error


def _latest_slot(schedule: Daily | Weekly, now: datetime) -> datetime:
    zone = zone_info(schedule.zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return next(slot for slot in _slots_before(schedule, zone, tomorrow) if slot <= now)


def _first_slot(schedule: Daily | Weekly, since: datetime, now: datetime) -> datetime | None:
    """The first slot from `since` on; None: it is yet to come."""
    zone = zone_info(schedule.zone)
    slots = _slots_before(schedule, zone, now.astimezone(zone).date() + timedelta(days=1))
    over = list(takewhile(lambda slot: slot >= since, dropwhile(lambda slot: slot > now, slots)))
    return over[-1] if over else None


def _slots_before(schedule: Daily | Weekly, zone: ZoneInfo, last: date) -> Iterator[datetime]:
    """The slots of local days from `last` backwards, in UTC.

    A local time that a clock change skips is taken as much later (PEP 495: the offset before the gap), one that
    comes twice at its first coming: every local day has one slot.
    """
    day = last
    while True:
        if isinstance(schedule, Daily) or day.weekday() == schedule.weekday:
            yield datetime.combine(day, schedule.at, zone).astimezone(UTC)
        day -= timedelta(days=1)


def _known(zone: str, text: str) -> str:
    try:
        return zone_info(zone).key
    except ValueError as error:
        raise ValueError(f"schedule {text!r}: {error}") from error


def _time(clock: str, text: str) -> time:
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError(f"schedule {text!r}: {clock!r} is not a time of day from 00:00 to 23:59. Write {_FORMS}")
    return time(int(found[1]), int(found[2]))


def _weekday(word: str, text: str) -> int:
    for number, (short, name) in enumerate(zip(_WEEKDAYS, _NAMES, strict=True)):
        if word.lower() in {short, name}:
            return number
    raise ValueError(f"schedule {text!r}: {word!r} is not a weekday; use one of {', '.join(_WEEKDAYS)}")
