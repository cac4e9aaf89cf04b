"""Brings copies of a database to this release and ends the process at moments spread over it; then does it again.

usage: python -m tests.storage.halting DATABASE STEP HEADS. A moment is the time before or after a statement, or before
a commit; every STEPth is tried. HEADS are the heads of the logs before the upgrade, as JSON. Prints one JSON line for
each kill with what came of it, and a last one for an upgrade that no kill broke off.
"""

import json
import os
import shutil
import signal
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage import migrate, schema_state
from storage.verifying import Verification
from tests.support.filled import LATER


class _Halt:
    """Counts the moments of a process and ends it, without a word, at the one chosen."""

    def __init__(self, at: int) -> None:
        self._left = at
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self._moment)

    def _moment(self, *_details: object) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def _halted(url: str, at: int) -> int:
    """Exit status of a process that is ended at that moment of the upgrade; 0: it came to its end before."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            _Halt(at)
            migrate(url)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main(database: Path, step: int, heads: list[list[object]]) -> None:
    earlier = [(str(name), int(str(rows)), str(link)) for name, rows, link in heads]
    for at in count(1, step):
        copy = database.with_name(f"copy{at}.db")
        shutil.copy(database, copy)
        url = f"sqlite:///{copy}"
        status, state = _halted(url, at), schema_state(url)
        migrate(url)
        verification = Verification(url, LATER + timedelta(days=1))
        faults = [f"{fault.where}: {fault.found}" for fault in verification.faults(rereads=False, earlier=earlier)]
        sys.stdout.write(json.dumps({"at": at, "status": status, "state": state, "faults": faults}) + "\n")
        for file in database.parent.glob(f"{copy.name}*"):
            file.unlink()
        if status == 0:
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]))
