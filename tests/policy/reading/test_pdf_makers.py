"""PDFs as word processors, TeX and Ghostscript make them."""

import pytest

from policy.model.readings import BlockKind, Reading, Source
from policy.reading import read
from policy.reading.paper.ligatures import untied
from tests.policy.reading.paper import Element, Ink, pdf_of_streams, placed, tagged

pytest.importorskip("pypdfium2", reason='PDF is not read here: install the extra "pdf"')

TITLE = placed([("Privacy policy", 60, 780)], "F2", 18)
LINES = (
    "We collect the names that you give us when",
    "you order a teapot, and keep them for one year.",
)
WORDS = "We keep the names that you give us for one year after your last order, and then we erase them all."


def reading(*streams: bytes) -> Reading:
    return read((Source("https://acme.example/privacy.pdf", None, pdf_of_streams(streams)),))


def reading_tagged(*elements: Element) -> Reading:
    body = tagged(Element("Document", elements))
    return read((Source("https://acme.example/privacy.pdf", None, body),))


def texts(seen: Reading) -> list[str]:
    return [block.text for section in seen.sections for block in section.blocks]


def outline(seen: Reading) -> list[tuple[int, str | None, str]]:
    return [(section.level, section.number, section.heading) for section in seen.sections]


def written(lines: tuple[str, ...], top: int) -> bytes:
    return placed([(line, 60, top - 14 * at) for at, line in enumerate(lines)])


def part(name: str, up: int, size: int = 10) -> bytes:
    return placed([(name, 60, up)], "F2", size) + b"\n" + written(LINES, up - 16)


def test_a_clause_and_its_number_far_before_it_are_one_line() -> None:
    clauses = [
        placed([(f"{at}.", 60, 800 - 90 * at), (name, 95, 800 - 90 * at)], "F2")
        + b"\n"
        + placed([(f"{at}.1", 60, 780 - 90 * at), (LINES[0], 95, 780 - 90 * at), (LINES[1], 95, 766 - 90 * at)])
        for at, name in enumerate(("Scope", "Data", "Law"), 1)
    ]
    seen = reading(b"\n".join(clauses))
    assert [f"{section.number} {section.heading}" for section in seen.sections] == ["1. Scope", "2. Data", "3. Law"]
    assert texts(seen).count(" ".join(LINES)) == 3


def test_a_table_that_wraps_in_its_last_column_only_is_none_of_prose() -> None:
    wraps = (
        "they bring what was bought",
        "of us to the garden door of",
        "whoever ordered it and take",
        "back what is broken or old",
    )
    firms = ("Aldermoor Parts of Norway", "Bexcombe Tools of Japan", "Carrow Wheels of Chile")
    cells = []
    for at, firm in enumerate(firms):
        up = 700 - 70 * at
        cells += [(firm, 60, up), ("Delivery and returns", 230, up)]
        cells += [(line, 400, up - 12 * below) for below, line in enumerate(wraps)]
    (section,) = reading(TITLE + b"\n" + placed(cells)).sections
    assert [block.cells for block in section.blocks] == [
        (firm, "Delivery and returns", " ".join(wraps)) for firm in firms
    ]


def test_headings_of_nearly_one_size_are_of_one_level() -> None:
    seen = reading(b"\n".join((TITLE, part("Scope", 740, 40), part("Data", 640, 39), part("Law", 540, 30))))
    assert [(section.level, section.heading) for section in seen.sections if section.heading != "Privacy policy"] == [
        (1, "Scope"),
        (1, "Data"),
        (2, "Law"),
    ]


def test_a_date_under_the_title_is_no_heading_however_large() -> None:
    seen = reading(TITLE + b"\n" + placed([("1 March 2026", 60, 750)], size=14) + b"\n" + part("Scope", 700, 14))
    assert [section.heading for section in seen.sections] == ["Privacy policy", "Scope"]
    assert texts(seen) == ["1 March 2026", " ".join(LINES)]


def test_a_head_of_the_size_of_the_text_at_one_place_of_both_pages_is_theirs() -> None:
    head = placed([("Acme Teapots Ltd", 60, 820)])
    seen = reading(*(head + b"\n" + part(name, up) for name, up in (("Scope of it", 740), ("Data we have", 700))))
    assert [drop.text for drop in seen.dropped] == ["Acme Teapots Ltd"] * 2


def test_notes_at_the_foot_of_pages_are_text_where_their_numbers_do_not_count_the_pages() -> None:
    notes = [f"Part {number} of the statutes says more." for number in (1, 7, 3, 9)]
    seen = reading(
        *(part("Data we have", 740) + b"\n" + placed([(note, 60, 40)], size=8) for note in notes),
    )
    assert [note for note in notes if note in "\n".join(texts(seen))] == notes


def test_the_chapters_of_a_table_of_contents_and_its_title_go_with_its_entries() -> None:
    entries = [
        placed([("Contents", 60, 750)], "F2", 14),
        placed([("1 Scope", 60, 730), ("2", 300, 730)]),
        placed([("1.1 Where it holds " + "." * 54, 60, 716), ("2", 300, 716), ("2 Data", 60, 702), ("3", 300, 702)]),
    ]
    seen = reading(b"\n".join((TITLE, *entries, part("1 Scope", 640))))
    assert [drop.reason for drop in seen.dropped] == ["table of contents"] * 4
    assert texts(seen) == [" ".join(LINES)]


def test_words_that_are_drawn_apart_without_a_space_are_two() -> None:
    pieces = b"(We tell you wh) Tj 1.6 Tc (yw) Tj 0 Tc [160 (e ask and) ] TJ ( what you may do.) Tj"
    drawn = b"BT /F1 10 Tf 60 740 Td " + pieces + b" ET\n"
    said = placed([("This is why we ask.", 60, 700)])
    seam = b"\nBT /F1 10 Tf 60 660 Td [(If we handled it badly,) -130 (you may complain.)] TJ ET"
    words = " ".join(texts(reading(TITLE + b"\n" + drawn + said + seam)))
    assert "tell you why we ask and" in words
    assert "badly, you" in words


def test_a_heading_that_is_spaced_out_is_not_torn_into_letters() -> None:
    spaced = b"BT /F2 14 Tf 2 Tc 60 740 Td (HOW WE US) Tj (E) Tj ( YOUR) Tj ( DATA,TOO) Tj ET"
    seen = reading(TITLE + b"\n" + spaced + b"\n" + written(LINES, 700))
    assert "HOW WE USE YOUR DATA,TOO" in [section.heading for section in seen.sections]


def test_a_heading_whose_letters_came_as_words_is_whole() -> None:
    spaced = b"BT /F2 12 Tf 5 Tc 60 740 Td (HOW WE KEEP IT) Tj ET"
    seen = reading(TITLE + b"\n" + spaced + b"\n" + written(LINES, 700))
    assert [section.heading for section in seen.sections][1:] == ["HOW WE KEEP IT"]


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("o昀케ce 昀椀nds the work昀氀ow", "office finds the workflow"),
        ("sta昀昀 ba툀ed", "staff ba툀ed"),
        ("the sign 昀 and 昀椀", "the sign 昀 and 昀椀"),
        ("plain words", "plain words"),
    ],
)
def test_ligatures_that_were_turned_round_are_letters(drawn: str, meant: str) -> None:
    assert untied(drawn) == meant


def prose(text: str, up: int, size: int = 10) -> Element:
    return Element("P", [Ink(text, 60, up, size=size)])


def test_a_title_that_is_called_a_paragraph_stands_over_the_headings() -> None:
    keeping = Element("H1", [Ink("How long we keep it", 60, 740, "F2", 14)])
    part_of_it = Element("H2", [Ink("Orders", 60, 660, "F2", 12)])
    seen = reading_tagged(prose("Privacy policy", 780, 24), keeping, prose(WORDS, 720), part_of_it, prose(WORDS, 640))
    assert [section.path for section in seen.sections] == [
        ("Privacy policy",),
        ("Privacy policy", "How long we keep it"),
        ("Privacy policy", "How long we keep it", "Orders"),
    ]


def row(*words: str, up: int, face: str = "F1") -> Element:
    return Element("TR", [Element("TD", [Ink(word, 60 + 150 * at, up, face)]) for at, word in enumerate(words)])


def test_a_cell_over_all_columns_is_a_row_and_no_heading() -> None:
    table = Element("Table", [row("Cookies that we set", up=700, face="F2"), row("session", "one day", up=680)])
    seen = reading_tagged(Element("H1", [Ink("Privacy policy", 60, 780)]), prose(WORDS, 740), table)
    assert [section.heading for section in seen.sections] == ["Privacy policy"]
    assert [block.cells for section in seen.sections for block in section.blocks][1:] == [
        ("Cookies that we set",),
        ("session", "one day"),
    ]


def test_bold_words_beside_long_texts_of_a_tagged_table_are_headings() -> None:
    rows = [
        Element("TR", [Element("TD", [Ink(name, 60, up, "F2")]), Element("TD", [Ink(WORDS * 2, 200, up)])])
        for name, up in (("How we ask", 700), ("How we keep it", 600))
    ]
    seen = reading_tagged(Element("H1", [Ink("Privacy policy", 60, 780)]), prose(WORDS, 740), Element("Table", rows))
    assert [section.heading for section in seen.sections][1:] == ["How we ask", "How we keep it"]
    assert {block.kind for section in seen.sections for block in section.blocks} == {BlockKind.PARAGRAPH}


def test_what_stands_over_a_table_of_contents_goes_with_it() -> None:
    entries = Element("TOC", [Element("TOCI", [Ink("How long we keep it 2", 60, 730)])])
    heading = Element("H1", [Ink("How long we keep it", 60, 700)])
    seen = reading_tagged(
        Element("H1", [Ink("Privacy policy", 60, 780)]),
        Element("H1", [Ink("Contents", 60, 750)]),
        entries,
        heading,
        prose(WORDS, 680),
    )
    assert [section.heading for section in seen.sections] == ["Privacy policy", "How long we keep it"]
