"""Many looks in one process leave nothing behind, and none of them is missed."""

import gc
import itertools
import os
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from benchmarks.soak import BEGIN, soaked
from policy.model.looks import Event
from tests.line.house import line, write
from tests.line.policies import CHANGED, POLICY, noisy
from tests.support.site import Handler, Site, page

ROUNDS = 300
PAGES = 4
WARM = 60  # rounds until caches are full and allocators have their pools
CONNECTIONS = 15  # handles of the five that a pool of SQLite may open on any day: the database, its log and their index


def _resident() -> int:
    """Bytes, once what nobody holds any more is gone."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _noise(html: str) -> Handler:
    requests = itertools.count()

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=noisy(html, f"n{next(requests)}"), content_type="text/html")

    return answer


@pytest.mark.slow(8)
async def test_three_hundred_looks_at_each_page_leave_no_memory_behind(tmp_path: Path) -> None:
    names = [f"page{number}" for number in range(PAGES)]
    async with Site() as site:
        for number, name in enumerate(names):
            html = POLICY.replace("Acme", name)
            site.pages["/" + name] = _noise(html) if number % 2 else page(html)
        write(tmp_path, {name: site.url(name) for name in names})
        with line(tmp_path) as watch:
            warm, events = 0, set()
            for turn in range(ROUNDS):
                site.pages["/page0"] = page((CHANGED if turn // 20 % 2 else POLICY).replace("Acme", "page0"))
                events |= {one.event for one in await watch.look(timedelta(hours=14))}
                if turn == WARM:
                    warm = _resident()
            grown = _resident() / warm - 1
    assert {Event.FIRST, Event.UNCHANGED, Event.HELD} <= events
    assert grown < 0.05


@pytest.mark.slow(8)
def test_days_without_anybody_miss_no_slot_and_verify(tmp_path: Path) -> None:
    soak, faults = soaked(tmp_path, 40, days=6, hours=12, tick=timedelta(hours=1))

    assert faults == []
    assert soak.slots.missed_by(BEGIN + timedelta(days=6)) == 0
    assert soak.slots.looks.total() > 40 * 12
    assert soak.web.early == 0
    handles = [day.handles for day in soak.days[2:]]
    assert max(handles) - min(handles) <= CONNECTIONS  # a handle left by every tenth look alone would be more
    assert {Event.FIRST, Event.UNCHANGED, Event.FAILED, Event.HELD, Event.CHANGED} <= set(soak.slots.looks)
