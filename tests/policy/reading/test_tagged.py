"""PDFs that tell their own structure, and those that tell it wrongly."""

from collections.abc import Sequence

import pytest

from policy.model.readings import BlockKind, Reading, Source
from policy.reading import read
from tests.policy.reading.paper import Element, Ink, tagged

pytest.importorskip("pypdfium2", reason='PDF is not read here: install the extra "pdf"')

TITLE = Element("H1", [Ink("Privacy policy", 60, 780)])
KEEPING = Element("H2", [Ink("How long we keep it", 60, 720)])
WORDS = "We keep the names that you give us for one year after your last order, and then we erase them all."


def reading(*elements: Element, others: Sequence[Ink] = ()) -> Reading:
    body = tagged(Element("Document", elements), others)
    return read((Source("https://acme.example/privacy.pdf", "application/pdf", body),))


def prose(text: str = WORDS, up: int = 700, page: int = 0) -> Element:
    return Element("P", [Ink(text, 60, up, page=page)])


def blocks(seen: Reading) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for section in seen.sections for block in section.blocks]


def headings(seen: Reading) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in seen.sections if section.heading]


def test_headings_are_those_the_structure_names_though_they_look_like_text() -> None:
    seen = reading(TITLE, prose(up=760), KEEPING, prose())
    assert headings(seen) == [(1, "Privacy policy"), (2, "How long we keep it")]
    assert blocks(seen) == [(BlockKind.PARAGRAPH, WORDS)] * 2


def test_words_come_in_the_order_of_the_structure_and_not_as_they_lie() -> None:
    seen = reading(TITLE, prose("First of all, this is read before the other.", 100), prose("This comes second.", 700))
    assert [text for _, text in blocks(seen)] == ["First of all, this is read before the other.", "This comes second."]


def test_a_bullet_is_form_and_a_number_belongs_to_its_words() -> None:
    def item(label: str, text: str, up: int) -> Element:
        return Element("LI", [Element("Lbl", [Ink(label, 60, up)]), Element("LBody", [Ink(text, 80, up)])])

    bullets = Element("L", [item("-", "your name;", 700), item("-", "your address.", 686)])
    numbers = Element("L", [item("(a)", "by post;", 640), item("(b)", "by telephone.", 626)])
    seen = reading(TITLE, prose("We collect:", 720), bullets, prose("You reach us", 660), numbers)
    found = [block for section in seen.sections for block in section.blocks if block.kind is BlockKind.ITEM]
    assert [(block.number, block.text) for block in found] == [
        (None, "your name;"),
        (None, "your address."),
        ("(a)", "by post;"),
        ("(b)", "by telephone."),
    ]


def row(role: str, words: Sequence[str], up: int) -> Element:
    cells = (Ink(word, 60 + 150 * at, up) for at, word in enumerate(words))
    return Element("TR", [Element(role, [cell]) for cell in cells])


def test_cells_of_several_lines_stay_in_their_row() -> None:
    wide = Element(
        "TR",
        [
            Element("TD", [Ink("Name and", 60, 660), Ink("address", 60, 646)]),
            Element("TD", [Ink("Delivery", 210, 660)]),
        ],
    )
    table = Element("Table", [row("TH", ("Data", "Purpose"), 680), wide, row("TD", ("Orders", "Accounts"), 626)])
    (section,) = reading(TITLE, prose(), table).sections
    assert [block.cells for block in section.blocks if block.kind is BlockKind.ROW] == [
        ("Data", "Purpose"),
        ("Name and address", "Delivery"),
        ("Orders", "Accounts"),
    ]
    assert section.blocks[-1].head == ("Data", "Purpose")


def test_a_cell_without_a_word_keeps_its_place() -> None:
    words = (Element("TD", [Ink(word, left, 660)]) for word, left in (("Sale", 210), ("2 years", 360)))
    gap = Element("TR", [Element("TD", []), *words])
    table = Element("Table", [row("TH", ("Data", "Purpose", "Kept"), 680), gap])
    (section,) = reading(TITLE, prose(), table).sections
    assert section.blocks[-1].cells == ("", "Sale", "2 years")


def test_a_table_that_only_places_headings_beside_their_text_is_none() -> None:
    placing = Element(
        "Table", [Element("TR", [Element("TD", [KEEPING]), Element("TD", [prose("We keep it for one year.", 720)])])]
    )
    seen = reading(TITLE, prose(up=760), placing)
    assert headings(seen)[1:] == [(2, "How long we keep it")]
    assert blocks(seen)[1:] == [(BlockKind.PARAGRAPH, "We keep it for one year.")]


def test_a_paragraph_that_goes_on_overleaf_is_one() -> None:
    first, second = "We keep the names that you give us for one", "year after your last order."
    seen = reading(TITLE, prose(first, 60), prose(second, 780, page=1))
    assert blocks(seen) == [(BlockKind.PARAGRAPH, f"{first} {second}")]


def test_what_is_drawn_outside_of_the_structure_is_kept_unless_it_stands_at_the_edge_of_the_page() -> None:
    others = (Ink("Acme, page 1 of 1", 60, 30), Ink("Acme policies", 60, 820), Ink("not to sell", 400, 710))
    seen = reading(TITLE, prose("We promise", 712), prose(), others=others)
    left_out = [drop.text for drop in seen.dropped if drop.reason == "page header or footer"]
    assert left_out == ["Acme, page 1 of 1", "Acme policies"]
    assert "not to sell" in [text for _, text in blocks(seen)]


def test_a_table_of_contents_is_not_the_document() -> None:
    entries = Element("TOC", [Element("TOCI", [Ink("How long we keep it 2", 60, 750)])])
    seen = reading(TITLE, entries, KEEPING, prose())
    assert blocks(seen) == [(BlockKind.PARAGRAPH, WORDS)]
    assert ("table of contents", "How long we keep it 2") in [(drop.reason, drop.text) for drop in seen.dropped]


def test_a_structure_that_leaves_words_out_is_not_believed() -> None:
    others = [Ink(WORDS, 60, 640 - 14 * at) for at in range(6)]
    seen = reading(TITLE, prose(), prose("We are Acme.", 300), others=others)
    assert sum(text.count("one year") for _, text in blocks(seen)) == 7


def test_a_structure_that_calls_everything_a_heading_is_not_believed() -> None:
    seen = reading(TITLE, *(Element("H2", [Ink(WORDS, 60, 700 - 30 * at)]) for at in range(4)))
    assert headings(seen) == [(1, "Privacy policy")]


def test_bold_lines_are_headings_where_the_structure_knows_paragraphs_only() -> None:
    def bold(text: str, up: int) -> Element:
        return Element("P", [Ink(text, 60, up, "F2")])

    parts = [part for at in range(4) for part in (bold(f"Part {at} of it", 720 - 60 * at), prose(up=700 - 60 * at))]
    seen = reading(Element("P", [Ink("Privacy policy", 60, 780, "F2", 18)]), *parts)
    assert [heading for _, heading in headings(seen)] == ["Privacy policy", *(f"Part {at} of it" for at in range(4))]


@pytest.mark.parametrize("inner", [TITLE, prose()])
def test_a_structure_too_deep_to_be_one_is_not_followed(inner: Element) -> None:
    for _ in range(200):
        inner = Element("Sect", [inner])
    assert "We keep the names" in str(blocks(reading(inner, prose(up=600))))
