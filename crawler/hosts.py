"""What is remembered of a host between requests: when it may be asked again, and its robots.txt."""

from datetime import datetime, timedelta
from typing import Protocol

from policy.model.hosts import UNBOUNDED, Shut, Spent, midnight

_A_DAY = timedelta(days=1)


class HostBook(Protocol):
    """Shared by every crawl, and by every worker if its keeper is a database. Each call happens whole or not at all;
    BookError says that the keeper does not answer."""

    async def enter(
        self, host: str, now: datetime, hold: timedelta, budget: int = UNBOUNDED
    ) -> datetime | Shut | Spent | None:
        """Take the host for one request, until `leave` or for `hold` at most; None: it is taken, and yours. Otherwise
        the moment to ask again, that the host wishes to be left alone, or that it was taken `budget` times today."""
        ...

    async def leave(self, host: str, free_at: datetime) -> None:
        """Give the host back; nobody enters before `free_at`."""
        ...

    async def shut(self, host: str, until: datetime) -> None:
        """The host wishes no request before then; never shortens an earlier wish."""
        ...

    async def shut_until(self, host: str, now: datetime) -> datetime | None:
        """When a host that wishes no request may be asked again; None: it is open."""
        ...

    async def rules(self, origin: str) -> tuple[str, datetime] | None:
        """The text last kept for an origin and when it was got; None: none was ever kept."""
        ...

    async def keep_rules(self, origin: str, rules: str, at: datetime) -> None:
        """Remember an origin's rules, replacing earlier ones."""
        ...


class MemoryHostBook:
    """A host book for one process that forgets when it ends; hosts long at rest are forgotten before."""

    def __init__(self, origins: int = 10_000) -> None:
        self._free_at: dict[str, datetime] = {}
        self._asked: dict[str, tuple[datetime, int]] = {}  # the day of the last request, and how many there were on it
        self._shut_until: dict[str, datetime] = {}
        self._rules: dict[str, tuple[str, datetime]] = {}
        self._origins = origins

    async def enter(
        self, host: str, now: datetime, hold: timedelta, budget: int = UNBOUNDED
    ) -> datetime | Shut | Spent | None:
        shut_until = await self.shut_until(host, now)
        if shut_until is not None:
            return Shut(shut_until)
        free_at = self._free_at.get(host)
        day = midnight(now)
        counted, asked = self._asked.get(host, (day, 0))
        asked = asked if counted == day else 0
        if asked >= budget:
            return Spent(day + _A_DAY)
        if free_at is not None and now < free_at:
            return free_at
        if free_at is None and len(self._free_at) >= self._origins:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}
            self._asked = {name: (on, times) for name, (on, times) in self._asked.items() if on == day}
        self._free_at[host], self._asked[host] = now + hold, (day, asked + 1)
        return None

    async def leave(self, host: str, free_at: datetime) -> None:
        self._free_at[host] = free_at

    async def shut(self, host: str, until: datetime) -> None:
        self._shut_until[host] = max(until, self._shut_until.get(host, until))
        if len(self._shut_until) > self._origins:
            del self._shut_until[min(self._shut_until, key=self._shut_until.__getitem__)]

    async def shut_until(self, host: str, now: datetime) -> datetime | None:
        until = self._shut_until.get(host)
        if until is not None and until <= now:
            del self._shut_until[host]
            return None
        return until

    async def rules(self, origin: str) -> tuple[str, datetime] | None:
        return self._rules.get(origin)

    async def keep_rules(self, origin: str, rules: str, at: datetime) -> None:
        self._rules.pop(origin, None)
        self._rules[origin] = (rules, at)
        if len(self._rules) > self._origins:
            del self._rules[next(iter(self._rules))]
