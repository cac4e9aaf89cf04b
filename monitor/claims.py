"""Which process a claim on the database belongs to, and whether that process is still at work."""

import logging
import os
import re
import socket
from datetime import datetime, timedelta
from pathlib import Path

from storage import SqlArchive, lease_token

log = logging.getLogger(__name__)
_EVERY = timedelta(minutes=1)
_HOLDER = re.compile(r"process (?P<pid>\d+) on (?P<host>.+?)(?: \(boot tick (?P<begun>\d+)\))?")
_LEASE = " lease "
_PROCESSES = Path("/proc")
_ENDED = ("Z", "X", "x")  # proc(5): a zombie, dead


def own_name() -> str:
    """This process, by a name that no later process of this machine gets."""
    found = _state(os.getpid())
    begun = f" (boot tick {found[1]})" if found else ""
    return f"process {os.getpid()} on {socket.gethostname()}{begun}"


def lease_name() -> str:
    """A name no other lease has, with that of this process in it."""
    return f"{own_name()}{_LEASE}{lease_token()}"


def is_forsaken(lease: str) -> bool:
    """True when whoever has the lease was a process of this machine that is no more."""
    return is_dead(lease.partition(_LEASE)[0])


def is_dead(holder: str) -> bool:
    """True when the holder was a process of this machine that is no more: it was killed, and its claim with it."""
    named = _HOLDER.fullmatch(holder)
    if named is None or named["host"] != socket.gethostname():
        return False
    found = _state(int(named["pid"]))
    if found is not None:
        state, begun = found
        return state in _ENDED or named["begun"] not in (None, begun)  # another process has its number now
    try:
        os.kill(int(named["pid"]), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


class Leavings:
    """What a process of this machine had in hand when it was killed is due again when this is asked next, once a minute
    at most; the leases of others run out. `lease` is how long theirs are."""

    def __init__(self, archive: SqlArchive, lease: timedelta) -> None:
        self._archive = archive
        self._lease = lease
        self._last: datetime | None = None  # None: never

    def gather(self, now: datetime) -> None:
        if self._last is not None and self._last <= now < self._last + _EVERY:
            return
        if found := self._archive.free(is_forsaken, now, self._lease):
            log.warning("taken over from a process that was killed targets=%d", found)
        self._last = now


def _state(pid: int) -> tuple[str, str] | None:
    """State and time of start, in clock ticks since boot (proc(5)); None: there is no such process, or no /proc."""
    try:
        fields = (_PROCESSES / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return fields[0], fields[19]
    except (OSError, IndexError):
        return None
