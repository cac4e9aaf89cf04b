import time
import zlib

import pytest

from policy.model.readings import BlockKind, Reading, Source, Suspicion
from policy.reading import read
from tests.policy.reading.paper import docx, docx_of, packed, paragraph, pdf, pdf_of_streams, placed, table

pytest.importorskip("pypdfium2", reason='PDF is not read here: install the extra "pdf"')
pytest.importorskip("mammoth", reason='DOCX is not read here: install the extra "docx"')

SECONDS = 10  # of processor time
FIRST = "We collect your name and your address when you order a teapot, because we deliver it, and we do not use"
SECOND = "them for anything else that you have not asked us to do, nor do we pass them on to others for adver-"
THIRD = "tising."


def reading(body: bytes) -> Reading:
    return read((Source("https://acme.example/privacy.html", "text/html", body),))


def test_a_pdf_is_read_by_its_content_whatever_its_name() -> None:
    seen = reading(pdf([[("Privacy policy", 20), (FIRST, 10), (SECOND, 10), (THIRD, 10)]]))
    assert seen.form == "pdf"
    assert seen.title == "Privacy policy"
    assert seen.quality.is_ok


def test_words_broken_at_a_line_end_are_joined() -> None:
    (section,) = reading(pdf([[("Privacy policy", 20), (FIRST, 10), (SECOND, 10), (THIRD, 10)]])).sections
    assert [block.text for block in section.blocks] == [f"{FIRST} {SECOND[:-1]}{THIRD}"]


def test_headings_of_a_pdf_are_known_by_their_size() -> None:
    seen = reading(pdf([[("Privacy policy", 20), (FIRST, 10), ("Retention", 14), ("We keep it for two years.", 10)]]))
    assert [(section.level, section.heading) for section in seen.sections] == [(1, "Privacy policy"), (2, "Retention")]


def test_headings_of_a_pdf_are_known_by_their_weight() -> None:
    texts = (("Retention", 740, "F2"), (FIRST, 720, "F1"), ("Contact", 690, "F2"), (FIRST, 670, "F1"))
    seen = reading(pdf_of_streams([b"\n".join(placed([(text, 60, up)], face) for text, up, face in texts)]))
    assert [section.heading for section in seen.sections] == ["Retention", "Contact"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [[("Acme Teapots - legal", 10), (FIRST, 10), (f"Clause number {n} is here.", 10), (f"Page {n} of 4", 10)]
             for n in range(1, 5)]  # fmt: skip
    seen = reading(pdf(pages))
    text = "\n".join(section.text for section in seen.sections)
    assert "Acme Teapots - legal" not in text
    assert "Page 2" not in text
    assert "Clause number 3 is here." in text
    assert {drop.text for drop in seen.dropped} >= {"Acme Teapots - legal", "Page 2 of 4"}


def test_a_pdf_without_text_says_so() -> None:
    seen = reading(pdf([[], []]))
    assert seen.quality.suspicions == (Suspicion.UNREADABLE,)
    assert "no text layer" in seen.quality.notes[0]


def test_a_damaged_pdf_says_so() -> None:
    assert "damaged" in reading(b"%PDF-1.7 and then nothing").quality.notes[0]


def test_a_docx_is_read_by_its_styles() -> None:
    body = docx([("Heading1", "Privacy policy"), ("", FIRST), ("Heading2", "Retention"), ("", "Two years.")])
    seen = reading(body)
    assert seen.form == "docx"
    assert [(section.level, section.heading) for section in seen.sections] == [(1, "Privacy policy"), (2, "Retention")]


GRID = (
    (("Data", 60, 740), ("Purpose", 220, 740), ("Kept for", 380, 740)),
    (("E-mail address", 60, 726), ("To answer you", 220, 726), ("12 months", 380, 726)),
    (("Postal address", 60, 712), ("Delivery and", 220, 712), ("6 months", 380, 712)),
    (("all returns", 220, 698),),
    (("Cookies", 60, 684), ("Statistics", 220, 684), ("1 year", 380, 684)),
)


def test_a_table_of_a_pdf_is_read_row_by_row() -> None:
    page = placed([(FIRST[:80], 60, 770)]), placed(GRID[0], "F2"), placed([cell for row in GRID[1:] for cell in row])
    after = placed([(FIRST[:80], 60, 650)])
    (section,) = reading(pdf_of_streams([b"\n".join((*page, after))])).sections
    rows = [block.cells for block in section.blocks if block.kind is BlockKind.ROW]
    assert rows == [
        ("Data", "Purpose", "Kept for"),
        ("E-mail address", "To answer you", "12 months"),
        ("Postal address", "Delivery and all returns", "6 months"),
        ("Cookies", "Statistics", "1 year"),
    ]
    assert section.blocks[-2].head == ("Data", "Purpose", "Kept for")
    assert section.blocks[-1].text == FIRST[:80]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    lines = [(f"the left column goes on with line {n}", f"the right column goes on with line {n}") for n in range(9)]
    words = [
        cell for n, (left, right) in enumerate(lines) for cell in ((left, 60, 700 - 14 * n), (right, 320, 700 - 14 * n))
    ]
    (section,) = reading(pdf_of_streams([placed(words)])).sections
    text = section.text.replace("\n", " ")
    assert text == " ".join([left for left, _ in lines] + [right for _, right in lines])


def test_a_lone_wide_gap_makes_no_table() -> None:
    page = placed([("Privacy policy of Acme", 60, 740), ("March 2026", 420, 740), (FIRST[:80], 60, 720)])
    seen = reading(pdf_of_streams([page]))
    assert not any(block.kind is BlockKind.ROW for section in seen.sections for block in section.blocks)
    assert "March 2026" in "\n".join(f"{section.heading} {section.text}" for section in seen.sections)


HOSTILE = {
    "a bomb of spaces": (zlib.compress(b" " * 60_000_000), "/FlateDecode"),
    "a bomb in a bomb": (zlib.compress(zlib.compress(b" " * 60_000_000)), "/FlateDecode /FlateDecode"),
    "millions of texts": (zlib.compress(b"BT (x) Tj ET " * 2_000_000), "/FlateDecode"),
    "texts by the million, as they are": (b"(x)Tj " * 600_000, ""),
}


@pytest.mark.parametrize(("stream", "packed"), HOSTILE.values(), ids=HOSTILE)
def test_a_pdf_that_was_made_to_break_readers_is_refused_by_name(stream: bytes, packed: str) -> None:
    started = time.process_time()
    seen = reading(pdf_of_streams([stream], packed))
    assert "more than is read" in seen.quality.notes[0]
    assert time.process_time() - started < SECONDS


def test_a_packed_page_of_a_pdf_is_read() -> None:
    (section,) = reading(pdf_of_streams([zlib.compress(placed([(FIRST, 60, 700)]))], "/FlateDecode")).sections
    assert section.text == FIRST


def test_pages_that_are_their_own_parents_are_damaged() -> None:
    body = b"%PDF-1.4\n1 0 obj << /Type /Pages /Kids [1 0 R] /Count 1 >> endobj\ntrailer << /Root 1 0 R >>\n"
    assert "damaged" in reading(body).quality.notes[0]


def test_a_table_of_a_docx_is_read_row_by_row() -> None:
    grid = table([("Data", "Kept"), ("Name", "2 years")])
    (section,) = reading(docx_of(paragraph("Heading1", "Privacy policy") + paragraph("", FIRST) + grid)).sections
    assert [block.cells for block in section.blocks[1:]] == [("Data", "Kept"), ("Name", "2 years")]
    assert section.blocks[2].head == ("Data", "Kept")


def test_entities_of_a_docx_are_refused() -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "entities" in reading(docx_of(paragraph("", "&b;"), declared)).quality.notes[0]


def test_a_bomb_in_a_docx_is_refused() -> None:
    assert "unpacks to more" in reading(docx_of(paragraph("", FIRST), padding=bytes(65 << 20))).quality.notes[0]


@pytest.mark.parametrize("text", ["<w:p/>" * 16_000, "<w:p>" + "<w:r/>" * 200_001 + "</w:p>"])
def test_a_docx_of_more_paragraphs_or_tags_than_anybody_writes_is_refused(text: str) -> None:
    assert "more than" in reading(packed(docx_of(text))).quality.notes[0]


def test_a_docx_of_nothing_but_nested_tables_is_refused() -> None:
    nested = f"{'<w:tbl><w:tr><w:tc>' * 20_000}{'</w:tc></w:tr></w:tbl>' * 20_000}"
    began = time.process_time()
    assert reading(docx_of(nested)).quality.suspicions == (Suspicion.UNREADABLE,)
    assert time.process_time() - began < SECONDS / 2  # a walk from each table through all within it took as long twice


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr>", "</w:r>"),
        ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
    ],
    ids=["hidden", "pronounced"],
)
def test_nesting_in_a_docx_costs_no_more_than_what_stands_in_it(opened: str, closed: str) -> None:
    depth = 120_000 // opened.count("<")
    body = packed(docx_of(f"<w:p>{opened * depth}<w:t>x</w:t>{closed * depth}</w:p>"))
    began = time.process_time()
    reading(body)
    assert time.process_time() - began < SECONDS


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


WORD, MANY = "<w:r><w:t>x</w:t></w:r>", 12_000
OPEN = f"<w:p>{field('begin') * MANY}{WORD * MANY}</w:p>"
SPACES = f"<w:r><w:instrText>{' ' * 1_000_000}</w:instrText></w:r>"


@pytest.mark.parametrize(
    "body",
    [
        docx_of(OPEN),
        docx_of(f"<w:p>{field('begin') * MANY}{WORD * MANY}{field('end') * MANY}</w:p>"),
        docx_of(f"<w:p>{field('begin') * MANY}{WORD * MANY}<w:del>{field('end') * MANY}</w:del></w:p>"),
        docx_of(f"<w:p>{field('begin')}{SPACES}{field('separate') * MANY}{field('end')}</w:p>{paragraph('', FIRST)}"),
        docx_of(paragraph("", FIRST), footnotes=f'<w:footnote w:id="1">{OPEN}</w:footnote>'),
        docx_of(OPEN).replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
        ),
    ],
    ids=["never ended", "nested", "ended in what went", "many instructions", "in notes", "spelt strictly"],
)
def test_fields_of_a_docx_cost_no_more_than_their_words(body: bytes) -> None:
    began = time.process_time()
    reading(body)
    assert time.process_time() - began < SECONDS / 2


def test_a_damaged_docx_says_so() -> None:
    assert "damaged" in reading(b"PK\x03\x04 word/ and then nothing").quality.notes[0]
