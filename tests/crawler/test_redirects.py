"""Each hop is ours to follow or refuse, and each condition ours to state."""

from collections.abc import Callable

import pytest
from aiohttp import web

from policy.model.captures import Failure, Fetched, Unmodified, captures_of
from policy.model.targets import Validators
from tests.crawler.sites import (
    PAGE,
    Site,
    failure_of,
    fetch_all,
    fetch_one,
    fetcher,
    order,
    page_of,
)


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


def conditional(etag: str) -> Callable[[web.BaseRequest], object]:
    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=PAGE, content_type="text/html", headers={"ETag": etag})

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
