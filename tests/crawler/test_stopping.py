"""A stop ends every crawl, and loses no order."""

import asyncio
from datetime import datetime, timedelta

import pytest
from aiohttp import web

from crawler.hosts import MemoryHostBook
from policy.model.captures import Failure
from policy.model.hosts import UNBOUNDED, BookError, Shut, Spent
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


@pytest.mark.parametrize("turns", range(14))
async def test_a_stop_ends_a_crawl_however_young(site: Site, turns: int) -> None:
    crawler = fetcher(spacing=timedelta(seconds=60))
    orders = [order(site.url(f"/p{n}"), name=f"t{n}") for n in range(5)]
    reading = asyncio.ensure_future(fetch_all(crawler, *orders))
    for _ in range(turns):
        await asyncio.sleep(0)

    async with asyncio.timeout(5):
        await crawler.stop(timedelta(seconds=2))
        outcomes = await reading

    assert sum(failure_of(outcome) is Failure.STOPPED for outcome in outcomes.values()) >= 4


async def test_a_stop_lets_a_page_under_way_arrive(site: Site) -> None:
    asked, released = asyncio.Event(), asyncio.Event()

    async def slow(_request: web.BaseRequest) -> web.StreamResponse:
        asked.set()
        await released.wait()
        return web.Response(body=PAGE, content_type="text/html")

    site.answers["/privacy"] = slow
    crawler = fetcher()
    reading = asyncio.ensure_future(fetch_one(crawler, order(site.url())))
    await asked.wait()
    stopping = asyncio.ensure_future(crawler.stop(timedelta(seconds=5)))
    await asyncio.sleep(0)
    released.set()
    await stopping

    assert page_of(await reading) == PAGE


async def test_a_stop_cuts_what_outlasts_the_grace() -> None:
    asked = asyncio.Event()

    async def silence(_writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.Event().wait()

    async with raw_server(silence) as url:
        crawler = fetcher()
        reading = asyncio.ensure_future(fetch_all(crawler, order(url, name="a"), order(url + "2", name="b")))
        await asked.wait()
        async with asyncio.timeout(3):
            await crawler.stop(timedelta(seconds=0.2))
            outcomes = await reading

    assert {failure_of(outcome) for outcome in outcomes.values()} == {Failure.STOPPED}


async def test_after_a_stop_nothing_begins(site: Site) -> None:
    crawler = fetcher()
    await crawler.stop(timedelta(seconds=1))

    outcome = await fetch_one(crawler, order(site.url()))

    assert failure_of(outcome) is Failure.STOPPED
    assert site.seen == []


class Silent(MemoryHostBook):
    """A book whose keeper does not answer."""

    async def enter(
        self, host: str, now: datetime, hold: timedelta, budget: int = UNBOUNDED
    ) -> datetime | Shut | Spent | None:
        raise BookError(f"the database cannot be used now: {host} {now} {hold} {budget}")


async def test_without_what_is_remembered_of_hosts_nobody_is_asked(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.serve("/privacy")

    outcome = await fetch_one(fetcher(Silent()), order(site.url()))

    assert failure_of(outcome) is Failure.STOPPED
    assert site.seen == []
    assert "cannot be used now" in caplog.text
    assert [record for record in caplog.records if record.exc_info] == []
