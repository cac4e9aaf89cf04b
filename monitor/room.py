"""Whether there is room on the archive's disk: without it nothing is fetched, for nothing of it could be kept."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

log = logging.getLogger(__name__)
_SQLITE = "sqlite:///"


def folder_of(archive_url: str) -> Path | None:
    """The folder of the archive's file; None: the archive is a server's, which guards its own disk."""
    return Path(archive_url.removeprefix(_SQLITE)).parent if archive_url.startswith(_SQLITE) else None


def free_in(folder: Path) -> int:
    """Bytes free at the folder, or at the nearest one above it that exists."""
    return shutil.disk_usage(next(parent for parent in (folder, *folder.parents) if parent.exists())).free


class Room:
    """Looks at the disk; says once that it is full, and once that it no longer is."""

    def __init__(self, folder: Path | None, least: int, free: Callable[[Path], int] = free_in) -> None:
        self._folder = folder
        self._least = least
        self._free = free
        self._since: datetime | None = None  # None: there is room

    def lack(self, now: datetime) -> tuple[str, ...] | None:
        """Why nothing may be looked at, in lines that stay the same until there is room again; None: there is."""
        if self._folder is None:
            return None
        free = self._free(self._folder)
        if free >= self._least:
            if self._since is not None:
                log.warning("room again folder=%s free_mib=%d: looking goes on", self._folder, free >> 20)
            self._since = None
            return None
        if self._since is None:
            self._since = now
            log.error("disk nearly full folder=%s free_mib=%d: nothing is looked at", self._folder, free >> 20)
        return (
            f"{self._folder} has less than {self._least >> 20} MiB free since {self._since:%Y-%m-%d %H:%M} UTC.",
            "What is kept is kept; nothing new is fetched until there is room. Then looking goes on by itself.",
        )
