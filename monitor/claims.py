"""Which process a claim on the database belongs to, and whether that process is still at work."""

import os
import re
import socket
from pathlib import Path

_HOLDER = re.compile(r"(?P<host>.+) process (?P<pid>\d+)(?: begun (?P<begun>\d+))?")
_PROCESSES = Path("/proc")
_ENDED = ("Z", "X", "x")  # proc(5): a zombie, dead


def own_name() -> str:
    """This process, by a name that no later process of this machine gets."""
    found = _state(os.getpid())
    begun = f" begun {found[1]}" if found else ""
    return f"{socket.gethostname()} process {os.getpid()}{begun}"


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


def _state(pid: int) -> tuple[str, str] | None:
    """State and time of start, in clock ticks since boot (proc(5)); None: there is no such process, or no /proc."""
    try:
        fields = (_PROCESSES / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return fields[0], fields[19]
    except (OSError, IndexError):
        return None
