"""Whether there is room on the disks of the watch: without it nothing is fetched, for nothing of it could be kept."""

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from monitor.settings import Settings
from storage import StorageError, data_folder

log = logging.getLogger(__name__)
_SQLITE = "sqlite:///"


def folders_of(settings: Settings) -> tuple[Path, ...]:
    """The folders a watch writes in: that of the archive's file; on PostgreSQL that of the settings, and the server's
    own where it is on this machine and says so."""
    if settings.archive_url.startswith(_SQLITE):
        return (Path(settings.archive_url.removeprefix(_SQLITE)).parent,)
    try:
        served = data_folder(settings.archive_url)
    except StorageError:  # whoever asks for room next will hear of the database by its own errors
        served = None
    return (settings.path.parent, *((served,) if served else ()))


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(parent for parent in (folder, *folder.parents) if parent.exists())


def free_in(folder: Path) -> int:
    """Bytes free where the folder is, or will be."""
    return shutil.disk_usage(nearest(folder)).free


class Room:
    """Looks at the disks; says once that one is full, and once that it no longer is."""

    def __init__(self, folders: tuple[Path, ...], least: int, free: Callable[[Path], int] = free_in) -> None:
        self._folders = folders
        self._least = least
        self._free = free
        self._full: tuple[Path, datetime] | None = None  # which disk is, and since when; None: there is room

    def free(self) -> int:
        """Bytes on the disk that has least."""
        return min(map(self._free, self._folders))

    def lack(self, now: datetime) -> tuple[str, ...] | None:
        """Why nothing may be looked at, in lines that stay the same until there is room again; None: there is."""
        lacking = next(((folder, free) for folder, free in self._measured() if free < self._least), None)
        if lacking is None:
            if self._full is not None:
                log.warning("room again folder=%s free_mib=%d: looking goes on", self._full[0], self.free() >> 20)
            self._full = None
            return None
        if self._full is None:
            self._full = (lacking[0], now)
            log.error("disk nearly full folder=%s free_mib=%d: nothing is looked at", lacking[0], lacking[1] >> 20)
        folder, since = self._full
        return (
            f"{folder} has less than {self._least >> 20} MiB free since {since:%Y-%m-%d %H:%M} UTC.",
            "What is kept is kept; nothing new is fetched until there is room. Then looking goes on by itself.",
        )

    def _measured(self) -> Iterator[tuple[Path, int]]:
        return ((folder, self._free(folder)) for folder in self._folders)
