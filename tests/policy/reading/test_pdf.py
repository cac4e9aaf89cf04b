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
