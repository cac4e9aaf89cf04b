"""Whatever happens to a page, a look that recognises it says what a whole reading of it says."""

import os
import random
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import pytest

from policy.comparing import links_sha256
from policy.facts.statements import eyes
from policy.looking import Perused, peruse
from policy.model.looks import Event, Footing, InForce
from policy.model.readings import Reading, Source
from policy.reading import read
from tests.policy.looking.mutations import mutated
from tests.policy.looking.test_check import MONDAY, PACE, fetched, nothing_yet, order
from tests.policy.looking.test_glance import footing_of
from tests.policy.reading.test_completeness import FOLDERS

SERIES = Path(__file__).parents[4] / "shared" / "corpus" / "series"
CASES = int(os.environ.get("CLAUSEWATCH_CASES", "25"))
NEWS = f"""<!doctype html><html><head><title>Privacy policy</title></head><body><main><h1>Privacy policy</h1><p>
{"We collect your name, your address and the date of your order, because we deliver what you order. " * 9}</p></main>
<footer><p>Our potters made {{}} teapots this week.</p></footer></body></html>"""
_LOOKS = 3  # at each page, one mutation after the other
_SEVERAL = 0.3  # of the looks come after more than one mutation


@cache
def invented() -> tuple[str, ...]:
    return tuple((folder / "page.html").read_text("utf-8") for folder in FOLDERS)


@cache
def archived() -> tuple[str, ...]:
    """Pages from all along series of the corpus beside the project; of all series, when many cases are wanted."""
    paths = sorted(SERIES.glob("*.tar.xz"))
    return tuple(page for path in paths[:: max(1, 320 // CASES)] for page in _pages(path))


def _pages(path: Path) -> Iterator[str]:
    with tarfile.open(path) as archive:
        names = sorted(name for name in archive.getnames() if name.endswith(".html"))
        for name in names[:: max(1, len(names) // 4)]:
            member = archive.extractfile(name)
            assert member is not None
            yield member.read().decode("utf-8", "replace")


@lru_cache(1)  # a page is looked at several times
def reading_of(page: str) -> Reading:
    (one,) = fetched(page).pages
    assert one.capture.response is not None
    return read((Source(one.capture.response.url, one.capture.response.header("content-type"), one.body),))


def settled(page: str) -> Footing | None:
    """Where a target stands after two looks; None: the page may not be compared."""
    whole = reading_of(page)
    if not whole.quality.is_ok:
        return None
    known = InForce(whole.recipe, whole.text_sha256, links_sha256(whole.links), (), MONDAY, eyes())
    return looked(looked(replace(footing_of(nothing_yet()), inforce=known), page), page)


def looked(footing: Footing, page: str) -> Footing:
    """Where the target stands after a look at the page, which must have said what a whole reading says."""
    found, whole, known = peruse(order(), fetched(page), footing, MONDAY, PACE), reading_of(page), footing.inforce
    assert known is not None
    says_same = (whole.text_sha256, links_sha256(whole.links)) == (known.text_sha256, known.links_sha256)
    if isinstance(found, Perused):
        assert found.reading == whole
        assert not (says_same and whole.quality.is_ok)
        return footing
    assert (found.event, says_same, whole.quality.is_ok) == (Event.UNCHANGED, True, True)
    assert found.past.around is not None
    assert found.past.around.sha256 == whole.chrome_sha256
    return replace(footing, past=found.past)


def core_of(footing: Footing) -> str:
    return footing.past.core.partition(" ")[0]


def grown(page: str, chance: random.Random) -> str:
    for _ in range(1 + (chance.random() < _SEVERAL) * chance.randrange(3)):
        page = mutated(page, chance)
    return page


@pytest.mark.slow(1)
@pytest.mark.parametrize("pages", [invented, archived])
def test_no_short_way_says_unchanged_where_a_whole_reading_differs(pages: object) -> None:
    found = archived() if pages is archived else invented()
    if not found:
        pytest.skip(f"no corpus at {SERIES}")
    by_document = 0
    for case in range(CASES):
        chance = random.Random(case)  # noqa: S311 – cases, not a secret
        page = chance.choice(found)
        footing = settled(page)
        for _ in range(_LOOKS if footing is not None else 0):
            assert footing is not None
            page = grown(page, chance)
            after = looked(footing, page)
            is_of_one_core = core_of(after) == core_of(footing) != ""
            by_document += is_of_one_core and after.past.skeleton != footing.past.skeleton
            footing = after
    assert by_document > CASES // 20


def test_a_document_that_is_known_to_the_letter_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = NEWS.format(1)
    footing = settled(page)
    assert footing is not None
    monkeypatch.setattr("policy.reading.markup.core.inner_bones", None)  # whoever asks for them now fails
    monkeypatch.setattr("policy.looking.perusal._said", None)  # and who reads
    after = looked(looked(footing, NEWS.format(2)), NEWS.format(3))
    assert core_of(after) == core_of(footing) != ""
