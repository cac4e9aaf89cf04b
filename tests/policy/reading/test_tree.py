"""Our own tree of a page beside the one libxml2 builds of it."""

from pathlib import Path

import pytest
from lxml import etree

from policy.model.readings import Source
from policy.reading import read
from policy.reading.charset import decoded, in_utf8
from policy.reading.markup.building import elements_of, parsed
from policy.reading.markup.libxml import root_of
from policy.reading.markup.tree import Element

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


def test_words_below_an_element_come_in_the_order_of_the_page() -> None:
    for page in PAGES:
        text = decoded(page.read_bytes(), None)
        for ours, theirs in zip(parsed(text).elements, root_of(text).iter(etree.Element), strict=True):
            assert "".join(ours.all_text().split()) == "".join(
                "".join(map(str, theirs.itertext(etree.Element))).split()
            ), page


def test_the_runs_of_an_element_are_those_met_at_its_turns() -> None:
    for page in PAGES:
        for element in parsed(decoded(page.read_bytes(), None)).elements:
            met = [one.text if is_begun else one.tail for one, is_begun in element.turns()][:-1]
            assert [*filter(None, element.runs())] == [*filter(None, met)], page


def test_the_words_of_a_link_come_in_order_whatever_is_nested_in_it() -> None:
    page = b"<main><h1>Privacy policy</h1><p>Read <a href='/x'>all <b>of <i>our</i> other</b> notices</a>.</p></main>"
    reading = read((Source("https://acme.example/privacy", "text/html", page),))
    assert [link.words for link in reading.links] == ["all of our other notices"]


def test_a_tag_that_shows_nothing_changes_nothing_around_the_document() -> None:
    page = (
        "<main><h1>Privacy policy</h1><p>We collect your name.</p></main><footer><a href='/c'>{}Topics</a>: {}</footer>"
    )
    bare, tagged = (
        read((Source("https://acme.example/privacy", "text/html", page.format(*tags).encode()),))
        for tags in (("", "all"), ("<meta name='t' content='5'>", "<i><script>t = 5</script>all</i>"))
    )
    assert tagged.chrome_sha256 == bare.chrome_sha256


@pytest.mark.parametrize(
    "body",
    [
        "<html><body><p>Café & bar — 5 €</p></body></html>".encode(),
        b"<title>Acme</title><p>a body that is not begun</p>",
        b"<body><p>a N\x00UL in a text that is long enough to be one of single bytes</p></body>",
        b"",
        b"no element",
    ],
)
def test_a_page_is_taken_apart_from_its_bytes_as_from_its_text(body: bytes) -> None:
    def told(elements: list[Element]) -> list[tuple[str, str, str, int]]:
        return [(one.tag, one.text, one.tail, one.end) for one in elements]

    text = in_utf8(body)
    assert text is not None
    assert told(elements_of(text, body)) == told(elements_of(text))


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf<p>", "<p>é".encode("latin-1"), "<p>ab</p>".encode("utf-16-le") * 9])
def test_bytes_that_are_more_or_other_than_utf8_are_not_taken_as_they_came(body: bytes) -> None:
    assert in_utf8(body) is None


def test_a_template_is_read_where_it_is_the_shadow_that_its_element_shows() -> None:
    def words(attributes: str) -> str:
        page = f"<body><p>We collect your name.</p><x-y><template{attributes}><p>We keep it.</p></template></x-y>"
        (section,) = read((Source("https://acme.example/privacy", "text/html", page.encode()),)).sections
        return section.text

    assert words(" shadowrootmode=open") == "We collect your name.\nWe keep it."
    assert words("") == "We collect your name."


def test_words_after_the_end_of_the_document_are_read() -> None:
    page = b"We collect your name.</html><p>We keep it for <b>30 days</b>.</p>"
    (section,) = read((Source("https://acme.example/privacy", "text/html", b"<body>" + page),)).sections
    assert section.text == "We collect your name.\nWe keep it for 30 days."


@pytest.mark.parametrize("first", ["main", "article", "section", "custom-element", "p"])
@pytest.mark.parametrize(
    "head", ["", "<head>", "<!doctype html><html lang=en>", "<meta charset=utf-8>", "<style>p{}</style>"]
)
def test_a_body_whose_tag_is_left_out_is_read(first: str, head: str) -> None:
    said = f"<{first}>We collect your name.</{first}><p>We keep it for <b>30 days</b>.</p>"
    page = f"{head}<title>Privacy & more</title><!-- <p> -->{said}".encode()
    reading = read((Source("https://acme.example/privacy", "text/html", page),))
    found = "\n".join(section.text for section in reading.sections)
    assert found == "We collect your name.\nWe keep it for 30 days."


def test_the_sign_that_links_to_a_heading_is_no_word_of_it() -> None:
    page = b"""<body><main><h1>Privacy <a href="#privacy">#</a></h1><p>We collect your name.</p><h2>Data<a
    href="#data" title="Link">\xc2\xb6</a></h2><p>We keep it.</p><h2><a href="#r">C#</a></h2><p>We use it.</p></main>"""
    reading = read((Source("https://acme.example/privacy", "text/html", page),))
    assert [section.heading for section in reading.sections] == ["Privacy", "Data", "C#"]
    assert [dropped.text for dropped in reading.dropped] == ["#", "\N{PILCROW SIGN}"]
