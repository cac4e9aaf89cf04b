"""Our own tree of a page beside the one libxml2 builds of it."""

from pathlib import Path

from lxml import etree

from policy.model.readings import Source
from policy.reading import read
from policy.reading.charset import decoded
from policy.reading.markup.tree import parsed, root_of

PAGES = sorted((Path(__file__).parents[2] / "cases").glob("*/*/**/page.html"))


def test_every_element_stands_where_libxml2_puts_it() -> None:
    for page in PAGES:
        text = decoded(page.read_bytes(), None)
        theirs = list(root_of(text).iter(etree.Element))
        place = {element: at for at, element in enumerate(theirs)}
        parents = (one.getparent() for one in theirs)
        above = [None if parent is None else place[parent] for parent in parents]
        ours = parsed(text).elements
        assert [one.tag for one in ours] == [one.tag for one in theirs], page
        assert [one.parent and one.parent.at for one in ours] == above, page
        assert [one.text.strip() for one in ours] == [(one.text or "").strip() for one in theirs], page
        assert [one.tail.strip() for one in ours] == [(one.tail or "").strip() for one in theirs], page
        sizes = [sum(1 for _ in one.iter(etree.Element)) for one in theirs]
        assert [one.end - one.at for one in ours] == sizes, page


def test_words_after_the_end_of_the_document_are_read() -> None:
    page = b"We collect your name.</html><p>We keep it for <b>30 days</b>.</p>"
    (section,) = read((Source("https://acme.example/privacy", "text/html", b"<body>" + page),)).sections
    assert section.text == "We collect your name.\nWe keep it for 30 days."
