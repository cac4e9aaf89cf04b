"""What the system tells a process of ours, and what that tells the system."""

import asyncio
import os
import signal
import socket
from contextlib import suppress


def notify(state: str) -> None:
    """Tell systemd (sd_notify(3)); without effect when it did not start us."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.connect("\0" + address[1:] if address.startswith("@") else address)
        channel.sendall(state.encode())


def stop_on_signals(stop: asyncio.Event, hurry: asyncio.Event | None = None) -> None:
    """SIGTERM, SIGINT and SIGHUP (the terminal is gone; unless `nohup` has it ignored) set the event, the second one
    that to hurry if there is one; a further one is left to the default, so that an impatient operator wins."""
    loop = asyncio.get_running_loop()

    def came(signum: signal.Signals) -> None:
        is_first = not stop.is_set()
        stop.set()
        if hurry is None or not is_first:
            loop.remove_signal_handler(signum)
        if hurry is not None and not is_first:
            hurry.set()

    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signum == signal.SIGHUP and signal.getsignal(signum) == signal.SIG_IGN:
            continue
        loop.add_signal_handler(signum, came, signum)
