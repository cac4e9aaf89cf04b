"""Runs the daemon on copies of a prepared folder and kills it at moments spread over a cycle; then restarts it.

usage: python -m tests.line.knife FOLDER KILLS. FOLDER holds a house that has read its first editions; the site already
serves the second. A moment is the time before or after a statement, before a commit, and before or after a message is
handed over. Prints one JSON line for each kill with what the archive and the outbox hold after the restart, and a last
one with the number of moments of a whole cycle.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from monitor.daemon import Daemon
from notifications.channels import Channel
from policy.model.digests import Delivery, Message
from policy.model.shelf import ChangeFilter
from storage import open_library
from storage.verifying import Verification
from tests.line.house import Line, line

_LIMIT = 300  # seconds for one run of the daemon, on a machine that does much else
_LEASES_RUN_OUT = timedelta(minutes=80)  # and the hour is over in which a subscriber gets four alerts at most
_FIRST_RUN = timedelta(days=1)  # ahead of the clock
_LAST_RUN = _FIRST_RUN + _LEASES_RUN_OUT


class Knife:
    """Counts the moments of a process and ends it, without a word, at the one chosen; 0: never."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.moments = 0

    def moment(self, *_details: object) -> None:
        self.moments += 1
        if self.moments == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def hold(self) -> None:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self.moment)


class Watched:
    """A channel under the knife."""

    def __init__(self, channel: Channel, moment: Callable[[], None]) -> None:
        self._channel = channel
        self._moment = moment

    def send(self, message: Message) -> Delivery:
        self._moment()
        delivery = self._channel.send(message)
        self._moment()
        return delivery

    def trouble(self) -> str | None:
        return self._channel.trouble()


async def _until_told(watch: Line, knife: Knife) -> None:
    """The daemon, until every target is at its second version and has been told, or the limit has passed."""
    channels = {name: Watched(way, knife.moment) for name, way in watch.house.telling.channels.items()}
    looking = replace(watch.house.looking, readers=watch.readers)
    daemon = Daemon(looking, replace(watch.house.telling, channels=channels), watch.clock)
    stop = asyncio.Event()
    running = asyncio.create_task(daemon.run(stop, timedelta(milliseconds=150), watch.house.fetcher.stop))
    limit = time.monotonic() + _LIMIT
    while time.monotonic() < limit and not _is_done(watch):  # noqa: ASYNC110 – what is awaited is a file
        await asyncio.sleep(0.05)
    stop.set()
    await running


def _is_done(watch: Line) -> bool:
    return _mailed(watch.folder) >= {target.id for target in watch.targets}


def _mailed(folder: Path) -> set[str]:
    """The targets the delivered mails link to."""
    found: set[str] = set()
    for file in (folder / "outbox").glob("*.eml"):
        words = message_from_bytes(file.read_bytes()).as_string()
        found |= {target for target in ("one-privacy", "two-privacy", "three-privacy") if f"/{target}/" in words}
    return found


def _run(folder: Path, at: int, ahead: timedelta) -> None:
    knife = Knife(at)
    knife.hold()
    with line(folder, ahead=ahead) as watch:
        asyncio.run(_until_told(watch, knife))
    (folder / "moments").write_text(str(knife.moments))


def _forked(folder: Path, at: int, ahead: timedelta) -> int:
    """Exit status of a fresh process that runs the daemon."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            _run(folder, at, ahead)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _held(folder: Path) -> dict[str, object]:
    """What the archive and the outbox hold."""
    library = open_library(f"sqlite:///{folder / 'clausewatch.db'}")
    try:
        versions = {
            card.target.id: sorted(version.number for version in library.versions(card.target.id))
            for card in library.documents()
        }
        changes = sorted(change.id for change in library.changes(ChangeFilter(), 100))
    finally:
        library.close()
    verification = Verification(f"sqlite:///{folder / 'clausewatch.db'}", datetime.now(UTC) + _LAST_RUN)
    faults = [f"{fault.where}: {fault.found}" for fault in verification.faults(rereads=False)]
    return {"versions": versions, "changes": changes, "mailed": sorted(_mailed(folder)), "faults": faults}


def main(prepared: Path, kills: int) -> None:
    whole = _copied(prepared)
    status = _forked(whole, 0, _FIRST_RUN)
    moments = int((whole / "moments").read_text())
    for at in range(1, moments, max(1, moments // kills)):
        folder = _copied(prepared)
        killed = _forked(folder, at, _FIRST_RUN)
        again = _forked(folder, 0, _LAST_RUN)
        _say({"at": at, "killed": killed, "again": again, **_held(folder)})
        shutil.rmtree(folder)
    _say({"moments": moments, "status": status, **_held(whole)})


def _say(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def _copied(prepared: Path) -> Path:
    folder = Path(tempfile.mkdtemp(dir=prepared.parent)) / "house"
    shutil.copytree(prepared, folder)
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
