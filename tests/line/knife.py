"""Runs a daemon's cycle on copies of a prepared folder and kills it at moments spread over it; then lets it go on.

usage: python -m tests.line.knife FOLDER KILLS. FOLDER holds a house that has read its first editions; the site already
serves the second. A moment is the time before or after a statement, before a commit, before a file of the folder is
opened, renamed or removed, before a connection is made, and before or after a message is handed over. Prints one JSON
line for each kill with what the archive and the outbox hold after the restart, and a last one for a cycle that no kill
broke off.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

import crawler.spider  # noqa: F401 – paid for once, before the forks
from notifications.channels import Channel
from policy.model.digests import Delivery, Message
from policy.model.shelf import ChangeFilter
from storage import open_library
from storage.verifying import Verification
from tests.line.faults import EVENTS, Kind
from tests.line.house import Line, line

_A_DAY, _A_MOMENT = timedelta(days=1), timedelta(minutes=2)
_AFTERWARDS = timedelta(days=5)  # ahead of the clock, when all is over
_NAMES = ("one-privacy", "two-privacy", "three-privacy")


class Knife:
    """Counts the moments of a process and ends it, without a word, at the one chosen; 0: never."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.moments = 0

    def moment(self, *_details: object) -> None:
        self.moments += 1
        if self.moments == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def hold(self, folder: Path) -> None:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self.moment)

        def heard(name: str, arguments: tuple[object, ...]) -> None:
            kind = EVENTS.get(name)
            if kind is Kind.SOCKET or (kind is Kind.FILE and str(arguments[0]).startswith(str(folder))):
                self.moment()

        sys.addaudithook(heard)


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


async def _cycle(watch: Line, knife: Knife) -> None:
    """A look, the one that confirms it, and what is to be told."""
    channels = {name: Watched(way, knife.moment) for name, way in watch.house.telling.channels.items()}
    await watch.cycle(_A_DAY, _A_MOMENT, telling=replace(watch.house.telling, channels=channels))


def _run(folder: Path, at: int) -> None:
    """The cycle under the knife; 0: the days after it, without one."""
    knife = Knife(at)
    if at:
        knife.hold(folder)
    with line(folder, ahead=timedelta() if at else _A_DAY) as watch:
        asyncio.run(_cycle(watch, knife) if at else watch.go_on(2))


def _forked(folder: Path, at: int) -> int:
    """Exit status of a fresh process that runs the daemon."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            _run(folder, at)
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _mailed(folder: Path) -> dict[str, int]:
    """How many different messages link to each target."""
    mails = [message_from_bytes(file.read_bytes()) for file in (folder / "outbox").glob("*.eml")]
    return {name: len({mail["Message-ID"] for mail in mails if f"/{name}/" in mail.as_string()}) for name in _NAMES}


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
    verification = Verification(f"sqlite:///{folder / 'clausewatch.db'}", datetime.now(UTC) + _AFTERWARDS)
    faults = [f"{fault.where}: {fault.found}" for fault in verification.faults(rereads=False)]
    return {"versions": versions, "changes": changes, "mailed": _mailed(folder), "faults": faults}


def main(prepared: Path, kills: int) -> None:
    step = max(1, _moments(prepared) // kills)
    for at in count(1, step):
        folder = _copied(prepared)
        first = _forked(folder, at)
        _say({"at": at, "first": first, "then": _forked(folder, 0), **_held(folder)})
        shutil.rmtree(folder.parent)
        if first == 0:
            break


def _moments(prepared: Path) -> int:
    """How many there are in a cycle; they come in another order each time, and one more or less."""
    folder = _copied(prepared)
    knife = Knife(0)
    knife.hold(folder)
    with line(folder) as watch:
        asyncio.run(_cycle(watch, knife))
    shutil.rmtree(folder.parent)
    return knife.moments


def _say(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def _copied(prepared: Path) -> Path:
    folder = Path(tempfile.mkdtemp(dir=prepared.parent)) / "house"
    shutil.copytree(prepared, folder)
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
