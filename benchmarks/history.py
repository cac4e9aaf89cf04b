"""What a page of the history costs the server, over a large archive.

    python -m benchmarks.history [DOCUMENTS [ROUNDS [FILE]]]

Makes an archive in SQLite (2,000 documents with 20 versions and 5 changes each, unless told otherwise; an existing FILE
is used as it is), asks every kind of page ROUNDS times, of another document each time, and prints CPU milliseconds of
the server: the median, the 99th of a hundred, the worst, and the median of a conditional request. The goal is a median
of 30 ms and a 99th of 100 ms.
"""

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.archives import BEGIN, STEP, archive_of
from benchmarks.asking import command, whole
from history import warm
from history.library import Library
from history.outline import anchor
from history.serving import settle
from policy.model.changes import FactType
from storage import open_library
from tests.history.reader import SITE, Answer, Reader

PAGES = (
    "/",
    "/?page={page}",
    "/?severity=major&kind=contact-change&page={page}",
    "/?service={service}",
    "/changes.json?page={page}",
    "/feed.atom",
    "/services",
    "/services/{service}",
    "/services/{service}/feed.atom",
    "/{target}",
    "/{target}.json",
    "/{target}/feed.atom",
    "/{target}/looks",
    "/{target}/versions/20",
    "/{target}/versions/9",
    "/{target}/changes/18",
    "/{target}/changes/18?layout=beside",
    "/{target}/compare?from=2&to=19",
    "/{target}/on?day={day}",
    "/{target}/sections/{section}",
    "/{target}/versions/9/facts",
    "/facts",
    "/facts/contact",
    "/facts/contact?page={deep}",
    "/facts/contact/values",
    "/facts/retention?q=P3",
    "/facts/contact.csv",
    "/search?q=days",
    "/search?q=adspark+advertising&past=1",
    "/status",
    "/about",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds of one kind of page."""

    page: str
    median: float
    slowest: float  # the 99th of a hundred
    worst: float
    unmodified: float  # median of a conditional request
    size: int  # bytes of the largest


def costs(url: str, rounds: int) -> tuple[Cost, ...]:
    """Every kind of page asked that often, of documents drawn at random."""
    library = open_library(url)
    now = BEGIN + 100 * STEP
    warm(library, SITE, now)
    reader = Reader(library, now=now)
    settle()
    chance = random.Random(7)
    names = [card.target.id for card in library.documents()]
    found = []
    for pattern in PAGES:
        drawn = (chance.choice(names) for _ in range(rounds))
        found.append(_cost(reader, pattern, [address_of(library, pattern, name, chance) for name in drawn]))
    library.close()
    return tuple(found)


def address_of(library: Library, pattern: str, name: str, chance: random.Random) -> str:
    day = f"{BEGIN + chance.randint(0, 80) * STEP:%Y-%m-%d}"
    places = {"day": day, "target": name, "service": name.partition("-")[0], "page": chance.randint(1, 2)}
    if "{deep}" in pattern:
        places["deep"] = max(1, min(200, library.fact_counts()[FactType.CONTACT] // 50))
    if "{section}" in pattern:
        places["section"] = anchor(chance.choice(library.texts(name, 1)[0].sections))
    return pattern.format(**places)


def _cost(reader: Reader, pattern: str, addresses: list[str]) -> Cost:
    spent, saved, size = [], [], 0
    for address in addresses:
        answer, took = _timed(partial(reader.get, address))
        assert answer.status == 200, (address, answer.status, reader.failures)
        spent.append(took)
        size = max(size, len(answer.body))
        tag = answer.headers["etag"]
        known, took = _timed(partial(reader.get, address, if_none_match=tag))
        assert known.status == 304, address
        saved.append(took)
    spent.sort()
    slowest = spent[min(len(spent) - 1, int(len(spent) * 0.99))]
    return Cost(pattern, statistics.median(spent), slowest, spent[-1], statistics.median(saved), size)


def _timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.process_time()
    answer = ask()
    return answer, (time.process_time() - begun) * 1_000


def main(documents: int = 2_000, rounds: int = 60, file: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(file or f"{folder}/archive.db")
        url = f"sqlite:///{place}"
        if not place.exists():
            begun = time.perf_counter()
            archive_of(url, documents)
            print(f"made in {time.perf_counter() - begun:.0f} s, {place.stat().st_size / 2**20:.0f} MiB")
        print(f"{'page':50} {'median':>8} {'p99':>8} {'worst':>8} {'304':>6} {'KiB':>7}")
        for cost in costs(url, rounds):
            figures = f"{cost.median:8.1f} {cost.slowest:8.1f} {cost.worst:8.1f} {cost.unmodified:6.2f}"
            print(f"{cost.page:50} {figures} {cost.size / 1024:7.0f}")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    asking = command("history", __doc__)
    asking.add_argument("documents", type=whole(), nargs="?", default=2_000)
    asking.add_argument("rounds", type=whole(), nargs="?", default=60)
    asking.add_argument("file", nargs="?", default="")
    main(**vars(asking.parse_args()))
