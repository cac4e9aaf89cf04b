"""Serves an ASGI app inside a running event loop until told to stop."""

import asyncio
import contextlib
import errno
import gc
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

from history.connections import Connection

_GRACE_SECONDS = 5  # for answers under way when the stop comes


class ServingError(Exception):
    """The address cannot be listened on; the message says which and what to do."""


class _Server(uvicorn.Server):
    """Leaves the signals to the process that owns the loop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(
    app: ASGIApp, host: str, port: int, stop: asyncio.Event, ready: Callable[[str], None] | None = None
) -> None:
    """Answers at that address until `stop` is set; `ready` is told the real address once it listens (port 0: a free
    one). Raises ServingError when the address cannot be had."""
    settle()
    with _listening(host, port) as listener:
        server = _Server(_config(app))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        if ready is not None:
            ready(_address(listener))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        stopping.cancel()
        await serving


def settle() -> None:
    """What is there now stays as long as the process, and the collector walks through it no more: with the catalogue of
    2,000 documents that took 90 ms, and whoever asked at that moment waited; a daemon walked 150 ms every 300 looks."""
    gc.collect()
    gc.freeze()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32 * 1024,
        limit_concurrency=500,
    )


_REMEDIES: dict[int | None, str] = {
    errno.EADDRNOTAVAIL: "Choose an address of this machine.",
    errno.EACCES: "Choose a port above 1023, and a web server in front.",
}


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServingError(f"cannot serve on {host}: {error}. Is the host name right?") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(128)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        remedy = _REMEDIES.get(error.errno, "Choose another port.")
        raise ServingError(f"cannot serve on {host}:{port}: {error.strerror}. {remedy}") from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
