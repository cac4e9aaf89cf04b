import asyncio
import socket
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from crawler.rendering.proxy import FilteringProxy
from tests.crawler.rendering.conftest import Canary
from tests.crawler.sites import Site, running_site

MIB = 1024 * 1024


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site("127.0.0.2") as running:
        running.serve("/privacy?x=1", "We keep nothing.")
        yield running


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """Of a proxy that may reach the site and nothing else here."""
    proxy = FilteringProxy((ip_network("127.0.0.2/32"),), connect_timeout=1.0)
    port = await proxy.open()
    proxy.begin((), MIB)
    yield port
    proxy.close()


async def said(port: int, text: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(text.encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()


async def test_a_page_is_passed_on_as_the_server_expects_it(site: Site, port: int) -> None:
    answer = await said(port, f"GET {site.url('/privacy?x=1')} HTTP/1.1\r\nHost: a\r\nProxy-Connection: x\r\n\r\n")

    assert answer.endswith("We keep nothing.")
    assert site.paths == ["/privacy?x=1"]
    assert "proxy-connection" not in site.seen[0].headers


async def test_a_tunnel_carries_what_it_is_given(site: Site, port: int) -> None:
    request = "GET /privacy?x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    connect = f"CONNECT {site.host}:{site.port} HTTP/1.1\r\n\r\n"

    assert (await said(port, connect + request)).endswith("We keep nothing.")


FORMS = (
    "127.0.0.3",
    "127.0.0.1",
    "localhost",
    "0.0.0.0",  # noqa: S104 – asked for, not bound
    "2130706435",
    "0x7f.3",
    "127.3",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.3]",
    "[64:ff9b::7f00:3]",
    "[2002:7f00:3::]",
    "169.254.169.254",
    "[fe80::1]",
    "10.0.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "224.0.0.1",
)


@pytest.mark.parametrize("host", FORMS)
async def test_no_form_of_a_private_address_is_dialled(canary: Canary, port: int, host: str) -> None:
    plain = await said(port, f"GET http://{host}:{canary.port}/ HTTP/1.1\r\n\r\n")
    tunnel = await said(port, f"CONNECT {host}:{canary.port} HTTP/1.1\r\n\r\n")

    assert plain.startswith("HTTP/1.1 403")
    assert tunnel.startswith("HTTP/1.1 403")
    assert canary.visits == []


async def test_a_name_that_changes_its_mind_is_judged_at_every_connection(
    site: Site, canary: Canary, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [site.host, canary.host]

    async def rebinding(_loop: object, _host: str, at: int, **_flags: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), at))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", rebinding)

    first = await said(port, f"GET http://acme.example:{site.port}/ HTTP/1.1\r\nHost: a\r\n\r\n")
    second = await said(port, f"GET http://acme.example:{canary.port}/ HTTP/1.1\r\n\r\n")

    assert first.startswith("HTTP/1.1 404")
    assert second.startswith("HTTP/1.1 403")
    assert canary.visits == []


async def test_ports_no_page_uses_are_closed_where_the_owner_named_no_network() -> None:
    proxy = FilteringProxy((), connect_timeout=1.0)
    port = await proxy.open()
    proxy.begin((8443,), MIB)

    answer = await said(port, "CONNECT 1.1.1.1:25 HTTP/1.1\r\n\r\n")
    proxy.close()

    assert answer.startswith("HTTP/1.1 403")


async def test_a_page_gets_no_more_bytes_than_its_cap(site: Site) -> None:
    site.serve("/big", "x" * MIB)
    proxy = FilteringProxy((ip_network("127.0.0.2/32"),), connect_timeout=1.0)
    port = await proxy.open()
    proxy.begin((), 300_000)

    answer = await said(port, f"GET {site.url('/big')} HTTP/1.1\r\n\r\n")
    proxy.close()

    assert len(answer) <= 300_000


@pytest.mark.parametrize(
    "noise", ["\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET ftp://a/ HTTP/1.1\r\n\r\n", "x y z\r\n\r\n"]
)
async def test_what_is_no_proxy_request_is_refused(port: int, noise: str) -> None:
    assert (await said(port, noise)) in {"", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}
