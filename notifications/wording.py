"""Words, numbers and times as one reader wants them. Every string of a digest goes through here."""

from dataclasses import dataclass
from datetime import datetime
from datetime import time as TimeOfDay  # noqa: N812 – it is a class
from pathlib import Path
from zoneinfo import ZoneInfo

from policy.catalogues import catalogue, spoken
from policy.speech import Speech

LOCALE = Path(__file__).parent / "locale"
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
class Wording(Speech):
    """A language, by its gettext catalogue, and a time zone."""

    zone: ZoneInfo

    def time(self, moment: datetime) -> str:
        """Such as "23 Nov 2026, 08:00", in the reader's zone."""
        return self.moment(moment.astimezone(self.zone))

    def time_after(self, moment: datetime, earlier: datetime) -> str:
        """The time, and the day only if it is another one than that of `earlier`, which was just named."""
        local = moment.astimezone(self.zone)
        is_same_day = local.date() == earlier.astimezone(self.zone).date()
        return self.clock(local.time()) if is_same_day else self.time(moment)

    def day(self, moment: datetime) -> str:
        return self.date(moment.astimezone(self.zone).date())

    def weekday(self, moment: datetime) -> str:
        return self.say(_WEEKDAYS[moment.astimezone(self.zone).weekday()])

    def every(self, weekday: int, at: TimeOfDay) -> str:
        """Such as "every Monday at 09:00"; Monday is 0."""
        return self.say(_EVERY[weekday], time=self.clock(at))


def wording(language: str, zone: ZoneInfo) -> Wording:
    """The wording for a reader who asked for this language; English if it is none of ours."""
    return Wording(spoken(language), catalogue(LOCALE, language), zone)
