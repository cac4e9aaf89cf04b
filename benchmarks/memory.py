"""Whether the pages keep what they need not: the memory of the server over many requests.

    python -m benchmarks.memory FILE [REQUESTS]

Asks the archive in FILE (as `python -m benchmarks.history` makes it) for every kind of page in every language, of
another document each time, and prints the resident memory after every tenth of the requests. The goal: flat after the
first tenths, in which the caches fill.
"""

import asyncio
import random
from collections.abc import MutableMapping
from pathlib import Path

from starlette.types import ASGIApp, Message

from benchmarks.archives import BEGIN, STEP
from benchmarks.asking import command, file, whole
from benchmarks.history import PAGES, address_of
from history import SiteSettings, application
from policy.catalogues import LANGUAGES
from storage import open_library

_PAGE = 4096  # bytes, of the kernel's memory


async def main(file: Path, requests: int) -> None:
    library = open_library(f"sqlite:///{file}")
    app = application(library, SiteSettings("https://watch.example"), lambda: BEGIN + 100 * STEP)
    names = [card.target.id for card in library.documents()]
    chance = random.Random(7)
    for number in range(1, requests + 1):
        address = address_of(library, chance.choice(PAGES), chance.choice(names), chance)
        await _ask(app, f"/{chance.choice(LANGUAGES)}{address}")
        if number % (requests // 10) == 0:
            print(f"{number:7} requests {_resident() / 2**20:7.1f} MiB", flush=True)
    library.close()


async def _ask(app: ASGIApp, address: str) -> None:
    path, _, query = address.partition("?")
    sent: list[MutableMapping[str, object]] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    await app({**scope, "scheme": "https", "server": ("watch.example", 443)}, receive, send)
    assert sent[0]["status"] == 200, address


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE


if __name__ == "__main__":
    asking = command("memory", __doc__)
    asking.add_argument("file", type=file)
    asking.add_argument("requests", type=whole(10), nargs="?", default=20_000)
    asyncio.run(main(**vars(asking.parse_args())))
