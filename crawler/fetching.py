"""The crawler as the other rooms see it: orders in, outcomes out."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from crawler.captures import blank_capture
from crawler.crawls import Crawl
from crawler.hosts import HostBook
from crawler.settings import CrawlSettings
from crawler.turns import Turns
from policy.model.captures import Failed, Failure, Outcome
from policy.model.targets import DocumentType, Fetching, Order, Target, Trigger

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerRunner

    from crawler.spider import Equipment

log = logging.getLogger("crawler")


class Fetcher:
    """Fetches orders in as many crawls as are asked for, within one event loop."""

    def __init__(self, settings: CrawlSettings, book: HostBook, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._turns = Turns(settings, book, clock)
        self._under_way: dict[Crawl, asyncio.Task[None]] = {}
        self._is_stopped = False
        self._scrapy: tuple[AsyncCrawlerRunner, Equipment] | None = None

    async def fetch(self, orders: Sequence[Order]) -> AsyncGenerator[tuple[Order, Outcome], None]:
        """Each order with its outcome, as it comes: exactly one for every order, failures too."""
        left = dict(enumerate(orders))
        if left and not self._is_stopped:
            crawl = Crawl(orders, self._settings.backlog)
            task = self._begin(crawl)
            try:
                async with aclosing(crawl.outcomes()) as outcomes:
                    async for place, outcome in outcomes:
                        yield left.pop(place), outcome
            finally:
                crawl.brake.cut()
                await asyncio.wait({task})
        for order in left.values():
            yield order, self._not_fetched(order)

    async def get(self, url: str, language: str | None = None, fetching: Fetching = Fetching.PLAIN) -> Outcome:
        """What came of one page fetched once, for no target; the same rules hold for it."""
        target = Target(
            id=f"once-{hashlib.sha256(url.encode(errors='replace')).hexdigest()[:12]}",
            service="once",
            service_name="once",
            document_type=DocumentType.OTHER,
            urls=(url,),
            interval=timedelta(days=1),
            language=language,
            fetching=fetching,
        )
        async with aclosing(self.fetch((Order(target, Trigger.MANUAL, lease=""),))) as outcomes:
            _order, outcome = await anext(outcomes)
        return outcome

    async def stop(self, grace: timedelta) -> None:
        """Every crawl ends within the grace time, and no new one begins: waits end now, exchanges under way get three
        quarters of the time. Orders not fetched by then come out as stopped."""
        self._is_stopped = True
        for crawl in self._under_way:
            crawl.brake.halt()
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=grace.total_seconds() * 0.75)
        for crawl in self._under_way:
            crawl.brake.cut()
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=grace.total_seconds() * 0.25)
        if self._scrapy is not None:
            await self._scrapy[1].wires.close()

    def _begin(self, crawl: Crawl) -> asyncio.Task[None]:
        from crawler.spider import LookSpider

        runner, equipment = self._equipped()
        task = runner.crawl(LookSpider, crawl=crawl, equipment=equipment)
        self._under_way[crawl] = task

        def ended(task: asyncio.Task[None]) -> None:
            del self._under_way[crawl]
            crawl.end()
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("a crawl ended early", exc_info=error)

        task.add_done_callback(ended)
        return task

    def _equipped(self) -> "tuple[AsyncCrawlerRunner, Equipment]":
        """Scrapy, imported only when there is something to fetch: it costs a second."""
        if self._scrapy is None:
            from scrapy.crawler import AsyncCrawlerRunner

            from crawler.robots import RulesDesk
            from crawler.spider import SETTINGS, Equipment
            from crawler.wire import Wire, trusted
            from crawler.wires import Wires

            logging.getLogger("scrapy").setLevel(logging.WARNING)
            trust = cache(partial(trusted, self._settings))
            if self._settings.authorities is not None:
                trust()  # a file that cannot be read should be known before anything is fetched
            desk = RulesDesk(self._settings, self._turns.book, self._clock)
            wires = Wires(partial(Wire, self._settings, trust))
            equipment = Equipment(self._settings, self._turns, desk, wires, self._clock)
            self._scrapy = (AsyncCrawlerRunner(SETTINGS), equipment)
        return self._scrapy

    def _not_fetched(self, order: Order) -> Failed:
        url = order.target.urls[0] if order.target.urls else ""
        capture = blank_capture(order, url, self._clock())
        stopped = replace(capture, failure=Failure.STOPPED, detail="stopped before it was fetched")
        return Failed((stopped,), Failure.STOPPED)
