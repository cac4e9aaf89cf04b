"""A site for every test that wants one."""

from collections.abc import AsyncIterator

import pytest

from tests.crawler.sites import Site, running_site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site() as running:
        running.serve("/privacy")
        yield running
