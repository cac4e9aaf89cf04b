"""What politeness remembers of hosts: in the database it outlives a crawl, and every worker heeds it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, Engine, Insert, bindparam, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from policy.model.codec import decode
from policy.model.hosts import UNBOUNDED, BookError, HostTrouble, Shut, Spent, midnight
from storage.columns import Instant
from storage.engines import transaction
from storage.errands import Errands
from storage.errors import UnavailableError
from storage.json import from_json, to_json
from storage.tables import hosts, robots

T = TypeVar("T")
_RESTED = timedelta(days=2)  # after which nothing is left to remember of a host
_STALE = timedelta(days=31)  # rules older than that serve nobody, not even while the file is unreachable

_A_DAY = timedelta(days=1)
_TAKEN = select(hosts).where(hosts.c.host == bindparam("host"))
_SHUT_UNTIL = select(hosts.c.shut_until).where(hosts.c.host == bindparam("host"))
_TROUBLE = select(hosts.c.host, hosts.c.trouble, hosts.c.back_at)
_RULES = select(robots.c.rules, robots.c.at).where(robots.c.origin == bindparam("origin"))


class SqlHostBook:
    """Fits `crawler.hosts.HostBook`. Each call is one transaction, or shares one with the calls for other hosts that
    came with it."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self._writer = writer
        self._writing = Errands(writer)
        self._reading = Errands(reader)
        insert = postgresql.insert if writer.dialect.name == "postgresql" else sqlite.insert
        host, rule = insert(hosts), insert(robots)
        free_at, shut_until = host.excluded.free_at, host.excluded.shut_until
        now = bindparam("now", type_=Instant)
        is_free = hosts.c.free_at.is_(None) | (hosts.c.free_at <= now)
        is_open = hosts.c.shut_until.is_(None) | (hosts.c.shut_until <= now)
        is_sooner = hosts.c.shut_until.is_(None) | (hosts.c.shut_until < shut_until)
        is_other_day = hosts.c.day.is_(None) | (hosts.c.day != host.excluded.day)
        has_budget = is_other_day | (hosts.c.asked < bindparam("budget"))
        asked = case((is_other_day, 1), else_=hosts.c.asked + 1)
        entered = {"free_at": free_at, "day": host.excluded.day, "asked": asked}
        known = {"rules": rule.excluded.rules, "at": rule.excluded.at}
        self._enter = host.on_conflict_do_update(
            index_elements=["host"], set_=entered, where=is_free & is_open & has_budget
        ).returning(hosts.c.host)
        self._leave = host.on_conflict_do_update(index_elements=["host"], set_={"free_at": free_at})
        self._shut = host.on_conflict_do_update(
            index_elements=["host"], set_={"shut_until": shut_until}, where=is_sooner
        )
        troubled = {"trouble": host.excluded.trouble, "back_at": host.excluded.back_at}
        self._keep_trouble = host.on_conflict_do_update(index_elements=["host"], set_=troubled)
        self._keep_rules = rule.on_conflict_do_update(index_elements=["origin"], set_=known)

    def close(self) -> None:
        """No connection is left open."""
        self._writing.close()
        self._reading.close()

    async def enter(
        self, host: str, now: datetime, hold: timedelta, budget: int = UNBOUNDED
    ) -> datetime | Shut | Spent | None:
        day = midnight(now)

        def entered(db: Connection) -> datetime | Shut | Spent | None:
            columns = {"host": host, "free_at": now + hold, "day": day, "asked": 1, "now": now, "budget": budget}
            if db.execute(self._enter, columns).first() is not None:
                return None
            row = db.execute(_TAKEN, {"host": host}).one()
            if row.shut_until is not None and row.shut_until > now:
                return Shut(row.shut_until)
            return Spent(day + _A_DAY) if row.day == day and row.asked >= budget else row.free_at

        return await _done(self._writing, host, entered, may_lapse=True)

    async def leave(self, host: str, free_at: datetime) -> None:
        await self._write(host, self._leave, {"host": host, "free_at": free_at})

    async def shut(self, host: str, until: datetime) -> None:
        await self._write(host, self._shut, {"host": host, "shut_until": until})

    async def shut_until(self, host: str, now: datetime) -> datetime | None:
        def wished(db: Connection) -> datetime | None:
            wish: datetime | None = db.execute(_SHUT_UNTIL, {"host": host}).scalar_one_or_none()
            return wish

        until = await _done(self._reading, host, wished, may_lapse=True)
        return until if until is not None and until > now else None

    async def rules(self, origin: str) -> tuple[str, datetime] | None:
        def kept(db: Connection) -> tuple[str, datetime] | None:
            row = db.execute(_RULES, {"origin": origin}).first()
            return None if row is None else (row.rules, row.at)

        return await _done(self._reading, origin, kept, may_lapse=True)

    async def keep_rules(self, origin: str, rules: str, at: datetime) -> None:
        await self._write(origin, self._keep_rules, {"origin": origin, "rules": rules, "at": at})

    async def troubles(self, names: Collection[str]) -> dict[str, HostTrouble]:
        """The trouble with those of these hosts that have any."""

        def kept(db: Connection) -> dict[str, HostTrouble]:
            rows = db.execute(_TROUBLE.where(hosts.c.host.in_(names), hosts.c.trouble.is_not(None)))
            return {row.host: _trouble(row.trouble, row.back_at) for row in rows}

        return await _done(self._reading, "", kept, may_lapse=True)

    async def learn(self, host: str, fold: Callable[[HostTrouble], HostTrouble]) -> tuple[HostTrouble, HostTrouble]:
        """The trouble with a host before and after one more look, which `fold` makes of the one before; whoever learns
        of the same host meanwhile waits. A host that refused too many is shut."""

        def learnt(db: Connection) -> tuple[HostTrouble, HostTrouble]:
            row = db.execute(_TROUBLE.where(hosts.c.host == host).with_for_update()).first()
            before = HostTrouble() if row is None or row.trouble is None else _trouble(row.trouble, row.back_at)
            after = fold(before)
            if after != before:
                known = None if after.is_none else to_json(replace(after, until=None))
                db.execute(self._keep_trouble, {"host": host, "trouble": known, "back_at": after.until})
            if after.is_shut and after.until != before.until:
                db.execute(self._shut, {"host": host, "shut_until": after.until})
            return before, after

        return await _done(self._writing, host, learnt, may_lapse=False)

    def forget(self, now: datetime) -> None:
        """Hosts long at rest and rules long stale are let go."""
        rested = func.coalesce(hosts.c.free_at, hosts.c.shut_until) < now - _RESTED
        is_open = hosts.c.shut_until.is_(None) | (hosts.c.shut_until <= now)
        is_well = hosts.c.trouble.is_(None) | (func.coalesce(hosts.c.back_at, hosts.c.free_at) < now - _STALE)
        with transaction(self._writer) as db:
            db.execute(delete(hosts).where(rested, is_open, is_well))
            db.execute(delete(robots).where(robots.c.at < now - _STALE))

    async def _write(self, key: str, statement: Insert, columns: dict[str, object]) -> None:
        def written(db: Connection) -> None:
            db.execute(statement, columns)

        await _done(self._writing, key, written, may_lapse=False)


def _trouble(known: bytes, until: datetime | None) -> HostTrouble:
    """What is damaged is no trouble: the next looks find it again."""
    try:
        return replace(decode(HostTrouble, from_json(known)), until=until)
    except ValueError:
        return HostTrouble()


async def _done(errands: Errands, key: str, work: Callable[[Connection], T], *, may_lapse: bool) -> T:
    try:
        return await errands.done(key, work, may_lapse=may_lapse)
    except UnavailableError as error:
        raise BookError(str(error)) from error
