"""Housekeeping in idle moments: what the owner's rule lets go, a few targets at a time, all of them once a day."""

import logging
from datetime import datetime, timedelta

from policy.retention import Retention
from storage import SqlArchive

log = logging.getLogger(__name__)
_EVERY = timedelta(days=1)
_AT_ONCE = 20  # targets in one portion


class Tidying:
    """Goes through the targets; begins anew a day after it began last."""

    def __init__(self, archive: SqlArchive, rule: Retention) -> None:
        self._archive = archive
        self._rule = rule
        self._waiting: list[str] = []
        self._begun: datetime | None = None  # None: never

    def portion(self, now: datetime) -> None:
        """The next few targets are tidy."""
        if not self._waiting and (self._begun is None or not timedelta() <= now - self._begun < _EVERY):
            self._waiting, self._begun = list(reversed(self._archive.target_ids())), now
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self.tidy(self._waiting.pop(), now)

    def tidy(self, target_id: str, now: datetime) -> None:
        """The versions of the target that the rule lets go are gone, and the bodies that never made one."""
        number = self._archive.tidy(target_id, self._rule, now)
        if number:
            log.info("versions let go target=%s number=%d", target_id, number)
        number = self._archive.tidy_sightings(target_id, self._rule, now)
        if number:
            log.info("bodies never accepted let go target=%s number=%d", target_id, number)
