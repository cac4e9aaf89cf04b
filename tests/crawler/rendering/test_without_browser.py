import pytest

from policy.model.captures import Failure, Fetched, captures_of
from policy.model.targets import Fetching
from tests.crawler.rendering import pages
from tests.crawler.sites import Site, failure_of, fetch_one, fetcher, order


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")


async def test_a_page_to_be_rendered_is_not_asked_for_without_a_browser(site: Site) -> None:
    outcome = await fetch_one(fetcher(), order(site.url(), fetching=Fetching.BROWSER))

    assert failure_of(outcome) is Failure.TYPE
    assert "apt install chromium" in captures_of(outcome)[-1].detail
    assert site.seen == []


async def test_a_shell_without_a_browser_stays_a_shell_and_says_what_to_install(site: Site) -> None:
    site.serve("/privacy", pages.LATE)

    outcome = await fetch_one(fetcher(), order(site.url(), fetching=Fetching.AUTO))

    assert isinstance(outcome, Fetched)
    assert outcome.pages[0].body == pages.LATE.encode()
    assert "apt install chromium" in outcome.pages[0].capture.detail


async def test_a_whole_page_needs_no_browser(site: Site) -> None:
    outcome = await fetch_one(fetcher(), order(site.url(), fetching=Fetching.AUTO))

    assert captures_of(outcome)[0].detail == ""


async def test_what_is_no_html_page_is_never_rendered(site: Site) -> None:
    site.serve("/privacy", "Privacy\n\nPlease enable JavaScript.", Content_Type="text/plain")

    outcome = await fetch_one(fetcher(), order(site.url(), fetching=Fetching.AUTO))

    assert captures_of(outcome)[0].detail == ""
