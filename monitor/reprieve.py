"""What was given up is offered again now and then: the mailbox may be emptied by now, or the server mended, and nobody
looks into a watch that is left alone."""

from datetime import datetime, timedelta

from monitor.telling import Telling, destinations
from notifications.sending import may_be_tried_again

_EVERY = timedelta(hours=1)


class Reprieve:
    """Puts dead letters that have rested back into the outbox, for those who are still told."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._last: datetime | None = None  # None: never

    def heed(self, now: datetime) -> None:
        """What was given up is looked through, if that was not done within the hour."""
        if self._last is not None and timedelta() <= now - self._last < _EVERY:
            return
        self._last = now
        archive = self._telling.archive
        rested = [one for one in archive.dead() if may_be_tried_again(one.sealed_at, one.dead_since, now)]
        for letter, to in destinations(self._telling, rested):
            if to is not None:
                archive.revive(letter.id, to, now)
