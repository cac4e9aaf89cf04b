"""A PostgreSQL server of the tests' own: on a free port of the loopback, gone when they end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_USER = "postgres"  # whom Debian's package makes; the server refuses to run as root


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, newest server first; None: no server is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


class Server:
    """A server of our own that can go and come back at the same address."""

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self.address = f"postgresql://{SERVER_USER}@127.0.0.1:{port}"
        self._control = (programs / "pg_ctl", "-D", folder / "data", "-w")
        self._log = folder / "log"
        self._options = f"-F -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"

    def start(self) -> None:
        _run(*self._control, "-l", self._log, "-o", self._options, "start")

    def stop(self) -> None:
        """It is gone at once, as if it had been killed."""
        _run(*self._control, "-m", "immediate", "stop")


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A running server; the test leaves it running."""
    folder = Path(tempfile.mkdtemp(prefix="clausewatch-postgres-"))
    place, server = folder / "data", Server(programs, folder, _free_port())
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(SERVER_USER)
            os.chown(folder, account.pw_uid, account.pw_gid)
        _run(
            programs / "initdb", "-D", place, "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address of a running server, without a database name."""
    with running(programs) as found:
        yield found.address


def _run(*words: str | Path) -> None:
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        command = ["runuser", "-u", SERVER_USER, "--", *command]
    # The server keeps what it inherits: a pipe would never end, so its words go to a file.
    with tempfile.TemporaryFile() as words_said:
        done = subprocess.run(command, stdout=words_said, stderr=subprocess.STDOUT, cwd="/", check=False)
        if done.returncode:
            words_said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed: {words_said.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
