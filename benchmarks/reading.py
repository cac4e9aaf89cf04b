"""What reading a page costs, beside one bare lxml parse of the same page in the same run.

    python -m benchmarks.reading [SERIES]

Reads the pages of a series of the corpus beside the project (../shared/corpus/series, SERIES names one; by default one
whose pages are nearest to 115 KB); without the corpus, pages it makes itself. Prints milliseconds of processor time,
the best of several turns. In each, all is done to one page before the next one comes, so that whoever else works on the
machine slows all of it alike. Median and 99th percentile of one page, and the median of the ratios to its parse.
"""

import io
import random
import statistics
import sys
import tarfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from benchmarks.comparing import milliseconds
from benchmarks.farm import chrome, page
from policy.comparing import links_sha256
from policy.model.readings import Source
from policy.model.targets import ReadingOptions
from policy.reading import read, skeleton, skim
from policy.reading.charset import decoded
from policy.reading.markup.tree import parsed
from tests.policy.reading.paper import pdf

SERIES = Path(__file__).parents[2] / "shared" / "corpus" / "series"
DEFAULT = "coffee-meets-bagel-terms-of-service"
MADE = 40  # pages, without the corpus
TURNS = 3
SHEETS = 30
LINES = 45
OPTIONS = ReadingOptions()


def bodies(series: str) -> tuple[str, list[bytes]]:
    """What was read, in words, and the pages."""
    path = SERIES / f"{series}.tar.xz"
    if not path.exists():
        around = chrome(random.Random(1))
        return "pages made here", [page(number, 1, around).bytes(f"{number:032x}") for number in range(MADE)]
    with tarfile.open(path) as archive:
        pages = [archive.extractfile(member) for member in archive if member.name.endswith(".html")]
        return series, [one.read() for one in pages if one is not None]


def paper() -> bytes:
    """A PDF of thirty pages, each with a head, a heading and lines of text."""
    chance = random.Random(1)
    words = ["data", "we", "collect", "your", "address", "when", "you", "order", "and", "keep", "it", "for", "months"]
    sheets = []
    for number in range(SHEETS):
        lines = [(" ".join(chance.choices(words, k=15)) + ".", 10) for _ in range(LINES)]
        sheets.append([("Acme Teapots - legal", 10), (f"{number + 1}. Clause", 14), *lines, (f"Page {number + 1}", 10)])
    return pdf(sheets)


def source(body: bytes) -> tuple[Source, ...]:
    return (Source("https://acme.example/privacy", "text/html", body),)


def bare(body: bytes) -> object:
    return etree.parse(io.BytesIO(body), etree.HTMLParser(huge_tree=True, encoding="utf-8"))


def unchanged(body: bytes) -> object:
    """All that a look does with a page that says what it said."""
    seen = skim(source(body), OPTIONS)
    return seen.text_sha256, links_sha256(seen.links), seen.is_comparable()


def tree(body: bytes) -> object:
    """Our tree of a page, let go of again: its elements hold one another."""
    page = parsed(decoded(body, None))
    page.elements.clear()
    return page


def row(name: str, costs: Sequence[float], references: Sequence[float]) -> str:
    ordered = sorted(costs)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    ratio = statistics.median(cost / reference for cost, reference in zip(costs, references, strict=True))
    return f"{name:<44} {statistics.median(ordered):8.2f} {last:8.2f} {ratio:8.1f} x"


def turn(steps: dict[str, Callable[[bytes], object]], body: bytes) -> list[float]:
    """What each step costs on one page."""
    return [milliseconds(partial(work, body)) for work in steps.values()]


def main() -> None:
    name, pages = bodies(sys.argv[1] if len(sys.argv) > 1 else DEFAULT)
    size = statistics.median(map(len, pages)) / 1000
    print(f"{len(pages)} pages of {name}, {size:.0f} KB in the median\n")
    print(f"{'':<44} {'median':>8} {'p99':>8} {'to the parse':>8}")
    steps: dict[str, Callable[[bytes], object]] = {
        "one bare lxml parse": bare,
        "our tree of it, with what every element holds": tree,
        "same mark-up but tokens, recognised": lambda body: skeleton(source(body), OPTIONS),
        "unchanged text recognised, parse included": unchanged,
        "read: blocks, outline, hashes": lambda body: read(source(body)),
    }
    best = [[min(times) for times in zip(*(turn(steps, body) for _ in range(TURNS)), strict=True)] for body in pages]
    costs = dict(zip(steps, zip(*best, strict=True), strict=True))
    reference = costs["one bare lxml parse"]
    for step, found in costs.items():
        print(row(step, found, reference))
    parse, whole = (
        costs["our tree of it, with what every element holds"],
        costs["unchanged text recognised, parse included"],
    )
    after = [all_of_it - part for all_of_it, part in zip(whole, parse, strict=True)]
    print(row("unchanged text recognised, after the parse", after, reference))
    document = paper()
    cost = milliseconds(lambda: read(source(document)))
    print(f"\na PDF of {SHEETS} pages ({len(document) / 1000:.0f} KB): {cost:.0f} ms")


if __name__ == "__main__":
    main()
