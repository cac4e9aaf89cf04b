"""One of our languages as it is spoken: messages, numbers, and times as they are written in it."""

from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as TimeOfDay  # noqa: N812 – it is a class
from gettext import NullTranslations

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


@dataclass(frozen=True, slots=True)
class Speech:
    """A language with the catalogue of the room that speaks it."""

    language: str  # BCP 47, of the catalogue
    catalogue: NullTranslations

    def say(self, message: str, **values: object) -> str:
        """The message in the reader's language, with its {names} filled in."""
        return self.catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form of the message that fits the number; {n} is the number."""
        return self.catalogue.ngettext(one, many, number).format(n=number, **values)

    def moment(self, at: datetime) -> str:
        """Such as "23 Nov 2026, 08:00", in the zone the time bears."""
        return self.say("{day}, {time}", day=self.date(at.date()), time=self.clock(at.time()))

    def clock(self, at: TimeOfDay) -> str:
        """Such as "08:00"."""
        return self.say("{hour}:{minute}", hour=f"{at:%H}", minute=f"{at:%M}")

    def date(self, day: date) -> str:
        """Such as "23 Nov 2026"."""
        return self.say("{day} {month} {year}", day=day.day, month=self.say(_MONTHS[day.month]), year=day.year)
