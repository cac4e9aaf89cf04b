"""What is remembered of a host between requests: when it may be asked again, and its robots.txt."""

from datetime import datetime, timedelta
from typing import Protocol

from policy.model.hosts import Shut


class HostBook(Protocol):
    """Shared by every crawl, and by every worker if its keeper is a database. Each call happens whole or not at all."""

    async def enter(self, host: str, now: datetime, hold: timedelta) -> datetime | Shut | None:
        """Take the host for one request, until `leave` or for `hold` at most; None: it is taken, and yours. Otherwise
        the moment to ask again, or that the host wishes to be left alone."""
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
        self._shut_until: dict[str, datetime] = {}
        self._rules: dict[str, tuple[str, datetime]] = {}
        self._origins = origins

    async def enter(self, host: str, now: datetime, hold: timedelta) -> datetime | Shut | None:
        shut_until = await self.shut_until(host, now)
        if shut_until is not None:
            return Shut(shut_until)
        free_at = self._free_at.get(host)
        if free_at is not None and now < free_at:
            return free_at
        if free_at is None and len(self._free_at) >= self._origins:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        self._free_at[host] = now + hold
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
