import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_network

import pytest
from aiohttp import web

from crawler.fetching import Fetcher
from policy.model.captures import Failure, Fetched, Hop, Outcome, captures_of
from policy.model.readings import Source
from policy.model.targets import Fetching, Validators
from policy.reading import read
from tests.crawler.rendering import pages
from tests.crawler.rendering.conftest import Canary
from tests.crawler.sites import (
    PAGE,
    Site,
    failure_of,
    fetch_all,
    fetch_one,
    fetcher,
    order,
    page_of,
    running_site,
    settings,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("chromium")]
SITE_ONLY = (ip_network("127.0.0.2/32"),)
TIMES = timedelta(seconds=20)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site("127.0.0.2") as running:
        running.serve("/privacy", pages.LATE)
        yield running


def fenced(limit: timedelta = TIMES) -> Fetcher:
    """A crawler that may reach the site, and nothing else on this machine."""
    return fetcher(allowed_networks=SITE_ONLY, total_timeout=limit)


async def rendered(url: str, fetching: Fetching = Fetching.BROWSER, limit: timedelta = TIMES) -> Outcome:
    return await fetch_one(fenced(limit), order(url, fetching=fetching))


def text_of(outcome: Outcome) -> str:
    body = page_of(outcome)
    (capture,) = captures_of(outcome)
    assert capture.response is not None
    reading = read((Source(capture.response.url, capture.response.header("Content-Type"), body),))
    assert reading.quality.is_ok, reading.quality
    return "\n".join(section.heading + "\n" + section.text for section in reading.sections)


async def test_a_shell_is_read_once_its_scripts_have_built_the_policy(site: Site) -> None:
    outcome = await rendered(site.url(), Fetching.AUTO)

    assert "30 days after you have closed" in text_of(outcome)
    (capture,) = captures_of(outcome)
    assert capture.detail.startswith("rendered by Chromium ")
    assert capture.detail.endswith(": the plain page is a shell")


async def test_the_document_is_asked_for_once_and_by_our_name(site: Site) -> None:
    site.serve("/privacy", pages.FETCHED)
    site.serve("/api/policy", "<p>More.</p>")

    outcome = await rendered(site.url())

    assert "More." in text_of(outcome)
    assert site.paths == ["/robots.txt", "/privacy", "/api/policy"]
    assert {one.headers["user-agent"] for one in site.seen} == {settings().user_agent}


async def test_a_whole_page_is_not_rendered_by_choice_but_by_order(site: Site) -> None:
    site.serve("/whole", PAGE + pages.POLICY.encode() + b"<script>document.title = 'Drawn'</script>")

    chosen = await rendered(site.url("/whole"), Fetching.AUTO)
    ordered = await rendered(site.url("/whole"), Fetching.BROWSER)

    assert b"<title>Privacy</title>" in page_of(chosen)
    assert captures_of(chosen)[0].detail == ""
    assert b"<title>Drawn</title>" in page_of(ordered)


async def test_a_page_built_in_steps_is_read_whole(site: Site) -> None:
    site.serve("/privacy", pages.IN_TWO_STEPS)

    assert "Effective 1 March 2026." in text_of(await rendered(site.url()))


async def test_a_page_cannot_pretend_to_be_done(site: Site) -> None:
    site.serve("/privacy", pages.LYING)

    assert "30 days after you have closed" in text_of(await rendered(site.url()))


async def test_shadow_trees_are_read_where_they_stand(site: Site) -> None:
    site.serve("/privacy", pages.SHADOWED)

    text = text_of(await rendered(site.url()))

    assert 0 < text.index("30 days after you have closed") < text.index("We changed this policy in March")


async def test_text_that_comes_when_a_reader_reaches_it_is_read(site: Site) -> None:
    site.serve("/privacy", pages.UNTIL_REACHED)

    assert "We sell nothing of what we know of you." in text_of(await rendered(site.url()))


async def test_words_for_browsers_without_scripts_are_not_of_a_rendered_page(site: Site) -> None:
    site.serve("/privacy", pages.LATE)

    assert b"noscript" not in page_of(await rendered(site.url()))


async def test_a_page_may_fill_no_more_than_its_share_of_memory(site: Site) -> None:
    site.serve("/privacy", pages.GREEDY)

    text = text_of(await rendered(site.url()))

    held = int(text.partition("Held: ")[2].partition(" MiB")[0])
    assert 0 < held <= 1024


async def test_a_page_that_never_settles_is_a_failure_and_no_half_page(site: Site) -> None:
    site.serve("/privacy", pages.RESTLESS)

    outcome = await rendered(site.url(), limit=timedelta(seconds=5))

    assert failure_of(outcome) is Failure.TIMEOUT
    assert "come to rest" in captures_of(outcome)[-1].detail


async def test_a_page_that_loops_costs_its_own_time_and_the_next_is_read(site: Site) -> None:
    site.serve("/loop", pages.LOOPING)
    crawler = fenced(timedelta(seconds=10))

    outcomes = await fetch_all(
        crawler,
        order(site.url("/loop"), name="loop", fetching=Fetching.BROWSER),
        order(site.url(), name="good", fetching=Fetching.BROWSER),
    )

    assert failure_of(outcomes["loop"]) is Failure.TIMEOUT
    assert "30 days" in text_of(outcomes["good"])


async def test_a_page_larger_than_the_cap_is_refused(site: Site) -> None:
    site.serve("/privacy", pages.HUGE)
    caps = settings().caps
    small = type(caps)(wire=caps.wire, decoded=1_000_000)

    crawler = fetcher(allowed_networks=SITE_ONLY, total_timeout=TIMES, caps=small)

    assert failure_of(await fetch_one(crawler, order(site.url(), fetching=Fetching.BROWSER))) is Failure.TOO_LARGE


async def test_nothing_is_kept_from_one_page_to_the_next(site: Site) -> None:
    site.serve("/privacy", pages.REMEMBERING)
    one, two = (order(site.url(), name=name, fetching=Fetching.BROWSER) for name in ("one", "two"))

    outcomes = await fetch_all(fenced(), one, two)

    assert all("Before: nothing." in text_of(outcome) for outcome in outcomes.values())


async def test_a_script_that_leads_elsewhere_is_a_redirect_under_its_rules(site: Site) -> None:
    site.serve("/old", pages.sending_to("/privacy"))

    outcome = await rendered(site.url("/old"))

    (capture,) = captures_of(outcome)
    assert capture.response is not None
    assert capture.response.url == site.url()
    assert capture.hops == (Hop(site.url("/old"), 200, site.url(), "127.0.0.2"),)


async def test_robots_are_heard_where_a_script_leads(site: Site) -> None:
    site.serve("/old", pages.sending_to("/privacy"))
    site.serve("/robots.txt", "User-agent: *\nDisallow: /privacy\n", Content_Type="text/plain")

    assert failure_of(await rendered(site.url("/old"))) is Failure.ROBOTS
    assert "/privacy" not in site.paths


async def test_a_page_that_reloads_itself_for_ever_is_a_loop(site: Site) -> None:
    site.serve("/privacy", pages.shell("location.reload();"))

    assert failure_of(await rendered(site.url())) is Failure.REDIRECT


async def test_the_server_is_not_asked_whether_a_rendered_page_changed(site: Site) -> None:
    site.serve("/privacy", pages.LATE, ETag='"1"', Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT")
    asked = order(site.url(), fetching=Fetching.BROWSER, validators=Validators('"1"', None))

    outcome = await fetch_one(fenced(), asked)

    assert "if-none-match" not in site.seen[-1].headers
    assert isinstance(outcome, Fetched)
    response = outcome.pages[0].capture.response
    assert response is not None
    assert response.header("ETag") is None
    assert response.header("Last-Modified") is None
    assert response.header("Content-Type") == "text/html; charset=utf-8"


async def test_the_doors_of_the_next_test_are_open_where_the_owner_opens_them(site: Site, canary: Canary) -> None:
    site.serve("/privacy", pages.trying_every_door(canary.host, canary.port))

    await fetch_one(fetcher(total_timeout=TIMES), order(site.url(), fetching=Fetching.BROWSER))

    assert len(canary.visits) >= 5


async def test_no_page_reaches_a_private_address_by_any_door(site: Site, canary: Canary) -> None:
    address = f"http://{canary.host}:{canary.port}/"
    site.serve("/privacy", pages.trying_every_door(canary.host, canary.port))
    site.serve("/hop", b"", status=302, Location=address)

    outcome = await rendered(site.url())

    assert canary.visits == []
    assert "/hop" in site.paths  # the way was tried, and ended at the guard
    assert "30 days" in text_of(outcome)


async def test_a_script_that_leads_to_a_private_address_is_refused(site: Site, canary: Canary) -> None:
    site.serve("/privacy", pages.sending_to(f"http://{canary.host}:{canary.port}/"))

    assert failure_of(await rendered(site.url())) is Failure.ADDRESS
    assert canary.visits == []


async def test_a_stop_ends_a_rendering_at_once(site: Site) -> None:
    site.serve("/privacy", pages.RESTLESS + "<script src=/begun></script>")
    begun = asyncio.Event()

    async def note(_request: web.BaseRequest) -> web.StreamResponse:
        begun.set()
        return web.Response()

    site.answers["/begun"] = note
    crawler = fenced(timedelta(seconds=60))
    under_way = asyncio.ensure_future(fetch_one(crawler, order(site.url(), fetching=Fetching.BROWSER)))
    await begun.wait()

    await crawler.stop(timedelta(seconds=1))

    assert failure_of(await under_way) is Failure.STOPPED


async def test_one_visit_at_a_time_and_rest_between_them(site: Site) -> None:
    crawler = fetcher(allowed_networks=SITE_ONLY, spacing=timedelta(seconds=1))
    site.serve("/privacy", pages.FETCHED)
    site.serve("/api/policy", "<p>More.</p>")

    await fetch_one(crawler, order(site.url(), fetching=Fetching.BROWSER))

    at = {one.path: one.at for one in site.seen}
    assert at["/api/policy"] - at["/privacy"] >= 1
