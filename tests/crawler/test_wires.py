"""Crawls one after the other speak over one wire, which is renewed and closed in time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from aiohttp import web

from crawler import wire, wires
from crawler.asks import Ask
from crawler.fetching import Fetcher
from crawler.wire import Wire, trusted
from crawler.wires import RESTING, Wires
from policy.model.captures import Failure
from tests.crawler.sites import PAGE, Site, failure_of, fetch_one, fetcher, order, page_of, settings


@pytest.fixture
def callers(site: Site) -> list[int]:
    """The port of each connection that asked for the policy, in order."""
    ports: list[int] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        ports.append(request.transport.get_extra_info("peername")[1])
        return web.Response(body=PAGE, content_type="text/html")

    site.answers["/privacy"] = answer
    return ports


@pytest.fixture
async def crawler() -> AsyncIterator[Fetcher]:
    made = fetcher()
    yield made
    await made.stop(timedelta())


async def test_a_host_asked_again_within_moments_is_not_dialled_again(
    site: Site, callers: list[int], crawler: Fetcher
) -> None:
    for _ in range(3):
        await fetch_one(crawler, order(site.url()))
    assert len(callers) == 3
    assert len(set(callers)) == 1


async def test_a_worn_wire_gives_way_to_a_new_one(
    site: Site, callers: list[int], crawler: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_CONNECTIONS", 1)
    for _ in range(2):
        await fetch_one(crawler, order(site.url()))
    assert len(set(callers)) == 2
    assert not _resting()


@asynccontextmanager
async def _ending(answers: Iterator[bytes]) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that gives the next of the answers to each request, and hangs up after any but the one that there is
    none; its address, and the paths asked for."""
    asked: list[str] = []

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                asked.append((await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode())
                answer = next(answers)
                writer.write(answer)
                await writer.drain()
                if answer != _NONE:
                    break
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/privacy", asked


_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(PAGE), PAGE)
_LAST = _NONE.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)


@pytest.mark.parametrize("half", [b"", b"H", b"HTTP/1.1 200 OK\r\nContent-Type: text/", _WHOLE[:-1]])
async def test_half_an_answer_is_not_asked_for_again(half: bytes) -> None:
    async with _ending(iter((_LAST, half, _WHOLE))) as (url, asked):
        outcome = await fetch_one(fetcher(), order(url))

    assert failure_of(outcome) is Failure.TRANSPORT
    assert asked == ["/robots.txt", "/privacy"]


async def test_a_connection_that_ended_while_it_rested_is_no_failure() -> None:
    async with _ending(iter((_NONE, b"", _WHOLE))) as (url, asked):
        outcome = await fetch_one(fetcher(), order(url))

    assert page_of(outcome) == PAGE
    assert asked == ["/robots.txt", "/privacy", "/privacy"]


async def test_what_was_dialled_for_one_set_of_ports_is_not_used_for_another(site: Site, callers: list[int]) -> None:
    made = Wire(settings(), lambda: trusted(settings()))
    for ports in (frozenset({site.port}), frozenset({site.port, 8443}), frozenset({site.port})):
        await made.exchange(Ask(site.url(), (), settings().caps, ports))
    await made.close()
    assert callers[0] == callers[2] != callers[1]


async def test_a_wire_that_rested_is_closed(
    site: Site, callers: list[int], crawler: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wires, "_REST", 0.0)
    await fetch_one(crawler, order(site.url()))
    await asyncio.sleep(0.05)
    assert not _resting()
    await fetch_one(crawler, order(site.url()))
    assert len(set(callers)) == 2


async def test_nothing_is_left_after_a_stop(site: Site, callers: list[int], crawler: Fetcher) -> None:
    await fetch_one(crawler, order(site.url()))
    assert len(_resting()) == len(callers) == 1
    await crawler.stop(timedelta())
    assert not _resting()


async def test_a_wire_is_not_closed_under_who_took_it_when_its_rest_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Wire] = []
    monkeypatch.setattr(wires, "_REST", 0.0)

    class Noted(Wire):
        async def close(self) -> None:
            closed.append(self)
            await super().close()

    shared = Wires(lambda: Noted(settings(), lambda: trusted(settings())))
    first = shared.take()
    await shared.give_back(first)
    assert shared.take() is first
    await asyncio.sleep(0.01)
    assert closed == []
    await shared.give_back(first)
    await shared.close()
    assert closed == [first]


def _resting() -> set[asyncio.Task[object]]:
    return {task for task in asyncio.all_tasks() if task.get_name() == RESTING}
