"""PDF as people make it: turned, in columns, in tables that go on, broken at line ends, locked."""

import pytest

from policy.model.readings import BlockKind, Reading, Source, Suspicion
from policy.reading import read
from tests.policy.reading.paper import locked, pdf_of_streams, placed

pytest.importorskip("pypdfium2", reason='PDF is not read here: install the extra "pdf"')

TITLE = placed([("Privacy policy", 60, 780)], "F2", 18)
LINES = (
    "We collect the names that you give us when",
    "you order a teapot, and keep them for one year.",
)


def reading(body: bytes) -> Reading:
    return read((Source("https://acme.example/privacy.html", "text/html", body),))


def blocks(body: bytes) -> list[str]:
    return [block.text for section in reading(body).sections for block in section.blocks]


def written(lines: tuple[str, ...], top: int = 740) -> bytes:
    return placed([(line, 60, top - 14 * at) for at, line in enumerate(lines)])


def of_lines(*lines: str) -> bytes:
    return pdf_of_streams([TITLE + b"\n" + written(lines)])


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [b"1 0 0 1 0 0", b"0 1 -1 0 842 0", b"0 -1 1 0 0 842", b"-1 0 0 -1 595 842"])
def test_a_page_is_read_the_same_however_it_is_turned(drawn: bytes, turned: int) -> None:
    stream = b"q " + drawn + b" cm " + TITLE + b"\n" + written(LINES) + b" Q"
    seen = reading(pdf_of_streams([stream], page=b"/Rotate %d" % turned))
    assert seen.title == "Privacy policy"
    assert [block.text for section in seen.sections for block in section.blocks] == [" ".join(LINES)]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("You may opt-", "out at any time."), "You may opt-out at any time."),
        (("You may with-", "draw it at any time."), "You may withdraw it at any time."),
        (("Write an e-", "mail to us."), "Write an e-mail to us."),
        (("Rules of non-", "EU countries."), "Rules of non-EU countries."),
        (("The data-", "base is ours."), "The database is ours."),
        (("A by-law, and every by-", "law after it."), "A by-law, and every by-law after it."),
        (("We see pre- and post-", "sale calls."), "We see pre- and postsale calls."),
        (("Vor-", "und Nachname werden gespeichert."), "Vor- und Nachname werden gespeichert."),
        (("See https://acme.example/your-", "rights for more."), "See https://acme.example/your-rights for more."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_is_the_words_own(lines: tuple[str, ...], whole: str) -> None:
    assert blocks(of_lines(*lines)) == [whole]


def test_three_columns_of_prose_are_read_one_after_the_other() -> None:
    columns = [[f"{name} column goes on in line {n}" for n in range(9)] for name in ("one", "two", "last")]
    cells = [(columns[at][n], 40 + 190 * at, 700 - 14 * n) for n in range(9) for at in range(3)]
    assert " ".join(blocks(pdf_of_streams([placed(cells)]))) == " ".join(line for column in columns for line in column)


def test_three_columns_of_a_table_stay_rows() -> None:
    cells = [
        (f"{name} of the data under number {n}", 40 + 190 * at, 700 - 14 * n)
        for n in range(9)
        for at, name in enumerate(("Kind", "Time", "Reason"))
    ]
    seen = reading(pdf_of_streams([placed(cells)]))
    assert {block.kind for section in seen.sections for block in section.blocks} == {BlockKind.ROW}


def test_a_table_that_goes_on_over_pages_has_one_head() -> None:
    head = placed([("Data", 60, 780), ("Kept for", 250, 780)], "F2")
    pages = [
        head + b"\n" + placed([(word, left, 780 - 20 * n) for n in (1, 2, 3) for word, left in row])
        for row in ([("Name", 60), ("One year", 250)], [("Address", 60), ("Two years", 250)])
    ]
    seen = reading(pdf_of_streams([written(LINES, 830) + b"\n" + pages[0], pages[1]]))
    (section,) = seen.sections
    assert [block.cells for block in section.blocks].count(("Data", "Kept for")) == 1
    assert {block.head for block in section.blocks[2:]} == {("Data", "Kept for")}
    assert [drop.text for drop in seen.dropped] == ["Data | Kept for"]


def test_links_of_a_pdf_have_their_words_and_targets() -> None:
    links = b"".join(
        b"<< /Type /Annot /Subtype /Link /Rect [60 %d 300 %d] /A << /S /URI /URI (%s) >> >> " % (low, low + 14, target)
        for low, target in ((735, b"https://acme.example/rights"), (721, b"mailto:privacy@acme.example"))
    )
    stream = TITLE + b"\n" + written(("See your rights here.", "Write to us."))
    seen = reading(pdf_of_streams([stream], page=b"/Annots [%s]" % links))
    assert [(str(link.kind), link.words, link.target) for link in seen.links] == [
        ("page", "See your rights here.", "https://acme.example/rights"),
        ("mail", "Write to us.", "privacy@acme.example"),
    ]


def test_a_pdf_whose_owner_only_forbids_printing_is_read() -> None:
    assert blocks(locked(b"", b"owner")) == ["We keep it for two years."]


def test_a_pdf_that_opens_with_a_password_only_says_so() -> None:
    assert reading(locked(b"user", b"owner")).quality.notes == ("the PDF is encrypted: it opens with a password only",)


def test_pictures_with_a_page_number_have_no_text_layer() -> None:
    seen = reading(pdf_of_streams([placed([(f"Page {n}", 280, 20)]) for n in range(1, 4)]))
    assert seen.quality.suspicions == (Suspicion.UNREADABLE,)
    assert "no text layer" in seen.quality.notes[0]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\nServer: a\r\n\r\n"])
def test_a_pdf_is_one_whatever_a_server_put_before_it(before: bytes) -> None:
    assert reading(before + of_lines(*LINES)).form == "pdf"


def test_a_page_that_speaks_of_pdf_is_none() -> None:
    assert reading(b"# Privacy policy\n\nFiles begin with %PDF-1.7 and are kept for a year.\n").form == "markdown"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_pdf_that_was_cut_off_is_read_or_refused_by_name(share: float) -> None:
    whole = pdf_of_streams([TITLE + b"\n" + written(LINES)] * 3)
    seen = reading(whole[: int(share * len(whole))])
    assert seen.quality.suspicions == (Suspicion.UNREADABLE,)
    assert seen.quality.notes[0].startswith("the PDF is damaged")


def test_a_bold_face_that_states_a_light_weight_is_bold_by_its_name() -> None:
    parts = [
        placed([(f"Part {at}", 60, 720 - 60 * at)], "F2") + b"\n" + written(LINES, 700 - 60 * at) for at in range(4)
    ]
    seen = reading(pdf_of_streams([b"\n".join((TITLE, *parts))]))
    assert [section.heading for section in seen.sections][1:] == [f"Part {at}" for at in range(4)]


def test_sizes_are_those_of_the_page_whatever_the_page_is_scaled_by() -> None:
    small = placed([("Keeping", 80, 960)], "F2", 16) + b"\n" + placed([("We keep it for a year.", 80, 930)], "F1", 13)
    seen = reading(pdf_of_streams([TITLE + b"\nq 0.75 0 0 0.75 0 0 cm " + small + b" Q\n" + written(LINES, 600)]))
    assert [(section.level, section.heading) for section in seen.sections] == [(1, "Privacy policy"), (2, "Keeping")]


def test_the_number_of_a_note_stands_in_its_line() -> None:
    line = placed([("We sell no data", 60, 700), (", and never did.", 132, 700)])
    note = b"BT /F1 6 Tf 129 704 Td (1) Tj ET"
    first, rest = line.split(b"\n")
    (section,) = reading(pdf_of_streams([b"\n".join((TITLE, first, note, rest))])).sections
    assert [block.text for block in section.blocks] == ["We sell no data1, and never did."]


def test_a_table_drawn_cell_by_cell_is_rows() -> None:
    cells = [
        (word, left, up - 12 * at)
        for up, words in ((700, ("Name and", "address")), (660, ("Orders of", "the year")), (620, ("Calls to", "us")))
        for left, lines in ((60, words), (250, ("Delivery,", "accounts")), (420, ("1 year", "or 2")))
        for at, word in enumerate(lines)
    ]
    (section,) = reading(pdf_of_streams([TITLE + b"\n" + placed(cells)])).sections
    assert [block.cells for block in section.blocks] == [
        (first, "Delivery, accounts", "1 year or 2")
        for first in ("Name and address", "Orders of the year", "Calls to us")
    ]


def test_a_heading_beside_its_text_is_one() -> None:
    def part(name: str, up: int) -> bytes:
        return placed([(name, 60, up)], "F2") + b"\n" + placed([(LINES[0], 200, up), (LINES[1], 200, up - 14)])

    seen = reading(pdf_of_streams([b"\n".join((TITLE, part("What we collect", 720), part("How we use it", 660)))]))
    assert [section.heading for section in seen.sections][1:] == ["What we collect", "How we use it"]
    assert {block.text for section in seen.sections for block in section.blocks} == {" ".join(LINES)}


def test_contents_with_page_numbers_change_nothing_when_pages_do() -> None:
    def listed(page: int) -> bytes:
        lines = [(f"Part {at} {'.' * 30} {page + at}", 60, 760 - 14 * at) for at in range(3)]
        return pdf_of_streams([placed([("Privacy policy", 60, 800)], "F2", 18) + b"\n" + placed(lines), written(LINES)])

    assert reading(listed(2)).text_sha256 == reading(listed(4)).text_sha256
    assert [drop.reason for drop in reading(listed(2)).dropped].count("table of contents") == 3


def test_small_print_at_the_edges_of_two_pages_is_theirs() -> None:
    foot = placed([("Acme Teapots, version 3", 60, 30), ("Page 1 of 2", 400, 30)], size=8)
    seen = reading(pdf_of_streams([TITLE + b"\n" + written(LINES) + b"\n" + foot, written(LINES, 800) + b"\n" + foot]))
    assert "version 3" not in str([block.text for section in seen.sections for block in section.blocks])
    assert [drop.reason for drop in seen.dropped] == ["page header or footer"] * 2


def test_the_lines_of_a_cell_may_stand_above_its_neighbour_and_wide_apart() -> None:
    rows = ((700, "Acme Parts", "Norway"), (655, "Acme Tools", "Japan"), (610, "Acme Wheels", "Chile"))
    cells = [
        cell
        for up, firm, country in rows
        for cell in (
            (firm, 60, up),
            (country, 180, up),
            ("They bring", 300, up + 10),
            ("what was ordered.", 300, up - 10),
        )
    ]
    (section,) = reading(pdf_of_streams([TITLE + b"\n" + placed(cells)])).sections
    assert [block.cells for block in section.blocks] == [
        (firm, country, "They bring what was ordered.") for _, firm, country in rows
    ]


def test_a_head_that_stands_again_on_the_next_page_is_no_row_though_it_is_not_bold() -> None:
    head = [("Data", 60, 780), ("Kept for", 250, 780)]
    rows = [("Name", 60, 760), ("One year", 250, 760), ("Address", 60, 740), ("Two years", 250, 740)]
    seen = reading(pdf_of_streams([written(LINES, 830) + b"\n" + placed(head + rows), placed(head + rows)]))
    assert [block.cells for section in seen.sections for block in section.blocks].count(("Data", "Kept for")) == 1


def test_headings_beside_long_texts_are_no_table() -> None:
    def part(name: str, up: int) -> bytes:
        texts = [(line, 200, up - 12 * at) for at, line in enumerate((*LINES, *LINES))]
        return placed([(name, 60, up)], "F2") + b"\n" + placed(texts)

    parts = [part(f"Part {at}", 720 - 70 * at) for at in range(4)]
    seen = reading(pdf_of_streams([b"\n".join((TITLE, *parts))]))
    assert [section.heading for section in seen.sections][1:] == [f"Part {at}" for at in range(4)]


def opened(*leads: str) -> bytes:
    """Paragraphs without a gap between them, each opening with such words in bold."""
    lines = [TITLE]
    for at, lead in enumerate(leads):
        up = 740 - 28 * at
        lines.append(placed([(lead, 60, up)], "F2"))
        lines.append(placed([("of the guest are written down by the keeper of the inn,", 180, up)]))
        lines.append(placed([("and burnt in the week after the guest has left us for good and all.", 60, up - 14)]))
    return pdf_of_streams([b"\n".join(lines)])


@pytest.mark.parametrize("stop", [".", ":"])
def test_paragraphs_that_open_with_their_heading_in_bold_are_sections(stop: str) -> None:
    seen = reading(opened(f"Names{stop}", f"Horses{stop}", f"Hats and coats{stop}"))
    heads = [section.heading for section in seen.sections[1:]]
    assert heads == [f"Names{stop}", f"Horses{stop}", f"Hats and coats{stop}"]
    assert {block.text for section in seen.sections[1:] for block in section.blocks} == {
        "of the guest are written down by the keeper of the inn, "
        "and burnt in the week after the guest has left us for good and all."
    }


def test_bold_words_that_go_on_in_their_sentence_are_no_heading() -> None:
    seen = reading(opened("Names", "Horses", "Hats and coats"))
    assert [section.heading for section in seen.sections] == ["Privacy policy"]
