"""What reading a page costs, and recognising one that says what it said, beside one bare lxml parse of the same page.

    python -m benchmarks.reading [SERIES ...]

Reads the pages of series of the corpus beside the project (../shared/corpus/series; by default those whose pages are
nearest to 115 KB); without the corpus, pages it makes itself. Prints milliseconds of processor time, the best of
several turns, in each of which all is done to one page before the next one comes: whoever else works on the machine
slows all of it alike. Median and 99th percentile of one page, and the median of the ratios to the parse of the same
page. The collector of garbage is set as readers set it, and what it does after a page counts as the page's.

A page is recognised as a look does it (`policy.looking.peruse`): after the page before it in the series, whose bytes
differ and which says the same. Some are known by their mark-up, others by that of the document where other words stand
around it, and the rest by their words, which is said.
"""

import gc
import io
import statistics
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from lxml import etree

from benchmarks.asking import command
from benchmarks.comparing import milliseconds
from benchmarks.pages import chrome, page
from monitor.reader import spare_collector
from policy.comparing import links_sha256
from policy.facts.statements import eyes
from policy.looking import Pace, peruse
from policy.model.captures import Capture, Fetched, FetchedPage, Response
from policy.model.looks import Checked, Footing, InForce, State
from policy.model.readings import Reading, Source
from policy.model.targets import DocumentType, Order, Target, Trigger
from policy.reading import read
from tests.policy.reading.paper import pdf

SERIES = Path(__file__).parents[2] / "shared" / "corpus" / "series"
DEFAULT = (
    "mektoube-terms-of-service",
    "eharmony-terms-of-service",
    "adopteunmec-privacy-policy",
    "coffee-meets-bagel-terms-of-service",
)
MADE = 40  # pages, without the corpus
TURNS = 3
SHEETS = 30
LINES = 45
URL = "https://acme.example/privacy"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ACME = Target("acme-privacy", "acme", "Acme", DocumentType.OTHER, (URL,), timedelta(hours=12))
ORDER = Order(ACME, Trigger.SCHEDULE, "lease")
PACE = Pace(timedelta(seconds=90))


@dataclass(slots=True)
class Costs:
    """Milliseconds of each page, those of its bare parse beside them."""

    found: list[float] = field(default_factory=list)
    parses: list[float] = field(default_factory=list)

    def row(self, name: str, *, is_after: bool = False) -> str:
        costs = [cost - parse * is_after for cost, parse in zip(self.found, self.parses, strict=True)]
        if not costs:
            return f"  {name:<46} none"
        last = sorted(costs)[min(len(costs) - 1, int(len(costs) * 0.99))]
        ratio = statistics.median(cost / parse for cost, parse in zip(costs, self.parses, strict=True))
        return f"  {name:<46} {statistics.median(costs):8.2f} {last:8.2f} {ratio:8.1f} x"


def bodies(series: str) -> list[bytes]:
    """The pages, oldest first."""
    with tarfile.open(SERIES / f"{series}.tar.xz") as archive:
        pages = [archive.extractfile(member) for member in archive if member.name.endswith(".html")]
        return [one.read() for one in pages if one is not None]


def made() -> list[bytes]:
    """Editions of one page whose tokens differ."""
    around = chrome(Random(1))
    return [page(1, 1, around).bytes(f"{number:032x}") for number in range(MADE)]


def paper() -> bytes:
    """A PDF of thirty pages, each with a head, a heading and lines of text."""
    chance = Random(1)
    words = ["data", "we", "collect", "your", "address", "when", "you", "order", "and", "keep", "it", "for", "months"]
    sheets = []
    for number in range(SHEETS):
        lines = [(" ".join(chance.choices(words, k=15)) + ".", 10) for _ in range(LINES)]
        sheets.append([("Acme Teapots - legal", 10), (f"{number + 1}. Clause", 14), *lines, (f"Page {number + 1}", 10)])
    return pdf(sheets)


def source(body: bytes) -> tuple[Source, ...]:
    return (Source(URL, "text/html", body),)


def bare(body: bytes) -> object:
    return etree.parse(io.BytesIO(body), etree.HTMLParser(huge_tree=True, encoding="utf-8"))


def fetched(body: bytes) -> Fetched:
    size, digest = len(body), sha256(body).hexdigest()
    response = Response(URL, 200, (("Content-Type", "text/html"),), "1.1", "192.0.2.1", None, size, size, digest)
    return Fetched((FetchedPage(Capture("c-1", ACME.id, Trigger.SCHEDULE, URL, NOW, NOW, (), response), body),))


def footing(body: bytes, reading: Reading) -> Footing | None:
    """Where a target stands that said this twice, as a mark-up is known from the second time on; None: nothing may be
    compared with it."""
    empty = Footing(ACME, State.NEW, NOW)
    first = peruse(ORDER, fetched(body), empty, NOW, PACE)
    if not isinstance(first, Checked) or first.version is None:
        return None
    links = links_sha256(reading.links)
    known = InForce(reading.recipe, reading.text_sha256, links, first.version.bodies, NOW, eyes())
    ground = Footing(ACME, State.OK, NOW, known, past=first.past)
    again = peruse(ORDER, fetched(body), ground, NOW, PACE)
    return replace(ground, past=again.past) if isinstance(again, Checked) else ground


def says_same(one: Reading, other: Reading) -> bool:
    return (one.text_sha256, links_sha256(one.links)) == (other.text_sha256, links_sha256(other.links))


def steps(pages: Sequence[bytes]) -> Iterator[tuple[Footing, bytes]]:
    """Each page that says in other bytes what the one before it said, with where that one left the target."""
    readings = [read(source(body)) for body in pages]
    for at in range(1, len(pages)):
        if pages[at] != pages[at - 1] and says_same(readings[at - 1], readings[at]):
            ground = footing(pages[at - 1], readings[at - 1])
            if ground is not None:
                yield ground, pages[at]


def way(ground: Footing, body: bytes) -> str:
    """By what a look knows the page."""
    seen = peruse(ORDER, fetched(body), ground, NOW, PACE)
    if not isinstance(seen, Checked):
        raise AssertionError("a page that says the same is not known")
    known, found = ground.past, seen.past
    if known.skeleton == found.skeleton != "":
        return "mark-up"
    return "document" if known.core and known.core.partition(" ")[0] == found.core.partition(" ")[0] else "words"


def tidied(work: Callable[[], object]) -> None:
    """A task as a reader does it."""
    work()
    gc.collect(0)


def cost(work: Callable[[], object], body: bytes, found: Costs) -> None:
    """Notes the best of several turns, each beside a parse."""
    turns = [(milliseconds(partial(tidied, work)), milliseconds(partial(bare, body))) for _ in range(TURNS)]
    found.found.append(min(spent for spent, _ in turns))
    found.parses.append(min(parse for _, parse in turns))


def measured(name: str, pages: Sequence[bytes]) -> None:
    """Prints what the pages of one series cost."""
    whole, ways = Costs(), {"mark-up": Costs(), "document": Costs(), "words": Costs()}
    for body in pages:
        cost(partial(read, source(body)), body, whole)
    for ground, body in steps(pages):
        cost(partial(peruse, ORDER, fetched(body), ground, NOW, PACE), body, ways[way(ground, body)])
    every = Costs(
        [cost for one in ways.values() for cost in one.found], [at for one in ways.values() for at in one.parses]
    )
    print(f"{name}: {len(pages)} pages of {statistics.median(map(len, pages)) / 1000:.0f} KB in the median")
    print(Costs(whole.parses, whole.parses).row("one bare lxml parse"))
    print(whole.row("read: blocks, outline, hashes"))
    print(every.row(f"recognised, parse included ({len(every.found)} pages)"))
    print(every.row("recognised, after the parse", is_after=True))
    for kind, costs in ways.items():
        print(costs.row(f"of these by {kind}, parse included ({len(costs.found)})"))


def main() -> None:
    asking = command("reading", __doc__)
    asking.add_argument("series", nargs="*", default=DEFAULT)
    asked = asking.parse_args()
    if unknown := [series for series in asked.series if SERIES.exists() and not (SERIES / f"{series}.tar.xz").exists()]:
        asking.error(f"no such series: {', '.join(unknown)}")
    spare_collector()
    print(f"{'milliseconds of one page':<48} {'median':>8} {'p99':>8} {'to the parse':>8}")
    if SERIES.exists():
        for series in asked.series:
            measured(series, bodies(series))
    else:
        measured("pages made here", made())
    document = paper()
    spent = min(milliseconds(lambda: read(source(document))) for _ in range(TURNS))
    print(f"a PDF of {SHEETS} pages ({len(document) / 1000:.0f} KB): {spent:.0f} ms")


if __name__ == "__main__":
    main()
