import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from history import application
from history.connections import Connection
from history.serving import ServingError, serve
from tests.history.exhibits import exhibition
from tests.history.reader import NOW, SITE


async def _get(address: str, path: str) -> bytes:
    host, _, port = address.removeprefix("http://").rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_it_answers_until_it_is_told_to_stop() -> None:
    stop, heard = asyncio.Event(), asyncio.get_running_loop().create_future()
    app = application(exhibition(), SITE, lambda: NOW)
    serving = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, heard.set_result))
    address = await heard
    answer = await _get(address, "/health")
    stop.set()
    await asyncio.wait_for(serving, 10)
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"server:" not in answer.lower()
    with pytest.raises(OSError, match="Connect"):
        await _get(address, "/health")


async def test_a_stop_before_the_start_ends_it_too() -> None:
    stop = asyncio.Event()
    stop.set()
    await asyncio.wait_for(serve(application(exhibition(), SITE, lambda: NOW), "127.0.0.1", 0, stop), 10)


async def test_a_port_in_use_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=rf"127\.0\.0\.1:{port}.*Choose another port"):
            await serve(application(exhibition(), SITE, lambda: NOW), "127.0.0.1", port, asyncio.Event())


async def test_a_host_that_does_not_exist_is_named() -> None:
    with pytest.raises(ServingError, match=r"nowhere\.invalid"):
        await serve(application(exhibition(), SITE, lambda: NOW), "nowhere.invalid", 0, asyncio.Event())


async def test_an_address_of_another_machine_is_named_as_such() -> None:
    with pytest.raises(ServingError, match=r"192\.0\.2\.1:0.*Choose an address of this machine"):
        await serve(application(exhibition(), SITE, lambda: NOW), "192.0.2.1", 0, asyncio.Event())


@asynccontextmanager
async def _served(app: ASGIApp) -> AsyncIterator[int]:
    """The port it is served at."""
    stop, heard = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, heard.set_result))
    address: str = await heard
    try:
        yield int(address.rpartition(":")[2])
    finally:
        stop.set()
        await serving


@asynccontextmanager
async def _visitor(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


SAID_SLOWLY = {
    "nothing": b"",
    "half a request": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
    "half a body": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\naddress=",
    "half of the next request": b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /hea",
}


@pytest.mark.parametrize("said", SAID_SLOWLY)
async def test_who_does_not_say_what_they_want_is_not_waited_for(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "asking", 0.2)

    async with _served(_awaiting_the_body) as port, _visitor(port) as (reader, writer):
        writer.write(SAID_SLOWLY[said])
        trickle = asyncio.create_task(_trickle(writer))
        with suppress(ConnectionError):
            await asyncio.wait_for(reader.read(), 10)  # to its end
        trickle.cancel()


async def test_who_does_not_take_the_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "answering", 0.2)
    body = bytes(1 << 24)  # more than lies on the way

    async def large(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    async with _served(large) as port, _visitor(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readline()
        await asyncio.sleep(0.5)  # in which nothing is taken
        taken = 0
        with suppress(ConnectionError):
            while part := await asyncio.wait_for(reader.read(1 << 16), 10):
                taken += len(part)
        assert taken < len(body)


async def test_a_connection_too_many_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "most", 2)

    app = application(exhibition(), SITE, lambda: NOW)
    async with _served(app) as port, _visitor(port) as (reader, writer), _visitor(port), _visitor(port) as (refused, _):
        with suppress(ConnectionError):
            assert await asyncio.wait_for(refused.read(), 10) == b""
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert (await asyncio.wait_for(reader.read(), 10)).startswith(b"HTTP/1.1 200")


async def test_a_reader_who_asks_again_is_answered_however_long_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "asking", 0.5)

    app = application(exhibition(), SITE, lambda: NOW)
    async with _served(app) as port, _visitor(port) as (reader, writer):
        for _ in range(4):
            writer.write(b"HEAD /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
            assert head.startswith(b"HTTP/1.1 200 OK\r\n")
            await asyncio.sleep(0.3)


async def _awaiting_the_body(scope: Scope, receive: Receive, send: Send) -> None:
    while scope["method"] == "POST" and (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


async def _trickle(writer: asyncio.StreamWriter) -> None:
    while True:
        await asyncio.sleep(0.05)
        writer.write(b"a")


async def test_signals_stay_with_the_process() -> None:
    before = signal.getsignal(signal.SIGTERM)
    stop, heard = asyncio.Event(), asyncio.get_running_loop().create_future()
    app = application(exhibition(), SITE, lambda: NOW)
    serving = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, heard.set_result))
    await heard
    during = signal.getsignal(signal.SIGTERM)
    stop.set()
    await serving
    assert during is before
