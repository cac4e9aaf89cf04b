import asyncio
import signal
import socket

import pytest

from history import application
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
