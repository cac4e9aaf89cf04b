"""The journal of departures: a file beside the database that only grows, so that a restore brings nobody back.

One line of JSON for each: an id that means nothing to anybody else, and when. Two journals are merged by putting one
behind the other.
"""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Journal:
    path: Path

    def add(self, gone: Iterable[str], at: datetime) -> None:
        """They have left, and it is on the disk. A disk that will not take it is named in the log: the database knows,
        and the journal is brought up to date at the next start."""
        lines = "".join(f"{json.dumps({'left': one, 'at': at.isoformat()})}\n" for one in gone)
        if not lines:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file:
                start = b"" if _ends_well(file.fileno()) else b"\n"  # a line cut short by a crash stays alone
                file.write(start + lines.encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            log.error("departure not written to %s: %s. Make the file writable", self.path, error.strerror)

    def read(self) -> frozenset[str]:
        """Everybody who left; a line that is none is passed over. Raises OSError for a file that cannot be read."""
        if not self.path.exists():
            return frozenset()
        return frozenset(one for line in self.path.read_bytes().splitlines() if (one := _left(line)) is not None)


def _ends_well(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"


def _left(line: bytes) -> str | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    found = row.get("left") if isinstance(row, dict) else None
    return found if isinstance(found, str) else None
