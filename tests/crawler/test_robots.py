"""robots.txt as RFC 9309 has it."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from crawler.hosts import MemoryHostBook
from crawler.robots import read_rules
from policy.model.captures import Failed, Failure, Fetched
from tests.crawler.sites import Clock, Site, failure_of, fetch_all, fetch_one, fetcher, order, page_of, running_site

ALL_OUT = "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        ("", True),
        (ALL_OUT, False),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /p\nAllow: /privacy\n", True),  # §2.2.2: the longest match wins
        ("User-agent: *\nDisallow: /privacy\nAllow: /privacy\n", True),  # §2.2.2: of equals, allow
        ("User-agent: *\nDisallow: /\n\nUser-agent: CLAUSEWATCH\nAllow: /\n", True),  # §2.2.1: ours, whatever its case
        ("User-agent: *\nAllow: /\n\nUser-agent: clausewatch\nDisallow: /privacy\n", False),
        ("User-agent: clausewatch\nAllow: /x\n\nUser-agent: clausewatch\nDisallow: /privacy\n", False),  # groups merge
        ("User-agent: a\nUser-agent: clausewatch\nDisallow: /privacy\n", False),  # several names of one group
        ("User-agent: *\nDisallow: /PRIVACY\n", True),  # §2.2.2: paths are case-sensitive
        ("User-agent: *\nDisallow: /*acy$\n", False),  # §2.2.3: special characters
        ("User-agent: *\nDisallow: /privac$\n", True),
        ("User-agent: *\nDisallow: /%70rivacy\n", False),  # §2.2.2: percent-encoding is undone
        ("\ufeffUser-agent: *\r\nDisallow: / # all\r\n", False),
        ("<!doctype html><title>Not found</title>", True),
        ("User-agent: mywatch\nDisallow: /\n", True),
    ],
)
def test_rules_are_read_as_the_standard_says(rules: str, is_allowed: bool) -> None:
    assert read_rules(rules, "Clausewatch").allow("https://acme.example/privacy") is is_allowed


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [("", 10), ("Crawl-delay: 30", 30), ("Crawl-delay: 2.5", 10), ("Crawl-delay: 9999", 60), ("Crawl-delay: x", 10)],
)
def test_a_crawl_delay_lengthens_the_rest_of_a_host_within_reason(rules: str, seconds: float) -> None:
    read = read_rules(f"User-agent: *\n{rules}\nDisallow: /x\n", "Clausewatch")
    assert read.spacing(timedelta(seconds=10), timedelta(seconds=60)) == timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_without_a_robots_txt_everything_may_be_fetched(site: Site, status: int) -> None:
    site.serve("/robots.txt", ALL_OUT, status=status)

    assert page_of(await fetch_one(fetcher(), order(site.url())))


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_robots_txt_that_cannot_be_had_forbids_everything(site: Site, status: int) -> None:
    site.serve("/robots.txt", "", status=status)

    outcome = await fetch_one(fetcher(), order(site.url()))

    assert failure_of(outcome) is Failure.ROBOTS_UNREACHABLE
    assert isinstance(outcome, Failed)
    assert str(status) in outcome.captures[0].detail
    assert site.asked("/privacy") == 0


async def test_the_owner_may_have_a_page_fetched_against_robots_txt_and_the_record_says_why(site: Site) -> None:
    site.serve("/robots.txt", ALL_OUT + "Crawl-delay: 1\n")
    why = "the publisher agreed by mail on 2 March 2026"
    book = MemoryHostBook()

    outcome = await fetch_one(fetcher(book), order(site.url(), robots_reason=why))
    refused = await fetch_one(fetcher(), order(site.url()))

    assert page_of(outcome)
    assert isinstance(outcome, Fetched)
    detail = f"robots.txt does not allow it, and the owner has it fetched: {why}"
    assert outcome.pages[0].capture.detail == detail
    assert failure_of(refused) is Failure.ROBOTS


async def test_a_reason_that_is_not_needed_is_not_recorded(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /elsewhere\n")

    outcome = await fetch_one(fetcher(), order(site.url(), robots_reason="the publisher agreed by mail"))

    assert isinstance(outcome, Fetched)
    assert outcome.pages[0].capture.detail == ""


async def test_what_fails_though_the_owner_has_it_fetched_says_so_too(site: Site) -> None:
    site.serve("/robots.txt", ALL_OUT)
    site.serve("/privacy", "", status=403)

    outcome = await fetch_one(fetcher(), order(site.url(), robots_reason="the publisher agreed by mail"))

    assert failure_of(outcome) is Failure.BLOCKED
    assert isinstance(outcome, Failed)
    assert "the owner has it fetched: the publisher agreed by mail" in outcome.captures[0].detail


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_no_reason_opens_a_host_whose_robots_txt_cannot_be_had(site: Site, status: int) -> None:
    site.serve("/robots.txt", "", status=status)

    outcome = await fetch_one(fetcher(), order(site.url(), robots_reason="the publisher agreed by mail"))

    assert failure_of(outcome) is Failure.ROBOTS_UNREACHABLE
    assert site.asked("/privacy") == 0


async def test_a_robots_txt_that_breaks_off_forbids_everything(site: Site) -> None:
    async def broken(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"User-agent: *\n")
        assert request.transport is not None
        request.transport.abort()
        return response

    site.answers["/robots.txt"] = broken

    assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.ROBOTS_UNREACHABLE
    assert site.asked("/privacy") == 0


async def test_a_robots_txt_that_never_comes_forbids_everything(site: Site) -> None:
    async def silent(_request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    site.answers["/robots.txt"] = silent

    outcome = await fetch_one(fetcher(total_timeout=timedelta(milliseconds=200)), order(site.url()))

    assert failure_of(outcome) in (Failure.TIMEOUT, Failure.ROBOTS_UNREACHABLE)
    assert site.asked("/privacy") == 0


async def test_a_host_that_is_down_is_named_as_such_and_not_as_forbidding() -> None:
    async with running_site() as gone:
        address = gone.url()

    assert failure_of(await fetch_one(fetcher(), order(address))) is Failure.CONNECT


@pytest.mark.parametrize(("hops", "is_followed"), [(1, True), (5, True), (6, False)])
async def test_five_redirects_of_robots_txt_are_followed(site: Site, hops: int, is_followed: bool) -> None:
    site.serve("/robots.txt", status=301, Location="/r1")
    for hop in range(1, hops):
        site.serve(f"/r{hop}", status=301, Location=f"/r{hop + 1}")
    site.serve(f"/r{hops}", ALL_OUT, Content_Type="text/plain")

    outcome = await fetch_one(fetcher(), order(site.url()))

    assert isinstance(outcome, Failed) is is_followed  # RFC 9309 §2.3.1.2: beyond five it counts as unavailable


async def test_rules_beyond_500_kib_are_not_read_and_those_before_are(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# x\n" * 130_000 + "Disallow: /privacy\n")
    site.serve("/a")

    outcomes = await fetch_all(fetcher(), order(site.url("/a"), name="a"), order(site.url(), name="privacy"))

    assert failure_of(outcomes["a"]) is Failure.ROBOTS
    assert page_of(outcomes["privacy"])


async def test_six_disallowed_pages_of_one_host_asked_at_once_are_all_refused(site: Site) -> None:
    site.serve("/robots.txt", ALL_OUT)
    orders = [order(site.url(f"/p{n}"), name=f"t{n}") for n in range(6)]

    outcomes = await fetch_all(fetcher(), *orders)

    assert {failure_of(outcome) for outcome in outcomes.values()} == {Failure.ROBOTS}
    assert site.paths == ["/robots.txt"]


async def test_each_hop_of_a_redirect_is_asked_of_its_own_robots_txt(site: Site) -> None:
    async with running_site() as other:
        other.serve("/robots.txt", ALL_OUT)
        site.serve("/privacy", status=302, Location=other.url("/moved"))

        assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.ROBOTS
        assert other.paths == ["/robots.txt"]


async def test_rules_are_kept_for_a_day(site: Site) -> None:
    clock = Clock()
    crawler = fetcher(clock=clock)
    for hours in (0, 23, 2):
        clock.at += timedelta(hours=hours)
        await fetch_one(crawler, order(site.url()))

    assert site.asked("/robots.txt") == 2


async def test_an_old_copy_serves_while_the_file_cannot_be_had(site: Site) -> None:
    clock = Clock()
    crawler = fetcher(clock=clock)
    await fetch_one(crawler, order(site.url()))
    site.serve("/robots.txt", "", status=500)
    clock.at += timedelta(days=2)

    assert isinstance(await fetch_one(crawler, order(site.url())), Fetched)

    clock.at += timedelta(days=30)
    assert failure_of(await fetch_one(crawler, order(site.url()))) is Failure.ROBOTS_UNREACHABLE


async def test_rules_survive_the_fetcher_in_the_book(site: Site) -> None:
    book = MemoryHostBook()
    site.serve("/robots.txt", ALL_OUT)
    for _ in range(2):
        assert failure_of(await fetch_one(fetcher(book), order(site.url()))) is Failure.ROBOTS

    assert site.asked("/robots.txt") == 1


async def test_crawls_side_by_side_both_obey(site: Site) -> None:
    site.serve("/robots.txt", ALL_OUT)
    crawler = fetcher()

    both = await asyncio.gather(*(fetch_one(crawler, order(site.url(f"/{n}"))) for n in range(2)))

    assert [failure_of(outcome) for outcome in both] == [Failure.ROBOTS] * 2
    assert set(site.paths) == {"/robots.txt"}
