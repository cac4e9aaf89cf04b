"""A made-up web of policies on loopback, to measure the whole line with: many hosts, real-looking pages, edits.

    python -m benchmarks.farm

Serves until its standard input ends; prints its port. Each line on standard input says how pages are answered from then
on: `plain` (304 where a validator fits), `same` (always the whole page), `noise` (the same, with other tokens in the
mark-up of each answer), `edit N` (the words of every N-th policy become another edition, each time a new one).
"""

import asyncio
import itertools
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiohttp import web

from benchmarks.asking import command
from benchmarks.pages import chrome, page


@dataclass(slots=True)
class Farm:
    """What is served, and how."""

    manner: str = "plain"
    step: int = 0  # every n-th policy is of the last edition; 0: none
    edition: int = 1  # the last
    _chrome: tuple[str, str] = field(default_factory=lambda: chrome(random.Random(1)))
    _tokens: Iterator[int] = field(default_factory=itertools.count)

    def told(self, line: str) -> None:
        manner, _, number = line.strip().partition(" ")
        if manner == "edit":
            self.step = int(number)
            self.edition += 1
        else:
            self.manner = manner

    async def answer(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        edition = self.edition if self.step and number % self.step == 0 else 1
        headers = {"ETag": f'"{number}-{edition}"', "Content-Type": "text/html; charset=utf-8"}
        if self.manner == "plain" and request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        token = f"{next(self._tokens):032x}" if self.manner == "noise" else "0" * 32
        return web.Response(body=page(number, edition, self._chrome).bytes(token), headers=headers)


async def serve(farm: Farm) -> None:
    """Answer on every loopback address until standard input ends."""
    application = web.Application()
    application.router.add_get("/legal/{number:[0-9]+}", farm.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0)  # noqa: S104 – every 127.x address is wanted
    await site.start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        farm.told(line)
        sys.stdout.write("told\n")
        sys.stdout.flush()
    await runner.cleanup()


if __name__ == "__main__":
    command("farm", __doc__).parse_args()
    asyncio.run(serve(Farm()))
