"""A policy that needs JavaScript, through the whole line."""

import asyncio
import json

import pytest

from tests.crawler.rendering.conftest import require_chromium
from tests.crawler.rendering.pages import LATE, POLICY, shell
from tests.monitor.conftest import Call, Watch
from tests.support.site import Site, aside, page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def local(watch: Watch) -> Watch:
    """A watch of a site on this machine that need not wait."""
    require_chromium()
    watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
    watch.replace('spacing = "10s"', 'spacing = "0s"')
    watch.replace('confirm_after = "90s"', 'confirm_after = "100ms"')
    return watch


def test_a_change_of_a_rendered_policy_is_found_and_its_rest_is_quiet(call: Call, local: Watch) -> None:
    look = ("look", "--settings", local.settings)
    with aside(Site(privacy=page(LATE))) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\nfetch = "auto"\n')
        first, again = call(*look), call(*look)
        site.pages["/privacy"] = page(LATE.replace("30 days", "90 days"))
        changed = call(*look)
        listed = json.loads(call("targets", "--json", "--settings", local.settings).out)
        site.pages["/privacy"] = page(POLICY)
        call(*look)
        served = json.loads(call("targets", "--json", "--settings", local.settings).out)

    assert "First version" in first.out
    assert "Unchanged" in again.out
    assert "Changed" in changed.out
    assert listed["fetch"] == "auto"
    assert str(listed["fetched"]).startswith("rendered by Chromium ")
    assert served["fetched"] is None


async def test_read_says_that_what_it_shows_was_rendered(call: Call, local: Watch) -> None:
    async with Site(privacy=page(shell("setTimeout(show, 300);"))) as site:
        read = await asyncio.to_thread(call, "read", site.url("privacy"), "--json", "--settings", local.settings)

    assert read.status == 0
    assert "rendered by Chromium" in read.err
    assert '"fetched": "rendered by Chromium' in read.out
    assert "30 days after you have closed" in read.out
