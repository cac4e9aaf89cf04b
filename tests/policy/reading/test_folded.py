"""Sections that a page folds away, by whatever label and means: none of them is lost, and labels are headings."""

from itertools import product

import pytest

from policy.model.readings import Reading, Source
from policy.reading import read
from tests.support.sampling import sampled

NAMES = ("What we collect", "How long we keep it", "Whom we tell", "What you may ask", "Whom to ask")
TEXTS = (
    "We keep what you write to us for as long as the answer takes, and no longer than that.",
    "Letters are burnt after a year, and the list of those who wrote them with them.",
    "Nobody is told who wrote to us, unless a court wants to know it.",
    "You may ask what we have of yours, and to have it back.",
    "letters@acme.example",
)
LABELS = {
    "heading": "<h3>{}</h3>",
    "button in a heading": "<h3><button>{}</button></h3>",
    "button": "<button{1}>{0}</button>",
    "button with a sign": "<button{1}>{0}<span>+</span></button>",
    "div": "<div{1}>{0}</div>",
    "div with a sign": "<div{1}><b>{0}</b><span>+</span></div>",
    "div by role": '<div{1} role="button" tabindex="0">{0}</div>',
    "link": '<a{1} href="#">{0}</a>',
    "bold line": "<p><strong>{0}</strong></p>",
    "span": "<span{1}>{0}</span>",
    "box to tick": "<input type=checkbox><label>{0}</label>",
    "custom element": "<x-head>{0}</x-head>",
}
MEANS = {
    "display": 'style="display:none"',
    "hidden": "hidden",
    "hidden until found": 'hidden="until-found"',
    "hidden from voices": 'aria-hidden="true"',
    "inert": "inert",
    "invisible": 'style="visibility:hidden;opacity:0"',
    "no height": 'style="max-height:0;overflow:hidden"',
}
CLASSES = {"no class": "", "a class": ' class="k{}"'}
ROWS = {"in a row": "{}{}", "in boxes": "<div>{}{}</div>", "in a list": "<li>{}{}</li>"}


def reading_of(label: str, means: str, names: str, row: str) -> Reading:
    parts = "".join(
        row.format(label.format(name, names.format("q")), f"<div{names.format('a')} {means}><p>{text}</p></div>")
        for name, text in zip(NAMES, TEXTS, strict=True)
    )
    page = f"<html><body><h1>Privacy notice</h1><p>{TEXTS[0]} It says so.</p><div>{parts}</div></body></html>"
    return read((Source("https://acme.example/privacy", "text/html", page.encode()),))


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("label", sampled(LABELS, 4))
def test_no_section_is_lost_that_a_label_unfolds(label: str, row: str) -> None:
    for means, names in product(MEANS, CLASSES):
        sections = reading_of(LABELS[label], MEANS[means], CLASSES[names], ROWS[row]).sections[1:]
        said = [(section.heading, section.text) for section in sections]
        assert said == [*zip(NAMES, TEXTS, strict=True)], (means, names)


def test_what_stands_hidden_among_sections_without_a_label_is_left_out() -> None:
    spam = '<div style="display:none"><p>Play at our tables, and win what you never lost before.</p></div>'
    page = reading_of(LABELS["heading"], "", "", "{}{}" + spam)
    assert "Play at our tables" not in "\n".join(section.text for section in page.sections)
