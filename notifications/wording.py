"""Words, numbers and times as one reader wants them. Every string of a digest goes through here."""

from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as TimeOfDay  # noqa: N812 – it is a class
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from policy.catalogues import catalogue, spoken

LOCALE = Path(__file__).parent / "locale"
_MONTHS = {
    1: "Jan",
    2: "Feb",
    3: "Mar",
    4: "Apr",
    5: "May",
    6: "Jun",
    7: "Jul",
    8: "Aug",
    9: "Sep",
    10: "Oct",
    11: "Nov",
    12: "Dec",
}
_WEEKDAYS = {  # in the middle of a sentence too
    0: "Monday",
    1: "Tuesday",
    2: "Wednesday",
    3: "Thursday",
    4: "Friday",
    5: "Saturday",
    6: "Sunday",
}
_EVERY = {
    0: "every Monday at {time}",
    1: "every Tuesday at {time}",
    2: "every Wednesday at {time}",
    3: "every Thursday at {time}",
    4: "every Friday at {time}",
    5: "every Saturday at {time}",
    6: "every Sunday at {time}",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A language, by its gettext catalogue, and a time zone."""

    zone: ZoneInfo
    language: str  # BCP 47, of the catalogue
    catalogue: NullTranslations

    def say(self, message: str, **values: object) -> str:
        """The message in the reader's language, with its {names} filled in."""
        return self.catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form of the message that fits the number; {n} is the number."""
        return self.catalogue.ngettext(one, many, number).format(n=number, **values)

    def time(self, moment: datetime) -> str:
        """Such as "23 Nov 2026, 08:00", in the reader's zone."""
        return self.say("{day}, {time}", day=self.day(moment), time=self.clock(moment.astimezone(self.zone).time()))

    def time_after(self, moment: datetime, earlier: datetime) -> str:
        """The time, and the day only if it is another one than that of `earlier`, which was just named."""
        local = moment.astimezone(self.zone)
        is_same_day = local.date() == earlier.astimezone(self.zone).date()
        return self.clock(local.time()) if is_same_day else self.time(moment)

    def clock(self, at: TimeOfDay) -> str:
        """Such as "08:00"."""
        return self.say("{hour}:{minute}", hour=f"{at:%H}", minute=f"{at:%M}")

    def day(self, moment: datetime) -> str:
        return self.date(moment.astimezone(self.zone).date())

    def date(self, day: date) -> str:
        """Such as "23 Nov 2026"."""
        return self.say("{day} {month} {year}", day=day.day, month=self.say(_MONTHS[day.month]), year=day.year)

    def weekday(self, moment: datetime) -> str:
        return self.say(_WEEKDAYS[moment.astimezone(self.zone).weekday()])

    def every(self, weekday: int, at: TimeOfDay) -> str:
        """Such as "every Monday at 09:00"; Monday is 0."""
        return self.say(_EVERY[weekday], time=self.clock(at))


def wording(language: str, zone: ZoneInfo) -> Wording:
    """The wording for a reader who asked for this language; English if it is none of ours."""
    return Wording(zone, spoken(language), catalogue(LOCALE, language))
