"""How a daemon gets through more targets than it takes in hand at once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from monitor.daemon import Daemon
from policy.model.looks import State
from storage import SqlArchive, UnavailableError
from tests.line.house import Line, line, write
from tests.line.policies import POLICY
from tests.support.site import Site, page

MANY = tuple(f"s{number}" for number in range(12))
_CAPACITY = 4


def _daemon(watch: Line) -> Daemon:
    return Daemon(replace(watch.house.looking, readers=watch.readers), None, watch.clock, capacity=_CAPACITY)


def _read(watch: Line) -> int:
    return sum(card.state is State.OK for card in watch.documents().values())


async def test_what_there_was_no_room_for_does_not_wait_for_the_next_tick(tmp_path: Path) -> None:
    async with Site(**{name: page(POLICY) for name in MANY}) as site:
        write(tmp_path, {name: site.url(name) for name in MANY})
        with line(tmp_path) as watch:
            daemon = _daemon(watch)
            await daemon.look_tick()
            await daemon.settle()
            read, looks, in_hand = _read(watch), daemon.looks, daemon.in_hand
    assert (read, looks, in_hand) == (len(MANY), len(MANY), 0)


async def test_the_slowest_host_of_a_round_keeps_no_other_waiting(tmp_path: Path) -> None:
    let_go = asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        await let_go.wait()
        return web.Response(text=POLICY, content_type="text/html")

    async with Site(a0=slow) as at_leisure, Site(**{name: page(POLICY) for name in MANY}) as site:
        write(
            tmp_path,
            {"a0": at_leisure.url("a0").replace("127.0.0.1", "localhost"), **{name: site.url(name) for name in MANY}},
            timeout="60s",
        )
        with line(tmp_path) as watch:
            daemon = _daemon(watch)
            await daemon.look_tick()
            while _read(watch) < len(MANY):  # noqa: ASYNC110 – it is the database that says so
                await asyncio.sleep(0.01)
            in_hand = daemon.in_hand
            let_go.set()
            await daemon.settle()
            read = _read(watch)
    assert (in_hand, read) == (1, len(MANY) + 1)


@pytest.mark.parametrize("is_stopped", [False, True])
async def test_what_cannot_be_recorded_is_not_asked_for_without_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_stopped: bool
) -> None:
    def full(*_arguments: object) -> None:
        raise UnavailableError("the disk is full")

    async with Site(**{name: page(POLICY) for name in MANY}) as site:
        write(tmp_path, {name: site.url(name) for name in MANY})
        with line(tmp_path) as watch:
            daemon = _daemon(watch)
            if is_stopped:
                daemon._ends = True
            else:
                monkeypatch.setattr(SqlArchive, "record", full)
                monkeypatch.setattr(SqlArchive, "record_all", full)
            await daemon.look_tick()
            await daemon.settle()
            asked = sum(site.asked[f"/{name}"] for name in MANY)
    assert asked == _CAPACITY
