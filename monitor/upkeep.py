"""What the daemon does at each tick before it looks: the chores, and whether it may look at all."""

import logging
from collections.abc import Callable
from datetime import datetime

from monitor.assembly import House
from monitor.clock import Setbacks
from monitor.pulse import Pulse
from monitor.room import Room, folder_of
from monitor.roster import Roster
from monitor.settings import Settings
from monitor.tidying import Tidying
from policy.model.targets import Target

log = logging.getLogger(__name__)


class Upkeep:
    """The chores of one daemon. Raises StorageError when the database cannot do its part."""

    def __init__(
        self, house: House, settings: Settings, targets: tuple[Target, ...], clock: Callable[[], datetime]
    ) -> None:
        self._house = house
        self._clock = clock
        self._roster = Roster(settings.targets_folder, settings.rhythm.interval, targets)
        self._setbacks = Setbacks()
        self._tidying = Tidying(house.archive, settings.retention) if settings.retention else None
        self._room = Room(folder_of(settings.archive_url), settings.operations.room)
        self._pulse = Pulse(house.archive, settings)

    def tick(self, is_idle: bool) -> bool:
        """Whether there may be looks until the next tick."""
        house, now = self._house, self._clock()
        if self._setbacks.happened():
            log.warning("the clock was set back targets=%d", house.archive.mend(now))
        if house.registry is not None:
            house.registry.forget(now)
        self._roster.refresh(house.archive, self._clock)
        if self._tidying is not None and is_idle:
            self._tidying.portion(now)
        lack = self._room.lack(now)
        if lack is not None:
            if house.looking.alarm is not None:
                house.looking.alarm.trouble("Nothing is looked at: the disk is nearly full", lack, now)
            return False
        self._pulse.beat(now)
        return True
