"""Chromium where a test needs it, and canaries that no page may reach."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from crawler.rendering.installed import missing


def require_chromium() -> None:
    """Skips loudly without one, fails where tests must be complete."""
    wanted = missing()
    if wanted and os.environ.get("CI") == "true":
        pytest.fail(f"{wanted}: CI must have it")
    if wanted:
        pytest.skip(wanted)


@pytest.fixture
def chromium() -> None:
    require_chromium()


@dataclass
class Canary(asyncio.DatagramProtocol):
    """A port, TCP and UDP, that counts who comes."""

    host: str = "127.0.0.3"
    port: int = 0
    visits: list[str] = field(default_factory=list)

    def datagram_received(self, _data: bytes, _addr: tuple[str | int, int]) -> None:
        self.visits.append("udp")

    async def greet(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits.append("tcp")
        writer.close()


@pytest.fixture
async def canary() -> AsyncIterator[Canary]:
    found = Canary()
    server = await asyncio.start_server(found.greet, found.host, 0)
    found.port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: found, (found.host, found.port))
    yield found
    transport.close()
    server.close()
    await server.wait_closed()
