"""The browser's only way out: a proxy on loopback that opens no socket the address guard would not open.

It resolves names itself and connects to the very address it judged, so that a name that changes its mind between two
questions (DNS rebinding), a redirect, an image, a frame or a WebSocket reaches nothing a plain page could not reach.
"""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from crawler.addresses import Network, is_dialable

_HEAD = 64 * 1024
_CHUNK = 64 * 1024
_ABOUT_THE_HOP = ("connection:", "proxy-", "keep-alive:")  # RFC 9110 §7.6.1
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class FilteringProxy:
    """HTTP and CONNECT (RFC 9110 §9.3.6) for one browser, one page at a time."""

    def __init__(self, allowed: Sequence[Network], connect_timeout: float) -> None:
        self._allowed = allowed
        self._connect_timeout = connect_timeout
        self._ports: frozenset[int] = frozenset()
        self._left = 0
        self._server: asyncio.Server | None = None

    async def open(self) -> int:
        """The port on loopback it listens at from now on."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def begin(self, ports: Sequence[int], cap: int) -> None:
        """A page may from now on fetch `cap` bytes, from these ports besides 80 and 443."""
        self._ports = frozenset((80, 443, *ports))
        self._left = cap

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(reader, writer)
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # either side hung up, or spoke no HTTP; the browser reports it to the page, which is hostile anyway
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request, *fields = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _version = request.split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        default = 443 if method == "CONNECT" else 80
        if not parts.hostname or (method != "CONNECT" and parts.scheme != "http"):
            writer.write(_REFUSED)
            return
        try:
            upstream = await self._dial(parts.hostname, parts.port or default)
        except OSError:
            writer.write(_NOBODY)
            return
        if upstream is None:
            writer.write(_REFUSED)
            return
        if method == "CONNECT":
            writer.write(_TUNNEL)
        else:
            path = parts._replace(scheme="", netloc="").geturl() or "/"
            kept = [one for one in fields if one and not one.lower().startswith(_ABOUT_THE_HOP)]
            head = (f"{method} {path} HTTP/1.1", *kept, "Connection: close", "", "")
            upstream[1].write("\r\n".join(head).encode("latin-1"))
        await self._relay((reader, writer), upstream)

    async def _dial(self, host: str, port: int) -> Streams | None:
        """A connection to the first address of the host that may be reached and answers; None: none may be reached."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        addresses = dict.fromkeys(str(address[0]) for *_kind, address in found)
        failed: OSError | None = None
        for address in addresses:
            if not is_dialable(address, port, self._ports, self._allowed):
                continue
            try:
                return await asyncio.wait_for(asyncio.open_connection(address, port), self._connect_timeout)
            except OSError as error:  # TimeoutError is one
                failed = error
        if failed is not None:
            raise failed
        return None

    async def _relay(self, browser: Streams, server: Streams) -> None:
        """Both directions until the server has said all, the browser leaves, or the page has had its bytes."""
        upwards = asyncio.ensure_future(_pump(browser[0], server[1]))
        try:
            while chunk := await server[0].read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    return
                browser[1].write(chunk)
                await browser[1].drain()
        finally:
            upwards.cancel()
            server[1].close()
            with suppress(asyncio.CancelledError, OSError):
                await upwards


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while chunk := await source.read(_CHUNK):
        sink.write(chunk)
        await sink.drain()
