"""Of what Scrapy brings along, a monitor wants little."""

import pytest
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import BaseSettings
from scrapy.utils.conf import build_component_list

from crawler.spider import SETTINGS, GuardedHandler, LookSpider, RobotsMiddleware


@pytest.fixture
def effective() -> BaseSettings:
    """Scrapy's settings as a crawl has them."""
    return AsyncCrawlerRunner(SETTINGS).create_crawler(LookSpider).settings


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        ("DOWNLOADER_MIDDLEWARES", [RobotsMiddleware]),
        ("SPIDER_MIDDLEWARES", []),
        ("EXTENSIONS", []),
        ("ITEM_PIPELINES", []),
    ],
)
def test_no_component_runs_but_our_robots_middleware(effective: BaseSettings, kind: str, ours: list[type]) -> None:
    assert build_component_list(effective.get_component_priority_dict_with_base(kind)) == ours


@pytest.mark.parametrize(
    "switch",
    ["TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED", "HTTPCACHE_ENABLED", "HTTPPROXY_ENABLED",
     "RETRY_ENABLED", "REDIRECT_ENABLED", "METAREFRESH_ENABLED", "COMPRESSION_ENABLED", "REFERER_ENABLED",
     "ROBOTSTXT_OBEY", "AUTOTHROTTLE_ENABLED", "MEMUSAGE_ENABLED", "TWISTED_REACTOR_ENABLED"],
)  # fmt: skip
def test_what_is_unsafe_or_ours_to_do_is_off(effective: BaseSettings, switch: str) -> None:
    assert effective.get(switch) is False


def test_only_http_has_a_handler_and_it_is_guarded(effective: BaseSettings) -> None:
    handlers = {scheme: handler for scheme, handler in effective.getwithbase("DOWNLOAD_HANDLERS").items() if handler}
    assert handlers == {"http": GuardedHandler, "https": GuardedHandler}
