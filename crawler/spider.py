"""The Scrapy side of a crawl: spider, robots middleware, download handler, and settings without unsafe defaults."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from scrapy import Request, Spider
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response as ScrapyResponse
from scrapy.logformatter import LogFormatter

from crawler.asks import Answer, Ask
from crawler.crawls import Crawl
from crawler.journeys import Journey
from crawler.rendering.browsers import Browsers
from crawler.robots import CAPS, Getter, Rules, RulesDesk, origin_of
from crawler.settings import CrawlSettings
from crawler.troubles import Trouble
from crawler.turns import Turns, Wait
from crawler.verdicts import is_throttling, retry_after
from crawler.wires import Wires
from policy.model.captures import Failure, Response
from policy.model.hosts import host_of


@dataclass(frozen=True, slots=True)
class Equipment:
    """What every crawl of a process shares."""

    settings: CrawlSettings
    turns: Turns
    desk: RulesDesk
    wires: Wires
    clock: Callable[[], datetime]


class LookSpider(Spider):
    """Takes every order of a crawl on its way, all at once; turns at hosts decide who waits."""

    name = "look"

    def __init__(self, crawl: Crawl, equipment: Equipment) -> None:
        super().__init__()
        self.crawl = crawl
        self.equipment = equipment

    async def start(self) -> AsyncIterator[Request]:
        async with asyncio.TaskGroup() as journeys:
            for place in range(len(self.crawl.orders)):
                journeys.create_task(self._travel(place))
        no_requests: tuple[Request, ...] = ()  # each order asks for its own, hop by hop
        for request in no_requests:
            yield request

    async def _travel(self, place: int) -> None:
        equipment = self.equipment
        until = asyncio.get_running_loop().time() + equipment.settings.patience.total_seconds()
        wait = Wait(until, self.crawl.brake, self.crawl.room)

        async def exchange(ask: Ask) -> Answer:
            return await download(self.crawler, ask, wait)

        async def render(ask: Ask, plain: Answer, fragment: str) -> Answer:
            return await download(self.crawler, ask, wait, Rendering(plain, fragment))

        journey = Journey(self.crawl.orders[place], equipment.settings, exchange, render, equipment.clock)
        self.crawl.finish(place, await journey.outcome())


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a browser needs beside the request: the page as it came, and the part of its address that is never sent."""

    plain: Answer
    fragment: str


async def download(
    crawler: Crawler, ask: Ask, wait: Wait, rendering: Rendering | None = None, is_robots: bool = False
) -> Answer:
    """The answer to one request, through Scrapy's downloader with our middleware and handler; rendered if so asked."""
    meta = {"ask": ask, "wait": wait, "is_robots": is_robots, "rendering": rendering}
    response = await crawler.engine.download_async(Request(ask.url, meta=meta, dont_filter=True))
    return cast("AnswerResponse", response).answer


class AnswerResponse(ScrapyResponse):
    """Scrapy's response with ours inside."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.response.url, status=answer.response.status)
        self.answer = answer


class RobotsMiddleware:
    """Lets a request through only when the rules of its origin are known and allow it (RFC 9309).

    Scrapy's own lets requests through that wait for the same robots.txt, and reads the body of a 503 as rules.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._equipment = _spider(crawler).equipment
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta["is_robots"]:
            return
        ask: Ask = request.meta["ask"]
        rules = await self._known(origin_of(ask.url), ask.ports, request.meta["wait"])
        if not rules.allow(ask.url):
            if ask.plea is None:
                raise Trouble(Failure.ROBOTS, f"{origin_of(ask.url)}/robots.txt does not allow {ask.url}")
            ask.plea.is_needed = True
        settings = self._equipment.settings
        request.meta["spacing"] = rules.spacing(settings.spacing, settings.crawl_delay_cap)

    async def _known(self, origin: str, ports: frozenset[int], wait: Wait) -> Rules:
        """One look at robots.txt serves all who wait for it; a trouble with it is the trouble of each."""
        if origin not in self._rules:
            rules = self._equipment.desk.rules(origin, self._getter(ports, wait))
            self._rules[origin] = asyncio.ensure_future(rules)
        try:
            return await asyncio.shield(self._rules[origin])
        except Trouble as trouble:
            raise type(trouble)(trouble.failure, trouble.detail, trouble.response, trouble.retry_at) from trouble

    def _getter(self, ports: frozenset[int], wait: Wait) -> Getter:
        def get(address: str) -> Awaitable[Answer]:
            headers = (("Accept", "text/plain,*/*;q=0.5"), ("Accept-Encoding", "identity"))
            ask = Ask(address, headers, CAPS, ports, whole=False)
            return download(self._crawler, ask, wait, is_robots=True)

        return get


class GuardedHandler(BaseDownloadHandler):
    """Scrapy's way to the network: one exchange at a time per host, over our guarded wire."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        spider = _spider(crawler)
        self._equipment = spider.equipment
        self._wire = spider.equipment.wires.take()
        self._browsers = Browsers(spider.equipment.settings)

    async def download_request(self, request: Request) -> ScrapyResponse:
        ask: Ask = request.meta["ask"]
        wait: Wait = request.meta["wait"]
        rendering: Rendering | None = request.meta["rendering"]
        settings, host = self._equipment.settings, host_of(ask.url)
        turn = self._equipment.turns.turn(host, request.meta.get("spacing", settings.spacing), wait)
        if rendering is not None:
            # A browser first, then the host: no host is held while others draw.
            async with self._browsers.one(wait) as browser, turn, wait.brake.exchanging(settings.total_timeout):
                return AnswerResponse(await browser.drawn(ask, rendering.plain, rendering.fragment))
        async with turn:
            async with wait.brake.exchanging(settings.total_timeout):
                answer = await self._wire.exchange(ask)
            await self._heed(host, answer.response)
        return AnswerResponse(answer)

    async def _heed(self, host: str, response: Response) -> None:
        """A host that asks to be left alone is, by every order and crawl."""
        if not is_throttling(response):
            return
        now, settings = self._equipment.clock(), self._equipment.settings
        until = retry_after(response.header("Retry-After"), now, settings.retry_after_cap)
        await self._equipment.turns.book.shut(host, until or now + settings.throttle_pause)

    async def close(self) -> None:
        await self._equipment.wires.give_back(self._wire)
        await self._browsers.close()


class _QuietFormatter(LogFormatter):
    """Says nothing of single requests: every one of them becomes a capture."""

    def crawled(self, *_args: object) -> None:  # type: ignore[override]
        return None


def _spider(crawler: Crawler) -> LookSpider:
    return cast("LookSpider", crawler.spider)


SETTINGS: dict[str, object] = {
    "TWISTED_REACTOR_ENABLED": False,
    "DOWNLOAD_HANDLERS": {
        "http": GuardedHandler,
        "https": GuardedHandler,
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
    },
    # Of Scrapy's own components none is needed, and several are unsafe for a monitor.
    "DOWNLOADER_MIDDLEWARES_BASE": {},
    "DOWNLOADER_MIDDLEWARES": {RobotsMiddleware: 100},
    "SPIDER_MIDDLEWARES_BASE": {},
    "EXTENSIONS_BASE": {},
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "COMPRESSION_ENABLED": False,
    "REFERER_ENABLED": False,
    "MEMUSAGE_ENABLED": False,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_DELAY": 0,  # turns space requests, across crawls too
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1_000_000,  # for the same reason: nobody waits in Scrapy's slots
    "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "LOG_ENABLED": False,
    "LOG_FORMATTER": _QuietFormatter,
}
