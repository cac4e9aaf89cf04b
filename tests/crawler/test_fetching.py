"""Orders in, outcomes out: what comes, what does not, and what each attempt leaves behind."""

import asyncio
import gzip
import hashlib
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from crawler.fetching import Fetcher
from crawler.hosts import MemoryHostBook
from crawler.settings import MIB
from policy.model.captures import Failed, Failure, Fetched, Unmodified, captures_of
from policy.model.targets import Order, Trigger, Validators
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
    raw_server,
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


# What does not come.


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
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n" + gzip.compress(PAGE)[:9],
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

    assert failure_of(outcome) in {Failure.TIMEOUT, Failure.ROBOTS_UNREACHABLE}
    assert "within the time limit" in captures_of(outcome)[0].detail


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


# Redirects.


async def test_each_hop_is_kept(site: Site) -> None:
    site.serve("/privacy", status=301, Location="/en#top")
    site.serve("/en", status=307, Location=site.url("/en/privacy"))
    site.serve("/en/privacy")

    outcome = await fetch_one(fetcher(), order(site.url()))

    assert isinstance(outcome, Fetched)
    capture = outcome.pages[0].capture
    assert [(hop.url, hop.status, hop.location) for hop in capture.hops] == [
        (site.url("/privacy"), 301, "/en#top"),
        (site.url("/en"), 307, site.url("/en/privacy")),
    ]
    assert capture.url == site.url("/privacy")
    assert capture.response is not None
    assert capture.response.url == site.url("/en/privacy")


@pytest.mark.parametrize("loop", [["/privacy"], ["/a", "/privacy"], ["/a", "/b", "/a"]])
async def test_a_loop_is_noticed_at_once(site: Site, loop: list[str]) -> None:
    for here, there in zip(["/privacy", *loop], loop, strict=False):
        site.serve(here, status=302, Location=there)

    assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.REDIRECT
    assert len(site.seen) == 1 + len(loop)


async def test_five_redirects_are_followed_and_a_sixth_is_not(site: Site) -> None:
    site.serve("/end")
    for hop in range(6):
        site.serve(f"/{hop}", status=302, Location=f"/{hop + 1}" if hop < 5 else "/end")

    outcomes = await fetch_all(fetcher(), order(site.url("/1"), name="five"), order(site.url("/0"), name="six"))

    assert page_of(outcomes["five"])
    assert failure_of(outcomes["six"]) is Failure.REDIRECT
    assert len(captures_of(outcomes["six"])[0].hops) == 6


@pytest.mark.parametrize("location", ["", "javascript:alert(1)", "file:///etc/passwd", "http://u:p@127.0.0.1/"])
async def test_a_redirect_to_nowhere_is_a_named_failure(site: Site, location: str) -> None:
    site.serve("/privacy", status=302, Location=location)

    assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.REDIRECT


# Conditions.


def conditional(etag: str, page: bytes = PAGE) -> Callable[[web.BaseRequest], object]:
    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=page, content_type="text/html", headers={"ETag": etag})

    return answer


async def test_an_unchanged_page_costs_no_body(site: Site) -> None:
    site.answers["/privacy"] = conditional('W/"a b"')  # type: ignore[assignment]
    validators = Validators('W/"a b"', "Sun, 01 Mar 2026 08:00:00 GMT")

    outcome = await fetch_one(fetcher(), order(site.url(), validators=validators))

    assert isinstance(outcome, Unmodified)
    assert outcome.capture.failure is None
    assert outcome.capture.response is not None
    assert outcome.capture.response.status == 304
    assert site.seen[-1].headers["if-modified-since"] == "Sun, 01 Mar 2026 08:00:00 GMT"


async def test_without_validators_nothing_is_conditional(site: Site) -> None:
    await fetch_one(fetcher(), order(site.url()))

    assert not {"if-none-match", "if-modified-since"} & site.seen[-1].headers.keys()


async def test_after_a_redirect_the_date_is_no_condition(site: Site) -> None:
    site.serve("/privacy", status=302, Location="/moved")
    site.serve("/moved")

    await fetch_one(fetcher(), order(site.url(), validators=Validators('"a"', "Sun, 01 Mar 2026 08:00:00 GMT")))

    assert site.seen[-1].headers["if-none-match"] == '"a"'
    assert "if-modified-since" not in site.seen[-1].headers


async def test_a_document_of_several_pages_comes_whole_or_not_at_all(site: Site) -> None:
    urls = [site.serve(f"/p{n}", f"<html>page {n}") for n in range(3)]
    validators = Validators('"a"', None)

    outcome = await fetch_one(fetcher(), order(*urls, validators=validators))

    assert isinstance(outcome, Fetched)
    assert [page.body for page in outcome.pages] == [b"<html>page 0", b"<html>page 1", b"<html>page 2"]
    assert all("if-none-match" not in seen.headers for seen in site.seen)

    site.serve("/p1", "gone", status=410)
    broken = await fetch_one(fetcher(), order(*urls))
    assert failure_of(broken) is Failure.GONE
    assert [capture.url for capture in captures_of(broken)] == urls[:2]


# One outcome for every order.


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

    assert asyncio.all_tasks() - before <= {task for task in asyncio.all_tasks() if "RequestHandler" in repr(task)}


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


# Stopping.


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
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    pytest.skip("this system does not tell how much memory a process has")


@pytest.mark.slow
async def test_300_crawls_leave_memory_as_it_was(site: Site) -> None:
    orders = [order(site.serve(f"/p{n}", PAGE * 1000), name=f"t{n}") for n in range(10)]
    crawler = fetcher()
    before = await _memory(crawler, orders, 30)
    site.seen.clear()
    after = await _memory(crawler, orders, 300)
    assert after < before * 1.05
    assert isinstance(await fetch_one(crawler, orders[0]), Fetched)
    assert not isinstance(await fetch_one(crawler, orders[0]), Failed)
