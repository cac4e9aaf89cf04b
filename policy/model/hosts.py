"""Which host an address belongs to, and what those hear who come to one and may not enter."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

UNBOUNDED = 1_000_000_000  # requests in a day: no limit at all


class BookError(Exception):
    """What is remembered of hosts cannot be asked now, so nobody may be asked for a page; the message says why."""


@dataclass(frozen=True, slots=True)
class HostTrouble:
    """The trouble with a host since it last gave a page; none of it: it gave one."""

    refused: tuple[str, ...] = ()  # targets
    failures: int = 0  # times it was out of reach, targets that failed together counted once
    until: datetime | None = None  # nobody need come before; None: whenever they like
    is_shut: bool = False  # it refused too many, and is left alone
    is_away: bool = False  # nobody is there, whichever of its targets is asked for

    @property
    def is_none(self) -> bool:
        return not self.refused and not self.failures

    def keeps_away(self, now: datetime) -> bool:
        """Whether no target of the host need be asked for now."""
        return self.is_away and self.until is not None and now < self.until


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
