"""The socket is the one door, and it is guarded."""

import socket
from collections.abc import AsyncIterator

import pytest

from crawler.wire import _DIALLING, AddressRefusedError, Wire, _Dialling, trusted
from tests.crawler.sites import settings


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    made = Wire(settings(), lambda: trusted(settings()))
    yield made
    await made.close()


def opens(wire: Wire, host: str, port: int, *ports: int) -> bool:
    """Whether the guard gives a socket for an address, which is then not used."""
    dialling = _Dialling(frozenset({80, 443, *ports}))
    _DIALLING.set(dialling)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        wire._open((family, socket.SOCK_STREAM, 6, "", (host, port))).close()
    except AddressRefusedError:
        assert dialling.refused == [f"{host} port {port}"]
        return False
    return True


@pytest.mark.parametrize("port", [80, 443])
async def test_the_web_ports_of_public_addresses_are_open(wire: Wire, port: int) -> None:
    assert opens(wire, "93.184.216.34", port)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
async def test_other_ports_are_shut_unless_the_owner_wrote_them(wire: Wire, port: int) -> None:
    assert not opens(wire, "93.184.216.34", port)
    assert opens(wire, "93.184.216.34", port, port)


async def test_in_an_allowed_network_every_port_is_open(wire: Wire) -> None:
    assert opens(wire, "127.0.0.1", 6379)
    assert opens(wire, "::ffff:127.0.0.1", 6379)


async def test_a_port_the_owner_wrote_opens_no_private_address(wire: Wire) -> None:
    assert not opens(wire, "10.0.0.1", 8080, 8080)
    assert not opens(wire, "169.254.169.254", 80)
