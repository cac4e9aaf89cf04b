"""Orders in, outcomes out: one for each, whatever happens."""

import asyncio
import gc
import gzip
import hashlib
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.fetching import Fetcher
from crawler.hosts import MemoryHostBook
from crawler.wires import RESTING
from monitor.thrift import trim
from policy.model.captures import Failed, Failure, Fetched, captures_of
from policy.model.targets import Order, Trigger
from tests.crawler.sites import (
    PAGE,
    Clock,
    Site,
    failure_of,
    fetch_all,
    fetch_one,
    fetcher,
    order,
    page_of,
    running_site,
)


async def test_a_page_comes_with_everything_evidence_needs(site: Site) -> None:
    clock = Clock()
    site.serve("/privacy", gzip.compress(PAGE), Content_Encoding="gzip", ETag='"one"', Content_Type="text/html")

    outcome = await fetch_one(fetcher(clock=clock), order(site.url()))

    assert isinstance(outcome, Fetched)
    (page,) = outcome.pages
    capture, response = page.capture, page.capture.response
    assert page.body == PAGE
    assert response is not None
    assert (response.status, response.peer, response.tls, response.http_version) == (200, "127.0.0.1", None, "1.1")
    assert response.header("etag") == '"one"'
    assert (response.wire_bytes, response.body_bytes) == (len(gzip.compress(PAGE)), len(PAGE))
    assert response.body_sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (capture.started, capture.finished) == (clock.at, clock.at)
    assert (capture.target_id, capture.trigger, capture.failure) == ("acme-privacy", Trigger.SCHEDULE, None)
    identity = f"acme-privacy|{site.url()}|{clock.at.isoformat()}"
    assert capture.id == hashlib.sha256(identity.encode()).hexdigest()[:24]


async def test_we_say_who_we_are_on_every_request_and_carry_nothing_along(site: Site) -> None:
    site.serve("/robots.txt", status=302, Location="/robots-2.txt", Set_Cookie="robots=1")
    site.serve("/robots-2.txt", "", Set_Cookie="robots=2")
    site.serve("/privacy", status=302, Location="/moved", Set_Cookie="a=b")
    site.serve("/moved", Set_Cookie="c=d")
    crawler = fetcher()

    for _ in range(2):
        await fetch_one(crawler, order(site.url(), language="id"))

    assert site.paths == ["/robots.txt", "/robots-2.txt", "/privacy", "/moved", "/privacy", "/moved"]
    for seen in site.seen:
        assert seen.headers["user-agent"] == "Clausewatch/0.1 (+https://watch.example/about; watch@watch.example)"
        assert not {"cookie", "referer", "authorization", "from"} & seen.headers.keys()
    assert {seen.headers["accept-language"] for seen in site.seen[2:]} == {"id"}


async def test_a_site_on_ipv6_is_fetched_alike() -> None:
    try:
        async with running_site("::1") as site:
            site.serve("/privacy")
            assert page_of(await fetch_one(fetcher(), order(f"http://[::1]:{site.port}/privacy")))
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")


async def test_environment_proxies_are_ignored(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert page_of(await fetch_one(fetcher(), order(site.url())))


async def test_every_order_comes_out_once_even_among_failures(site: Site) -> None:
    async with running_site("127.0.0.2") as other:
        other.serve("/robots.txt", status=500)
        orders = [
            order(site.url(), name="good"),
            order(site.url("/none"), name="missing"),
            order(other.url(), name="unknown"),
            order("http://nowhere.invalid/", name="nameless"),
            order("nonsense", name="nonsense"),
            order(site.url(), name="again"),
        ]

        outcomes = await fetch_all(fetcher(), *orders)

    assert isinstance(outcomes["good"], Fetched)
    assert isinstance(outcomes["again"], Fetched)


async def test_a_mistake_of_ours_costs_one_order_and_not_the_others(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    class TornBook(MemoryHostBook):
        async def rules(self, origin: str) -> tuple[str, datetime] | None:
            if "127.0.0.2" in origin:
                raise KeyError("a page of the book is torn out")
            return await super().rules(origin)

    bad = order(site.url().replace("127.0.0.1", "127.0.0.2"), name="bad")

    outcomes = await fetch_all(fetcher(TornBook()), bad, order(site.url(), name="good"))

    assert page_of(outcomes["good"])
    assert failure_of(outcomes["bad"]) is Failure.TRANSPORT
    assert "own: KeyError" in captures_of(outcomes["bad"])[0].detail
    assert any(record.levelname == "ERROR" and "target=bad" in record.getMessage() for record in caplog.records)


async def test_nothing_ordered_is_nothing_done() -> None:
    assert await fetch_all(fetcher()) == {}


async def test_a_reader_who_leaves_early_leaves_nothing_running(site: Site) -> None:
    before = asyncio.all_tasks()
    outcomes = fetcher(spacing=timedelta(seconds=60)).fetch([order(site.url(f"/{n}"), name=f"t{n}") for n in range(5)])
    reading = asyncio.ensure_future(anext(outcomes))
    await asyncio.sleep(0)
    reading.cancel()
    await asyncio.wait({reading})
    await outcomes.aclose()

    left = asyncio.all_tasks() - before
    assert {task for task in left if "RequestHandler" not in repr(task) and task.get_name() != RESTING} == set()


async def test_a_reader_who_lags_holds_the_fetching_up(site: Site) -> None:
    orders = [order(site.url(f"/p{n}"), name=f"t{n}") for n in range(12)]
    most = 0
    taken = 0
    async for _one, _outcome in fetcher(backlog=2).fetch(orders):
        taken += 1
        for _ in range(200):
            await asyncio.sleep(0)
        most = max(most, len(site.seen) - 1 - taken)

    assert taken == 12
    assert most <= 3


async def test_one_page_may_be_fetched_for_no_target(site: Site) -> None:
    crawler = fetcher()

    assert page_of(await crawler.get(site.url(), language="ru"))
    assert site.seen[-1].headers["accept-language"] == "ru"
    assert failure_of(await crawler.get("not an address")) is Failure.ADDRESS


def test_the_room_is_entered_without_scrapy() -> None:
    probe = "import sys, crawler.fetching; print(sorted({'scrapy', 'twisted', 'aiohttp'} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


async def _memory(crawler: Fetcher, orders: list[Order], crawls: int) -> int:
    for _ in range(crawls):
        assert all(isinstance(one, Fetched) for one in (await fetch_all(crawler, *orders)).values())
    return _resident()


def _resident() -> int:
    """KiB, once what nobody holds any more is given back, as the daemon does."""
    gc.collect()
    trim()
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    pytest.skip("this system does not tell how much memory a process has")


@pytest.mark.slow(12)
async def test_300_crawls_leave_memory_as_it_was(site: Site) -> None:
    orders = [order(site.serve(f"/p{n}", PAGE * 1000), name=f"t{n}") for n in range(10)]
    crawler = fetcher(daily_budget=10_000)
    before = await _memory(crawler, orders, 100)  # until then, pools and caches fill
    site.seen.clear()
    after = await _memory(crawler, orders, 200)
    assert after < before * 1.04
    assert isinstance(await fetch_one(crawler, orders[0]), Fetched)
    assert not isinstance(await fetch_one(crawler, orders[0]), Failed)
