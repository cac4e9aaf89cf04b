"""The targets a running daemon watches: taken over again whenever a file of their folder changes."""

import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from monitor.cycle import Clock
from monitor.ports import Archive
from monitor.tables import SettingsError
from monitor.targets import is_target_file, load
from policy.model.looks import State
from policy.model.targets import Target

log = logging.getLogger(__name__)
Warn = Callable[[tuple[str, ...], datetime], None]


def watched_last(archive: Archive) -> tuple[Target, ...]:
    """What is watched by the archive, whatever the files say by now."""
    return tuple(card.target for card in archive.documents() if card.state is not State.PAUSED)


class Roster:
    """Begins with the targets the daemon was started with; `interval` is for those that state none, and `warn` is told
    of mistakes."""

    def __init__(self, folder: Path, interval: timedelta, targets: tuple[Target, ...], warn: Warn) -> None:
        self._folder = folder
        self._interval = interval
        self._targets = targets
        self._warn = warn
        self._seen: object = None  # the folder when it was last read; None: not yet

    def refresh(self, archive: Archive, clock: Clock) -> None:
        """What the files say now is watched. Mistakes are told once, and the targets from before stay in force."""
        seen = _fingerprint(self._folder)
        if seen == self._seen:
            return
        try:
            targets = load(self._folder, self._interval)
        except SettingsError as error:
            self._warn(error.messages, clock())
            self._seen = seen
            for message in error.messages:
                log.error("targets not taken over, those from before are watched on: %s", message)
            return
        if targets != self._targets:
            archive.enlist(targets, clock())
            log.info("targets taken over number=%d", len(targets))
        self._targets, self._seen = targets, seen


def _fingerprint(folder: Path) -> object:
    """Differs when a target file came, went or was written; asked at every tick, of thousands of files."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_target_file(entry.name):
                    facts = entry.stat()
                    found.append((entry.name, facts.st_mtime_ns, facts.st_size, facts.st_ino))
    except OSError as error:  # one went while we looked: the next tick sees why
        return str(error)
    return sorted(found)
