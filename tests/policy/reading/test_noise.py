"""What sites put around and into the pages of their policies, and change from visit to visit, is none of the text.

tests/cases/noise.toml holds boxes as shops, blogs, help centres, authorities and their plug-ins write them, each in one
or two editions, and where on a page they stand. A policy reads the same without a box and with either edition of it.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policy.model.readings import Source
from policy.reading import read
from tests.support.sampling import sampled

CASES = Path(__file__).parents[2] / "cases" / "noise.toml"
BOXES: dict[str, dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))
CLAUSE = (
    "We keep what you write to us for as long as the answer takes, and no longer than that. Whoever reads it is bound "
    "to say nothing of it, and what you ask us to erase is gone from our files on the day on which you ask for it."
)
SECTIONS = "".join(f"<h2>Part {at}</h2><p>{at} {CLAUSE}</p><ul><li>what {at}</li><li>why</li></ul>" for at in range(9))
DATE = "<p>Last updated: 3 May 2031</p>"
# Where a box may stand: before all else, behind the title, at the end of the document, beside it, behind all else.
PAGES = {
    "article": (
        "<header><nav><a href='/'>Acme</a></nav></header>{top}<main><article><h1>Privacy notice</h1>{title}"
        f"{DATE}{SECTIONS}{{end}}</article>{{beside}}</main><footer>© 2031 Acme</footer>{{bottom}}"
    ),
    "short": (
        "{top}<div class='wrap'><div class='text'><h1>Privacy notice</h1>{title}"
        f"<p>{CLAUSE}</p><p>And {CLAUSE}</p><p>So {CLAUSE}</p><h2>Whom to ask</h2><p>Us. {CLAUSE}</p>"
        f"<p>Or {CLAUSE}</p>{{end}}</div>"
        "{beside}</div>{bottom}"
    ),
    "built": (
        "<div id='app'><div class='c1'>{top}<a href='/'>Acme</a></div><div class='c2'><div class='c3'><div>"
        f"<h1>Privacy notice</h1>{{title}}</div>{SECTIONS.replace('<h2>', '</section><section><h2>')}</section>"
        "{end}</div>{beside}</div><div class='c4'>{bottom}</div></div>"
    ),
}


def hash_of(page: str, **boxes: str) -> str:
    filled = PAGES[page].format(**dict.fromkeys(("top", "title", "end", "beside", "bottom"), "") | boxes)
    page = f"<html><head><title>Privacy notice - Acme</title></head><body>{filled}</body></html>"
    return read((Source("https://acme.example/privacy", "text/html", page.encode()),)).text_sha256


@pytest.mark.parametrize("page", sampled(PAGES, 3))
@pytest.mark.parametrize(("name", "place"), [(name, place) for name, box in BOXES.items() for place in box["places"]])
def test_a_policy_reads_the_same_whatever_stands_around_it(name: str, place: str, page: str) -> None:
    box = BOXES[name]
    plain = hash_of(page)
    assert all(hash_of(page, **{place: edition}) == plain for edition in box["editions"])
