"""The form by which somebody subscribes: as it was filled in, and as the wish it states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from policy.catalogues import LANGUAGES, spoken
from policy.model.changes import Severity
from policy.model.digests import AtOnce, Daily, Schedule, Scope, Weekly
from policy.model.subscriptions import Wish
from policy.model.targets import DocumentType, Target
from policy.speech import Speech

_RHYTHMS = ("daily", "weekly", "at once")
_LONGEST = 300  # characters of a field that are kept to be shown again
_AT_HOME = {"id": "Asia/Jakarta", "ru": "Europe/Moscow"}  # a guess the reader can correct; all others: UTC
_NOWHERE = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")  # older names of zones listed anyway


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in, in the words of the form; every value may be anything at all."""

    address: str
    documents: tuple[str, ...]
    services: tuple[str, ...]
    types: tuple[str, ...]
    minimum: str
    rhythm: str
    weekday: str
    hour: str
    zone: str
    language: str
    alerts: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be subscribed to: documents by id, and services by short name with the names people know."""

    documents: Mapping[str, Target]
    services: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field, in the reader's language."""

    field: str
    words: str


def blank(language: str, services: Sequence[str] = (), documents: Sequence[str] = ()) -> Form:
    """The form before anything was filled in; with the services or documents the reader comes from."""
    own = spoken(language)
    zone, chosen = _AT_HOME.get(own, "UTC"), (tuple(documents), tuple(services))
    return Form("", *chosen, (), "minor", "daily", "0", "8", zone, own, alerts=True)


def filled(fields: Mapping[str, Sequence[str]], empty: Form) -> Form:
    """The form as it came; what was not sent is as in the empty one."""

    def one(name: str, usual: str) -> str:
        return fields[name][0][:_LONGEST] if fields.get(name) else usual

    return Form(
        address=one("address", ""),
        documents=tuple(value[:_LONGEST] for value in fields.get("document", ())),
        services=tuple(value[:_LONGEST] for value in fields.get("service", ())),
        types=tuple(value[:_LONGEST] for value in fields.get("type", ())),
        minimum=one("minimum", empty.minimum),
        rhythm=one("rhythm", empty.rhythm),
        weekday=one("weekday", empty.weekday),
        hour=one("hour", empty.hour),
        zone=one("zone", empty.zone),
        language=one("language", empty.language),
        alerts=bool(fields.get("alerts")),
    )


def wish(form: Form, offered: Choices, speech: Speech) -> Wish | tuple[Problem, ...]:
    """What the form asks for, or everything that is wrong with it."""
    choices = (
        ("document", form.documents, offered.documents),
        ("service", form.services, offered.services),
        ("type", form.types, tuple(DocumentType)),
        ("minimum", (form.minimum,), tuple(one.word for one in Severity)),
        ("rhythm", (form.rhythm,), _RHYTHMS),
        ("weekday", (form.weekday,), tuple("0123456")),
        ("hour", (form.hour,), tuple(str(hour) for hour in range(24))),
        ("zone", (form.zone,), zones()),
        ("language", (form.language,), LANGUAGES),
    )
    unknown = [field for field, chosen, known in choices if not set(chosen) <= set(known)]
    problems = [Problem(field, speech.say("Choose one of those offered.")) for field in unknown]
    if not form.address.strip():
        problems.insert(0, Problem("address", speech.say("Enter your e-mail address.")))
    if problems:
        return tuple(problems)
    scope = Scope(
        documents=tuple(sorted(set(form.documents))),
        services=tuple(sorted(set(form.services))),
        document_types=tuple(one for one in DocumentType if one in form.types),
    )
    alerts = Severity.CRITICAL if form.alerts else None
    return Wish(form.address, _schedule(form), form.language, Severity[form.minimum.upper()], scope, alerts)


def misaddressed(speech: Speech) -> Problem:
    """The address is none."""
    return Problem("address", speech.say("This is no e-mail address. Write one such as name@company.example."))


@cache
def zones() -> tuple[str, ...]:
    """The time zones offered, by name."""
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(_NOWHERE))
    return ("UTC", *sorted(named))


def _schedule(form: Form) -> Schedule:
    at = time(int(form.hour))
    match form.rhythm:
        case "daily":
            return Daily(at, form.zone)
        case "weekly":
            return Weekly(int(form.weekday), at, form.zone)
    return AtOnce(form.zone)
