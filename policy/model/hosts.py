"""Which host an address belongs to, and what those hear who come to one and may not enter."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

UNBOUNDED = 1_000_000_000  # requests in a day: no limit at all


class BookError(Exception):
    """What is remembered of hosts cannot be asked now, so nobody may be asked for a page; the message says why."""


@dataclass(frozen=True, slots=True)
class Shut:
    """The host wishes no request before then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Spent:
    """The host was asked as often as we ask anybody in a day; the next day begins then."""

    until: datetime


def host_of(url: str) -> str:
    """What politeness counts by and shards are cut by: the host in lower case, whatever the port; "" when the address
    has none."""
    return (urlsplit(url).hostname or "").rstrip(".")


def midnight(now: datetime) -> datetime:
    """When the day under way began (UTC), by which requests are counted."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
