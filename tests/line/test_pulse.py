"""The dead-man's switch: whoever waits for the beat of a watch hears nothing when it is frozen, locked out or dead."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import trustme

from tests.line.house import write
from tests.monitor.test_operations import receiver_of
from tests.notifications.servers import Receiver
from tests.support.tables import empty_archive

BEAT = 0.5  # seconds


@contextmanager
def _beating(folder: Path, role: str, receiver: Receiver) -> Iterator[subprocess.Popen[bytes]]:
    """A process of that role whose beats the receiver takes."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    with receiver_of(authority, receiver) as url:
        write(folder, {}, crawler=f'authorities = "{folder / "ca.pem"}"')
        settings = folder / "clausewatch.toml"
        words = settings.read_text().replace('tick = "1s"', 'tick = "200ms"')
        settings.write_text(f'{words}\n[operations]\nheartbeat = "{url}"\nworker_heartbeat = "{url}/{{name}}"\n')
        empty_archive(folder / "clausewatch.db")
        with (folder / "log").open("wb") as log:
            watch = subprocess.Popen([sys.executable, "-m", "tests.line.pulse", str(settings), role], stderr=log)
        try:
            yield watch
        finally:
            with suppress(ProcessLookupError):
                watch.kill()
            watch.wait()


def _is_heard(receiver: Receiver, within: float = 60.0) -> bool:
    known, limit = len(receiver.taken), time.monotonic() + within
    while len(receiver.taken) == known and time.monotonic() < limit:
        time.sleep(0.05)
    return len(receiver.taken) > known


def _falls_silent(receiver: Receiver) -> bool:
    """Whether a cycle and a half after what is under way came nothing comes any more."""
    time.sleep(1.5 * BEAT)
    return not _is_heard(receiver, 4 * BEAT)


@pytest.mark.slow(12)
@pytest.mark.parametrize("role", ["daemon", "worker"])
def test_who_is_frozen_locked_out_or_dead_falls_silent_and_is_heard_again_afterwards(role: str, tmp_path: Path) -> None:
    receiver = Receiver()
    with _beating(tmp_path, role, receiver) as watch:
        assert _is_heard(receiver), (tmp_path / "log").read_text()
        watch.send_signal(signal.SIGSTOP)
        assert _falls_silent(receiver)
        watch.send_signal(signal.SIGCONT)
        assert _is_heard(receiver)
        with sqlite3.connect(tmp_path / "clausewatch.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            assert _falls_silent(receiver)
            other.execute("ROLLBACK")
        assert _is_heard(receiver)
        watch.kill()
        watch.wait()
        assert _falls_silent(receiver)
