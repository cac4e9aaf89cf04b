"""The reference of the whole line: Scrapy as it comes, fetching the same pages for a callback that does nothing.

    python -m benchmarks.bare PORT PAGES

Prints CPU milliseconds per page, start-up left out.
"""

import sys
import time
from collections.abc import AsyncIterator

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from benchmarks.asking import command, whole
from benchmarks.pages import addresses

SETTINGS: dict[str, object] = {
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "CONCURRENT_REQUESTS": 32,
    "DOWNLOAD_DELAY": 0,
}


class Bare(Spider):
    """Fetches every page once."""

    name = "bare"
    begun = ended = 0.0
    came = 0

    def __init__(self, port: str, pages: str) -> None:
        super().__init__()
        self.wanted = addresses(int(port), int(pages))

    async def start(self) -> AsyncIterator[Request]:
        Bare.begun = time.process_time()
        for address in self.wanted:
            yield Request(address, dont_filter=True)

    def parse(self, _response: Response, **_kwargs: object) -> None:
        Bare.came += 1
        Bare.ended = time.process_time()


def main() -> None:
    asking = command("bare", __doc__)
    asking.add_argument("port", type=whole(), help="of the farm")
    asking.add_argument("pages", type=whole())
    asked = asking.parse_args()
    process = AsyncCrawlerProcess(SETTINGS)
    process.crawl(Bare, port=asked.port, pages=asked.pages)
    process.start()
    if Bare.came != asked.pages:
        sys.exit(f"only {Bare.came} of {asked.pages} pages came")
    sys.stdout.write(f"{(Bare.ended - Bare.begun) * 1000 / Bare.came:.4f}\n")


if __name__ == "__main__":
    main()
