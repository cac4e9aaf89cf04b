"""DOCX as Word shows it."""

import pytest

from policy.model.readings import Reading, Source
from policy.reading import read
from tests.policy.reading.paper import docx_of, paragraph

pytest.importorskip("mammoth", reason='DOCX is not read here: install the extra "docx"')


def reading(body: bytes) -> Reading:
    return read((Source("https://acme.example/privacy", None, body),))


def texts(body: bytes) -> list[str]:
    return [block.text for section in reading(body).sections for block in section.blocks]


def outline(body: bytes) -> list[str]:
    return [f"{section.number or '-'} {section.heading}" for section in reading(body).sections]


def level(depth: int, form: str, text: str) -> str:
    counts = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counts}</w:lvl>'


LEVELS = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "-")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "upperRoman", "Article %1 –")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def numbered(text: str, number: int, depth: int = 0, more: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{more}{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_numbers_that_word_computes_are_read() -> None:
    body = docx_of(
        numbered("What we collect", 1)
        + numbered("We collect the name of whoever orders a teapot from us.", 1, 1)
        + paragraph("", "This is said in between.")
        + numbered("We collect the address of whoever orders a teapot from us.", 1, 1)
        + numbered("How long we keep it", 1)
        + numbered("We keep all of it for two years and no longer than that.", 1, 1),
        numbering=NUMBERING,
    )
    numbers = [section.number for section in reading(body).sections if section.number]
    words = "\n".join(f"{section.number} {section.heading} {section.text}" for section in reading(body).sections)
    assert [number for number in numbers if number.endswith(".")] == ["1.", "2."]
    assert "1.2" in words
    assert "2.1" in words


def test_lists_count_by_their_form_and_from_their_start() -> None:
    articles = docx_of(numbered("Scope", 3) + paragraph("", "It is so.") + numbered("Data", 3), numbering=NUMBERING)
    assert [section.number for section in reading(articles).sections] == ["Article I –", "Article II –"]
    late = docx_of(numbered("Scope", 4) + numbered("Data", 4), numbering=NUMBERING)
    (section,) = reading(late).sections
    assert [section.heading, section.text] == ["7. Scope", "8. Data"]


def test_a_style_counts_for_the_styles_that_are_based_on_it() -> None:
    place = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>{place}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="heading 1"/><w:basedOn w:val="Heading1"/></w:style>'
    )
    body = docx_of(
        paragraph("Heading1", "Scope") + paragraph("", "It is so.") + paragraph("Own", "Data"),
        numbering=NUMBERING,
        styles=styles,
    )
    assert outline(body) == ["1. Scope", "2. Data"]


def test_bullets_stay_items() -> None:
    body = docx_of(paragraph("", "We collect:") + numbered("names", 2) + numbered("addresses", 2), numbering=NUMBERING)
    kinds = [(str(block.kind), block.text) for section in reading(body).sections for block in section.blocks]
    assert kinds[1:] == [("item", "names"), ("item", "addresses")]


def test_a_numbered_paragraph_that_was_deleted_is_not_counted() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = docx_of(numbered("", 1, 0, gone) + numbered("Scope", 1) + paragraph("", "It is so."), numbering=NUMBERING)
    assert outline(body) == ["1. Scope"]


def test_tracked_changes_are_read_as_accepted() -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>two years.</w:delText></w:r></w:del>'
    come = '<w:ins w:id="2" w:author="a"><w:r><w:t>six months.</w:t></w:r></w:ins>'
    body = docx_of(f'<w:p><w:r><w:t xml:space="preserve">We keep it for </w:t></w:r>{gone}{come}</w:p>')
    assert texts(body) == ["We keep it for six months."]


def test_hidden_words_and_the_table_of_contents_are_left_out_and_kept_in_their_lane() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> (draft)</w:t></w:r>"
    seen_again = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> again.</w:t></w:r>'
    body = docx_of(
        paragraph("TOC1", "Retention 3")
        + f"<w:p><w:r><w:t>We keep it for two years</w:t></w:r>{hidden}{seen_again}</w:p>"
    )
    assert texts(body) == ["We keep it for two years again."]
    assert {(drop.reason, drop.text) for drop in reading(body).dropped} == {
        ("hidden", "(draft)"),
        ("table of contents", "Retention 3"),
    }


def test_words_whose_style_hides_them_are_left_out_unless_they_say_otherwise() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Secret"><w:basedOn w:val="Draft"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Draft"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Final"><w:basedOn w:val="Draft"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    note = '<w:r><w:rPr><w:rStyle w:val="Note"/></w:rPr><w:t> Ask legal.</w:t></w:r>'
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>We ask first.</w:t></w:r>'
    body = docx_of(
        f"<w:p><w:r><w:t>We keep it for two years.</w:t></w:r>{note}</w:p>"
        + paragraph("Secret", "Not agreed yet.")
        + f'<w:p><w:pPr><w:pStyle w:val="Secret"/></w:pPr>{shown}</w:p>'
        + paragraph("Final", "We sell nothing."),
        styles=styles,
    )
    assert texts(body) == ["We keep it for two years.", "We ask first.", "We sell nothing."]


def test_a_footnote_is_read_and_its_way_back_is_not() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Five years for invoices.</w:t></w:r></w:p></w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = f"<w:p><w:r><w:t>We keep it for two years</w:t></w:r>{mark}<w:r><w:t>.</w:t></w:r></w:p>"
    assert texts(docx_of(text, footnotes=note)) == ["We keep it for two years[1].", "Five years for invoices."]


COUNTED = {
    "japaneseCounting": "第二十三条",
    "ideographDigital": "第二三条",
    "chineseLegalSimplified": "第贰拾叁条",
    "decimalEnclosedCircle": "第①①条",
    "ideographTraditional": "第丙丙丙条",
    "hebrew1": "第כג条",
    "hindiNumbers": "第२३条",
    "russianUpper": "第Ч条",
    "upperRoman": "第XXIII条",
    "lowerLetter": "第w条",
    "decimalZero": "第23条",
    "ordinalOfNobody": "第23条",
}


@pytest.mark.parametrize(("form", "number"), COUNTED.items())
def test_a_number_is_written_as_its_list_counts(form: str, number: str) -> None:
    at = 21 if "Circle" in form else 23
    levels = f'<w:lvl w:ilvl="0"><w:start w:val="{at}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="第%1条"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    (section,) = reading(docx_of(numbered("Scope of these terms", 1), numbering=numbering)).sections
    assert number in f"{section.number} {section.heading} {section.text}"


def test_a_level_that_is_legal_has_all_its_numbers_in_figures() -> None:
    levels = level(0, "upperRoman", "Article %1") + level(1, "decimal", "%1.%2").replace(
        "</w:lvl>", "<w:isLgl/></w:lvl>"
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = docx_of(numbered("Scope", 1) + numbered("It is so for all who sail.", 1, 1), numbering=numbering)
    assert [section.number for section in reading(body).sections] == ["Article I", "1.1"]


HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'
    for identifier, name, more in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", ""),
        ("Klausel", "Klausel", '<w:basedOn w:val="berschrift1"/>'),
        ("Teil", "Teil", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Laut", "Laut", "<w:rPr><w:b/></w:rPr>"),
    )
)


def test_headings_are_told_by_what_their_styles_are_and_stand_under_the_title() -> None:
    text = "Wir speichern alle Angaben zwei Jahre lang."
    body = docx_of(
        paragraph("Titel", "Datenschutz")
        + "".join(
            paragraph(style, f"Zum {style}") + paragraph("", text) for style in ("berschrift1", "Klausel", "Teil")
        )
        + '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Zum Schluss</w:t></w:r></w:p>'
        + paragraph("", text),
        styles=HEADINGS,
    )
    assert [section.path for section in reading(body).sections] == [
        ("Datenschutz",),
        ("Datenschutz", "Zum berschrift1"),
        ("Datenschutz", "Zum Klausel"),
        ("Datenschutz", "Zum Klausel", "Zum Teil"),
        ("Datenschutz", "Zum Klausel", "Zum Schluss"),
    ]


def test_a_whole_clause_in_the_style_of_a_heading_is_text() -> None:
    clause = "We keep what you tell us for two years, and then destroy it, " * 4
    body = docx_of(paragraph("berschrift1", "Retention") + paragraph("Teil", clause.strip()), styles=HEADINGS)
    assert [(section.heading, section.text) for section in reading(body).sections] == [("Retention", clause.strip())]


def test_a_row_of_headings_heads_a_table() -> None:
    rows = [
        [paragraph(style, word) for word in words]
        for style, words in (("Teil", ("Data", "Kept for")), ("", ("Your orders", "Two years")))
    ]
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    body = docx_of(
        paragraph("berschrift1", "Retention") + f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>",
        styles=HEADINGS,
    )
    (section,) = reading(body).sections
    assert [block.cells for block in section.blocks] == [("Data", "Kept for"), ("Your orders", "Two years")]


def test_words_that_a_style_makes_bold_are_a_heading() -> None:
    text = "We keep what you tell us for two years and then destroy it."
    body = docx_of(
        "".join(paragraph("Laut", f"How we {verb}") + paragraph("", text) for verb in ("ask", "keep", "share")),
        styles=HEADINGS,
    )
    assert outline(body) == ["- How we ask", "- How we keep", "- How we share"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CONTROLLED = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    f"<w:sdtContent>{paragraph('', 'Overview')}{paragraph('', 'Retention 3')}</w:sdtContent></w:sdt>"
)
FIELDED = (
    f"<w:p>{field('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{field('separate')}"
    f"<w:r><w:t>Overview</w:t></w:r></w:p>{paragraph('', 'Retention 3')}<w:p>{field('end')}"
    "<w:r><w:t>We ask first.</w:t></w:r></w:p>"
)


@pytest.mark.parametrize("contents", [CONTROLLED + paragraph("", "We ask first."), FIELDED], ids=["control", "field"])
def test_a_table_of_contents_is_left_out_whatever_its_styles_are(contents: str) -> None:
    body = docx_of(contents + paragraph("", "We keep it for two years."))
    assert texts(body) == ["We ask first.", "We keep it for two years."]
    assert {drop.reason for drop in reading(body).dropped} == {"table of contents"}


def test_a_table_of_contents_without_an_end_hides_nothing() -> None:
    begin = f"<w:p>{field('begin')}<w:r><w:instrText>TOC</w:instrText></w:r></w:p>"
    assert texts(docx_of(begin + paragraph("", "We keep it for two years."))) == ["We keep it for two years."]


def linked(address: str, words: str) -> str:
    instruction = f'<w:r><w:instrText>HYPERLINK "{address}"</w:instrText></w:r>'
    return f"{field('begin')}{instruction}{field('separate')}<w:r><w:t>{words}</w:t></w:r>"


def test_a_field_that_links_does_so_as_far_as_it_goes() -> None:
    first = f"<w:p>{linked('https://acme.example/a', 'Our partners')}{field('end')}<w:r><w:t>, all.</w:t></w:r></w:p>"
    seen = reading(docx_of(first + paragraph("", "We ask first.")))
    assert [(link.words, link.target) for link in seen.links] == [("Our partners", "https://acme.example/a")]


def test_a_field_that_does_not_end_links_nothing_and_keeps_its_words() -> None:
    first = f"<w:p>{linked('https://acme.example/a', 'We list our partners and what they do.')}</w:p>"
    seen = reading(docx_of(first + paragraph("", "We ask first.")))
    assert seen.links == ()
    assert [section.text for section in seen.sections] == ["We list our partners and what they do.\nWe ask first."]


def test_words_in_simple_fields_and_under_their_pronunciation_are_read() -> None:
    date = '<w:fldSimple w:instr="SAVEDATE"><w:r><w:t>1 March</w:t></w:r></w:fldSimple>'
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>とうしゃ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>当社</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    after = '<w:r><w:t xml:space="preserve"> keeps the names of all who sail.</w:t></w:r>'
    body = docx_of(f'<w:p><w:r><w:t xml:space="preserve">As of </w:t></w:r>{date}{ruby}{after}</w:p>')
    assert texts(body) == ["As of 1 March当社 keeps the names of all who sail."]
