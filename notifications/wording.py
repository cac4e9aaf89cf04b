"""Words, numbers and times as one reader wants them. Every string of a digest goes through here."""

from dataclasses import dataclass, field
from datetime import datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Wording:
    """A language, by its gettext catalogue, and a time zone."""

    zone: ZoneInfo
    language: str = "en"  # BCP 47, of the catalogue
    catalogue: NullTranslations = field(default_factory=NullTranslations)

    def say(self, message: str, **values: object) -> str:
        """The message in the reader's language, with its {names} filled in."""
        return self.catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form of the message that fits the number; {n} is the number."""
        return self.catalogue.ngettext(one, many, number).format(n=number, **values)

    def time(self, moment: datetime) -> str:
        """Such as "23 Nov 2026, 08:00", in the reader's zone."""
        return f"{self.day(moment)}, {moment.astimezone(self.zone):%H:%M}"

    def time_after(self, moment: datetime, earlier: datetime) -> str:
        """The time, and the day only if it is another one than that of `earlier`, which was just named."""
        local = moment.astimezone(self.zone)
        is_same_day = local.date() == earlier.astimezone(self.zone).date()
        return f"{local:%H:%M}" if is_same_day else self.time(moment)

    def day(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{local.day} {self.catalogue.gettext(_MONTHS[local.month - 1])} {local.year}"

    def weekday(self, moment: datetime) -> str:
        return self.weekday_name(moment.astimezone(self.zone).weekday())

    def weekday_name(self, number: int) -> str:
        """Monday is 0."""
        return self.catalogue.gettext(_WEEKDAYS[number])
