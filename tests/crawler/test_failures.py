"""What does not come has a name, and its record."""

import asyncio
import gzip
import socket
from datetime import timedelta

import pytest
from aiohttp import web

from crawler.settings import MIB
from policy.model.captures import Failure, captures_of
from tests.crawler.sites import (
    PAGE,
    Site,
    failure_of,
    fetch_all,
    fetch_one,
    fetcher,
    order,
    page_of,
    raw_server,
)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, Failure.NOT_FOUND),
        (410, Failure.GONE),
        (401, Failure.BLOCKED),
        (403, Failure.BLOCKED),
        (407, Failure.BLOCKED),
        (451, Failure.BLOCKED),
        (500, Failure.SERVER),
        (503, Failure.SERVER),
        (429, Failure.THROTTLED),
        (204, Failure.EMPTY),
        (304, Failure.HTTP),
        (418, Failure.HTTP),
    ],
)
async def test_a_status_without_a_page_is_a_named_failure(site: Site, status: int, failure: Failure) -> None:
    site.serve("/privacy", b"" if status in {204, 304} else b"no", status=status)

    outcome = await fetch_one(fetcher(), order(site.url()))

    assert failure_of(outcome) is failure
    response = captures_of(outcome)[0].response
    assert response is not None
    assert response.status == status
    assert response.body_sha256 is None


async def test_an_empty_page_is_a_named_failure(site: Site) -> None:
    site.serve("/privacy", b"")

    assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.EMPTY


async def test_a_form_we_do_not_read_is_a_named_failure(site: Site) -> None:
    site.serve("/privacy", b"\x89PNG\r\n\x1a\n\0\0", Content_Type="image/png")

    assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.TYPE


@pytest.mark.parametrize("stated", [True, False])
async def test_fifty_megabytes_are_not_taken(site: Site, stated: bool) -> None:
    written = 0

    async def flood(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        if stated:
            response.content_length = 50 * MIB
        await response.prepare(request)
        for _ in range(50):
            await response.write(b"x" * MIB)
            written += 1
        return response

    site.answers["/privacy"] = flood

    assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.TOO_LARGE
    assert written < 30


@pytest.mark.parametrize("layers", [1, 2])
async def test_a_bomb_harms_nobody_else(site: Site, layers: int) -> None:
    bomb = bytes(50 * MIB)
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    site.serve("/bomb", bomb, Content_Encoding=", ".join(["gzip"] * layers))

    outcomes = await fetch_all(fetcher(), order(site.url("/bomb"), name="bomb"), order(site.url(), name="good"))

    assert failure_of(outcomes["bomb"]) is Failure.BOMB
    assert page_of(outcomes["good"])


async def test_an_endless_drip_ends_at_the_time_limit() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with raw_server(drip) as url:
        outcome = await fetch_one(fetcher(total_timeout=timedelta(seconds=0.2)), order(url))

    assert failure_of(outcome) is Failure.TIMEOUT


async def test_a_server_that_never_answers_ends_at_the_time_limit() -> None:
    async def silence(_writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with raw_server(silence) as url:
        outcome = await fetch_one(fetcher(total_timeout=timedelta(seconds=0.1)), order(url))

    assert failure_of(outcome) is Failure.TIMEOUT


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<html>\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: nine\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/9.9 maybe\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n" + gzip.compress(PAGE, mtime=0)[:9],
    ],
)
async def test_what_breaks_off_or_is_no_http_is_never_a_page(bytes_sent: bytes) -> None:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(bytes_sent)
        await writer.drain()

    async with raw_server(talk) as url:
        outcome = await fetch_one(fetcher(), order(url))

    assert failure_of(outcome) is Failure.TRANSPORT


async def test_an_answer_cut_at_any_of_twenty_points_is_never_a_page() -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(PAGE), PAGE)
    cuts = iter(range(1, len(whole), len(whole) // 20))

    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(whole[: next(cuts)])
        await writer.drain()

    async with raw_server(talk) as url:
        outcomes = await fetch_all(fetcher(), *(order(f"{url}?{n}", name=f"t{n}") for n in range(20)))

    assert {failure_of(outcome) for outcome in outcomes.values()} == {Failure.TRANSPORT}


async def test_a_reset_is_a_transport_failure() -> None:
    async def reset(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
        writer.transport.abort()

    async with raw_server(reset) as url:
        assert failure_of(await fetch_one(fetcher(), order(url))) is Failure.TRANSPORT


async def test_header_bytes_of_any_kind_become_storable_text() -> None:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX-Odd: caf\xe9\r\n\r\n<html>")
        await writer.drain()

    async with raw_server(talk) as url:
        outcome = await fetch_one(fetcher(), order(url))

    response = captures_of(outcome)[0].response
    assert response is not None
    assert response.header("x-odd") == "café"


async def test_a_server_that_accepts_nobody_ends_at_the_connect_timeout() -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for caller in (first, second):
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/privacy"

        outcome = await fetch_one(fetcher(connect_timeout=timedelta(seconds=0.1)), order(url))

    assert failure_of(outcome) in {Failure.CONNECT, Failure.ROBOTS_UNREACHABLE}
    assert "no connection within the time limit" in captures_of(outcome)[0].detail


async def test_a_name_without_an_address_is_a_dns_failure() -> None:
    assert failure_of(await fetch_one(fetcher(), order("http://nowhere.invalid/privacy"))) is Failure.DNS


@pytest.mark.parametrize(
    "url",
    [
        "ftp://acme.example/",
        "http://\udce9.example/",
        "file:///etc/passwd",
        "privacy",
        "http://",
        "http://a:b@c.example/",
    ],
)
async def test_what_is_no_address_is_refused_without_a_request(url: str) -> None:
    assert failure_of(await fetch_one(fetcher(), order(url))) is Failure.ADDRESS
