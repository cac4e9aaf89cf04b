"""What is done at each tick before there are looks: the chores, and whether there may be any."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from monitor.assembly import House, Workshop
from monitor.claims import Leavings
from monitor.clock import Setbacks
from monitor.gauges import Numbers, Sample, Work, of_daemon, of_worker
from monitor.pulse import Heart, Metrics, Pulse, heartbeat
from monitor.reprieve import Reprieve
from monitor.room import Room, folders_of
from monitor.roster import Roster
from monitor.settings import Settings
from monitor.thrift import Thrift
from monitor.tidying import Tidying
from monitor.unreached import Unreached
from policy.model.targets import Target

log = logging.getLogger(__name__)
_TOLD = 20  # mistakes in one mail; the log has them all


class Upkeep:
    """The chores of one daemon. Raises StorageError when the database cannot do its part."""

    def __init__(
        self, house: House, settings: Settings, targets: tuple[Target, ...], clock: Callable[[], datetime]
    ) -> None:
        self._house = house
        self._clock = clock
        self._roster = Roster(settings.targets_folder, settings.rhythm.interval, targets, self._warn)
        self._setbacks = Setbacks(clock)
        self._thrift = Thrift()
        self._leavings = Leavings(house.archive, house.looking.lease)
        self._tidying = Tidying(house.archive, settings.retention) if settings.retention else None
        self._reprieve = Reprieve(house.telling)
        alarm = house.looking.alarm
        self._unreached = Unreached(house.archive, alarm) if alarm is not None else None
        self._room = Room(folders_of(settings), settings.operations.room)
        own = settings.operations
        self._pulse = Pulse(_heart(settings, own.heartbeat), _metrics(own.metrics, self._samples))

    def tick(self, is_idle: bool) -> bool:
        """Whether there may be looks until the next tick."""
        house, now = self._house, self._clock()
        self._thrift.heed(now)
        if by := self._setbacks.by():
            log.warning("the clock was set back targets=%d", house.archive.mend(now, by))
        self._leavings.gather(now)
        if house.registry is not None:
            house.registry.forget(now)
        self._roster.refresh(house.archive, self._clock)
        self._reprieve.heed(now)
        if self._unreached is not None:
            self._unreached.heed(now)
        if self._tidying is not None and is_idle:
            self._tidying.portion(now)
        if not _is_room(self._room, house, "Nothing is looked at: the disk is nearly full", now):
            return False
        self._pulse.beat(now)
        return True

    def _warn(self, mistakes: tuple[str, ...], now: datetime) -> None:
        """Nobody reads the log of a watch that is left alone."""
        if (alarm := self._house.looking.alarm) is not None:
            found = f"Found at {now:%Y-%m-%d %H:%M} UTC. The targets from before are watched on until it is mended."
            alarm.trouble("A target file is wrong: it is not taken over", (found, *mistakes[:_TOLD]), now)

    def _samples(self, now: datetime) -> tuple[Sample, ...]:
        archive = self._house.archive
        counted = len(archive.waiting()), len(archive.dead())
        return of_daemon(Numbers(archive.documents(), *counted, self._room.free(), now))


class WorkerUpkeep:
    """The chores of one worker, under its name; `hands` says how many targets it has in hand and how many looks it
    recorded since it began."""

    def __init__(self, shop: Workshop, settings: Settings, name: str, hands: Callable[[], tuple[int, int]]) -> None:
        self._shop = shop
        self._name = name
        self._hands = hands
        self._thrift = Thrift()
        self._leavings = Leavings(shop.archive, shop.looking.lease)
        self._room = Room(folders_of(settings), settings.operations.room)
        own = settings.operations
        self._pulse = Pulse(_heart(settings, own.heartbeat_of(name)), _metrics(own.metrics_of(name), self._samples))

    def tick(self) -> bool:
        """Whether there may be looks until the next tick. Raises StorageError when the database does not answer."""
        now = self._shop.looking.clock()
        self._thrift.heed(now)
        if not _is_room(self._room, self._shop, f"Worker {self._name} looks at nothing: its disk is nearly full", now):
            return False
        self._leavings.gather(now)
        # A claim of nothing: of a database that can only be read no look is made either, and nobody is to hear a beat.
        self._shop.archive.due(now, 0, self._shop.looking.lease)
        self._pulse.beat(now)
        return True

    def _samples(self, now: datetime) -> tuple[Sample, ...]:
        in_hand, looks = self._hands()
        return of_worker(Work(self._name, in_hand, looks, self._room.free(), now))


def _heart(settings: Settings, url: str | None) -> Heart | None:
    own = heartbeat(settings, url)
    return Heart(own.beat) if own else None


def _metrics(file: Path | None, samples: Callable[[datetime], tuple[Sample, ...]]) -> Metrics | None:
    return Metrics(file, samples) if file else None


def _is_room(room: Room, shop: Workshop, otherwise: str, now: datetime) -> bool:
    """Whether the disks have room; where they have not, the operator reads what that means."""
    lack = room.lack(now)
    if lack is not None and shop.looking.alarm is not None:
        shop.looking.alarm.trouble(otherwise, lack, now)
    return lack is None
