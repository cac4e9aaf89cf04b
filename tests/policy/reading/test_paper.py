import pytest

from policy.model.readings import Reading, Source, Suspicion
from policy.reading import read
from tests.policy.reading.paper import docx, pdf

pytest.importorskip("pypdfium2", reason='PDF is not read here: install the extra "pdf"')
pytest.importorskip("mammoth", reason='DOCX is not read here: install the extra "docx"')

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


def test_a_damaged_docx_says_so() -> None:
    assert "damaged" in reading(b"PK\x03\x04 word/ and then nothing").quality.notes[0]
