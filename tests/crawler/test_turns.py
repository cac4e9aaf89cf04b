"""One request at a time to each host, spaced, and none to a host that asked to be left alone."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from aiohttp import web

from crawler.hosts import MemoryHostBook
from policy.model.captures import Failed, Failure, Fetched
from policy.model.hosts import midnight
from tests.crawler.sites import (
    Clock,
    Site,
    failure_of,
    fetch_all,
    fetch_one,
    fetcher,
    now,
    order,
    page_of,
    running_site,
)

MS = timedelta(milliseconds=1)


async def test_requests_to_a_host_keep_their_distance(site: Site) -> None:
    orders = [order(site.url(f"/p{n}"), name=f"t{n}") for n in range(5)]

    await fetch_all(fetcher(spacing=20 * MS), *orders)

    assert len(site.seen) == 6
    assert min(later.at - earlier.at for earlier, later in pairwise(site.seen)) >= 0.0199


async def test_a_host_never_gets_two_requests_at_once_from_any_crawl(site: Site) -> None:
    async def unhurried(_request: web.BaseRequest) -> web.StreamResponse:
        for _ in range(20):
            await asyncio.sleep(0)
        return web.Response(text="<html>page", content_type="text/html")

    site.answers |= {f"/p{n}": unhurried for n in range(12)}
    crawler = fetcher()
    crawls = [[order(site.url(f"/p{n}"), name=f"t{n}") for n in range(first, first + 4)] for first in (0, 4, 8)]

    await asyncio.gather(*(fetch_all(crawler, *orders) for orders in crawls))

    assert site.most_at_once == 1
    assert sum(path != "/robots.txt" for path in site.paths) == 12


async def test_other_hosts_do_not_wait_for_a_slow_one(site: Site) -> None:
    released = asyncio.Event()

    async def stuck(_request: web.BaseRequest) -> web.StreamResponse:
        await released.wait()
        return web.Response(text="<html>page", content_type="text/html")

    site.answers["/privacy"] = stuck
    async with running_site("127.0.0.2") as quick:
        quick.serve("/privacy")
        came = []
        orders = (order(site.url(), name="slow"), order(quick.url(), name="quick"))
        async for one, _outcome in fetcher().fetch(orders):
            came.append(one.target.id)
            released.set()

    assert came == ["quick", "slow"]


async def test_a_crawl_delay_spaces_the_pages(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.03\n")
    orders = [order(site.url(f"/p{n}"), name=f"t{n}") for n in range(3)]

    await fetch_all(fetcher(), *orders)

    pages = [seen for seen in site.seen if seen.path != "/robots.txt"]
    assert min(later.at - earlier.at for earlier, later in pairwise(pages)) >= 0.0299


@pytest.mark.parametrize("status", [429, 503])
async def test_a_throttled_host_is_not_asked_again_before_its_time(site: Site, status: int) -> None:
    clock = Clock()
    crawler = fetcher(clock=clock)
    for n in range(4):
        site.serve(f"/p{n}", status=status, Retry_After="120")
    orders = [order(site.url(f"/p{n}"), name=f"t{n}") for n in range(4)]

    outcomes = await fetch_all(crawler, *orders)

    assert len(site.seen) == 2  # robots.txt and the first page
    for outcome in outcomes.values():
        assert failure_of(outcome) is Failure.THROTTLED
        assert isinstance(outcome, Failed)
        assert outcome.retry_at == clock.at + timedelta(seconds=120)

    clock.at += timedelta(seconds=119)
    assert failure_of(await fetch_one(crawler, order(site.url("/p0")))) is Failure.THROTTLED
    assert len(site.seen) == 2

    clock.at += timedelta(seconds=2)
    site.serve("/p0")
    assert page_of(await fetch_one(crawler, order(site.url("/p0"))))


async def test_a_host_gets_so_many_requests_in_a_day_and_the_rest_on_the_next(site: Site) -> None:
    clock = Clock()
    crawler = fetcher(clock=clock, daily_budget=3)
    for n in range(4):
        site.serve(f"/p{n}")
    outcomes = await fetch_all(crawler, *(order(site.url(f"/p{n}"), name=f"t{n}") for n in range(4)))

    tomorrow = midnight(clock.at) + timedelta(days=1)
    late = [one for one in outcomes.values() if isinstance(one, Failed)]
    assert (len(site.seen), len(late)) == (3, 2)  # robots.txt and two pages
    assert {(failure_of(one), one.retry_at) for one in late} == {(Failure.THROTTLED, tomorrow)}
    assert "had the 3 requests we make in a day" in late[0].captures[-1].detail

    clock.at = tomorrow
    assert page_of(await fetch_one(crawler, order(site.url("/p3"))))


async def test_a_wish_for_a_year_is_honoured_for_a_day(site: Site) -> None:
    clock = Clock()
    site.serve("/privacy", status=429, Retry_After="31536000")

    outcome = await fetch_one(fetcher(clock=clock), order(site.url()))

    assert isinstance(outcome, Failed)
    assert outcome.retry_at == clock.at + timedelta(hours=24)


async def test_a_wish_that_lies_in_the_past_closes_nothing(site: Site) -> None:
    crawler = fetcher(clock=Clock())
    site.serve("/privacy", status=429, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT")
    assert failure_of(await fetch_one(crawler, order(site.url()))) is Failure.THROTTLED

    site.serve("/privacy")
    assert page_of(await fetch_one(crawler, order(site.url())))


async def test_a_429_without_a_wish_gives_the_host_a_rest(site: Site) -> None:
    clock = Clock()
    crawler = fetcher(clock=clock)
    site.serve("/privacy", status=429)

    first = await fetch_one(crawler, order(site.url()))
    second = await fetch_one(crawler, order(site.url()))

    assert isinstance(first, Failed)
    assert first.retry_at is None
    assert isinstance(second, Failed)
    assert second.retry_at == clock.at + timedelta(minutes=15)
    assert site.asked("/privacy") == 1


async def test_a_robots_txt_that_throttles_closes_the_host(site: Site) -> None:
    crawler = fetcher(clock=Clock())
    site.serve("/robots.txt", status=429, Retry_After="60")

    assert failure_of(await fetch_one(crawler, order(site.url()))) is Failure.ROBOTS_UNREACHABLE
    assert failure_of(await fetch_one(crawler, order(site.url()))) is Failure.THROTTLED
    assert site.paths == ["/robots.txt"]


async def test_whoever_waits_too_long_is_given_back(site: Site) -> None:
    clock = Clock()
    book = MemoryHostBook()
    await book.leave("127.0.0.1", clock.at + timedelta(seconds=100))

    outcome = await fetch_one(fetcher(book, clock, patience=timedelta(seconds=30)), order(site.url()))

    assert failure_of(outcome) is Failure.STOPPED
    assert site.seen == []


async def test_a_host_that_another_worker_has_is_entered_soon_after_it_is_left(site: Site) -> None:
    book = MemoryHostBook()
    assert await book.enter("127.0.0.1", now(), timedelta(minutes=20)) is None
    fetching = asyncio.create_task(fetch_one(fetcher(book, total_timeout=timedelta(hours=1)), order(site.url())))
    await asyncio.sleep(0.2)
    assert site.seen == []

    await book.leave("127.0.0.1", now())

    async with asyncio.timeout(60):
        assert page_of(await fetching)


async def test_an_order_begun_is_not_given_back_but_fails(site: Site) -> None:
    clock, book = Clock(), MemoryHostBook()
    async with running_site("127.0.0.2") as busy:
        site.serve("/privacy", status=302, Location=busy.url())
        await book.leave("127.0.0.2", clock.at + timedelta(seconds=100))

        outcome = await fetch_one(fetcher(book, clock, patience=timedelta(seconds=30)), order(site.url()))

    assert failure_of(outcome) is Failure.TIMEOUT
    assert busy.seen == []


async def test_a_clock_that_stands_still_does_not_stop_the_fetching(site: Site) -> None:
    assert isinstance(await fetch_one(fetcher(clock=Clock(), spacing=5 * MS), order(site.url())), Fetched)


async def test_whoever_was_away_too_long_takes_no_turn_from_another(site: Site) -> None:
    book, clock = MemoryHostBook(), Clock()
    others = timedelta(minutes=5)

    async def away(_request: web.BaseRequest) -> web.StreamResponse:
        clock.at += timedelta(hours=1)
        assert await book.enter(site.host, clock.at, others) is None
        return web.Response(text="<p>We keep nothing.</p>", content_type="text/html")

    site.answers["/privacy"] = away
    await fetch_one(fetcher(book, clock), order(site.url()))

    assert await book.enter(site.host, clock.at, others) == clock.at + others
