"""How documents of the world count their parts, in bare text."""

import pytest

from policy.model.readings import Source
from policy.reading import read

TEXT = "We keep what you write to us for as long as the answer takes, and no longer than that."


def outline_of(*lines: str) -> list[tuple[int, str | None, str]]:
    source = Source("https://acme.example/terms", "text/plain", "\n\n".join(lines).encode())
    return [(section.level, section.number, section.heading) for section in read((source,)).sections]


@pytest.mark.parametrize(
    "numbers",
    [
        ("PART ONE:", "PART TWO:", "PART THREE:"),
        ("PRIMERA.-", "SEGUNDA.-", "TERCERA.-"),
        ("CLÁUSULA PRIMEIRA –", "CLÁUSULA SEGUNDA –", "CLÁUSULA TERCEIRA –"),
        ("المادة الأولى:", "المادة الثانية:", "المادة الثالثة:"),
        ("Art. 1 -", "Art. 2 -", "Art. 3 -"),
    ],
    ids=["parts in words", "ordinals alone", "clauses by ordinals", "Arabic articles", "articles cut short"],
)
def test_parts_counted_in_words_or_cut_short_are_numbered(numbers: tuple[str, ...]) -> None:
    lines = [line for number in numbers for line in (f"{number} Heading", TEXT)]
    found = outline_of("Rules of the house", *lines)[1:]
    assert [(level, heading) for level, _, heading in found] == [(2, "Heading")] * 3
    assert len({number for _, number, _ in found} - {None}) == len(numbers)


def test_articles_count_on_through_chapters() -> None:
    chapters = (("BAB I UMUM", 1, 4), ("BAB II HAK", 4, 6), ("BAB III PENUTUP", 6, 7))
    lines = [
        line
        for chapter, first, end in chapters
        for line in (chapter, *(words for at in range(first, end) for words in (f"Pasal {at} Isi", TEXT)))
    ]
    levels = [level for level, _, _ in outline_of("Peraturan rumah", *lines)[1:]]
    assert levels == [2, 3, 3, 3, 2, 3, 3, 2, 3]


def test_short_sentences_in_a_row_of_clauses_are_text() -> None:
    lines = ("1. BOOKING", "1.1 A booking is made by letter.", "1.2 We answer it.", "2. COSTS", "2.1 Boats are free.")
    found = outline_of("Rules of the house", *lines)
    assert [heading for _, number, heading in found if number in {"1.", "2."}] == ["BOOKING", "COSTS"]
    assert not any(heading.endswith(".") for _, _, heading in found)


def test_a_sentence_that_cites_an_article_is_not_numbered() -> None:
    found = outline_of("Rules of the house", "Art. 6 Abs. 1 lit. f DSGVO erlaubt es uns, Briefe aufzuheben.", TEXT)
    assert [number for _, number, _ in found] == [None]
