"""What of the boxes in and around a document is its own, whatever they are called."""

import pytest

from policy.model.readings import Reading, Source
from policy.reading import read

TEXT = "We keep what you write to us for as long as the answer takes, and no longer than that."
SECTIONS = "".join(f"<h2>Part {at}</h2><p>{TEXT}</p><p>{at} {TEXT}</p>" for at in range(6))


def reading_of(body: str) -> Reading:
    page = f"<html><head><title>Acme</title></head><body>{body}</body></html>"
    return read((Source("https://acme.example/privacy", "text/html", page.encode()),))


def words_of(body: str) -> str:
    return "\n".join(f"{section.heading}\n{section.text}" for section in reading_of(body).sections)


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (f'<div id="sharing"><h2>4. Sharing</h2></div><p>{TEXT}</p>', "Sharing"),
        (f'<section id="newsletter"><h2>Newsletter</h2><p>{TEXT}</p></section>', "Newsletter"),
        (f"<div><p>{TEXT}</p><aside><p>In short: we keep little, and not for long.</p></aside></div>", "In short"),
    ],
    ids=["a section with its name as id", "one with prose", "a note among paragraphs"],
)
def test_a_part_of_the_text_is_kept_whatever_it_is_called(box: str, words: str) -> None:
    assert words in words_of(f"<h1>Privacy notice</h1>{SECTIONS}{box}")


def test_what_is_said_for_two_screens_is_kept_twice_where_it_differs() -> None:
    wide, narrow = f'<div class="d-none d-md-block"><p>{TEXT}</p></div>', '<div class="d-md-none"><p>{}</p></div>'
    page = f"<h1>Privacy notice</h1>{SECTIONS}<div>{wide}{{}}</div>"
    assert words_of(page.format(narrow.format(TEXT))).count(TEXT) == words_of(page.format("")).count(TEXT)
    assert "90 days" in words_of(page.format(narrow.format(f"{TEXT} That is 90 days.")))


def test_who_owns_a_page_makes_no_foot_of_the_last_section() -> None:
    owner = '<p><a href="/a">Acme</a>, <a href="/b">Mill Lane 2</a></p><p>© 2031 Acme Ltd. All rights reserved.</p>'
    assert "Mill Lane 2" in words_of(f"<h1>Privacy notice</h1>{SECTIONS}<div><h2>Contact</h2>{owner}</div>")
    assert "Mill Lane 2" not in words_of(f"<h1>Privacy notice</h1>{SECTIONS}<div>{owner}</div>")


@pytest.mark.parametrize(
    "box",
    [
        '<section id="newsletter"><h2>Newsletter</h2><p>News of our kettles each month.</p><input></section>',
        '<p><a href="#top">▲ Up we go</a></p>',
        "<aside><p>Read next: <a href='/kettles'>how a kettle is made of copper and tin</a></p></aside>",
    ],
    ids=["a box that asks", "a link to the top", "an aside that leads on"],
)
def test_a_box_that_asks_or_leads_away_is_left_out(box: str) -> None:
    plain = reading_of(f"<h1>Privacy notice</h1>{SECTIONS}")
    assert reading_of(f"<h1>Privacy notice</h1>{SECTIONS}{box}").text_sha256 == plain.text_sha256


@pytest.mark.parametrize(
    "head",
    [
        '<div class="page-header"><h2>Privacy notice</h2></div>',
        '<div class="head"><h1>Privacy notice</h1><span class="wide_header_sub">Last updated: 3 May 2031</span></div>',
    ],
    ids=["of the page", "with what stands under it"],
)
def test_the_head_of_the_document_is_no_header_of_the_site(head: str) -> None:
    read_words = words_of(head + SECTIONS)
    assert "Privacy notice" in read_words
    assert ("3 May 2031" in read_words) == ("3 May 2031" in head)


def test_rows_of_a_table_of_contents_may_be_dressed_and_have_page_numbers() -> None:
    row = '<p><span><a href="#p{0}"><b>Part {0}</b></a></span><span> … </span><span><a href="#p{0}">{0}</a></span></p>'
    rows = "".join(map(row.format, range(6)))
    plain = reading_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{SECTIONS}")
    assert reading_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{rows}{SECTIONS}").text_sha256 == plain.text_sha256


def test_a_title_over_sections_of_its_own_level_is_read_where_the_page_calls_itself_so() -> None:
    sections = SECTIONS.replace("h2", "h1")
    page = f"<div><h1>Privacy notice of Acme</h1></div><article>{sections}</article>"
    found = read(
        (Source("https://acme.example/", "text/html", f"<title>Privacy notice of Acme</title>{page}".encode()),)
    )
    assert [section.level for section in found.sections] == [1, 2, 2, 2, 2, 2, 2]


def test_what_a_label_unfolds_is_read_and_what_nothing_unfolds_is_not() -> None:
    folded = "".join(
        f'<h3><a href="#" onclick="go({at})">Part {at}</a></h3><div style="display:none"><p>{at} {TEXT}</p></div>'
        for at in range(4)
    )
    spam = f'<p>Until then.</p><div style="display:none"><p>Play at our tables, and win. {TEXT}</p></div>'
    found = words_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{folded}{spam}")
    assert all(f"{at} {TEXT}" in found for at in range(4))
    assert "Play at our tables" not in found


def test_hidden_texts_of_one_class_are_read_and_their_copies_are_not() -> None:
    slides = [f'<div class="s s-next" inert aria-hidden="true"><p>{at} {TEXT}</p></div>' for at in range(4)]
    shown = f'<div class="s s-active"><p>Now {TEXT}</p></div>'
    page = f"<h1>Privacy notice</h1>{SECTIONS}<div>{shown}{''.join(slides)}{{}}</div>"
    assert words_of(page.format("")).count(TEXT) == words_of(page.format(slides[0])).count(TEXT) == 12 + 5


@pytest.mark.parametrize(
    ("style", "box", "is_read"),
    [
        ("visibility:hidden;transform:translateY(40px)", "<p>{}</p>", True),
        ("visibility:hidden;position:fixed", "<p>{}</p>", False),
        ("visibility:hidden", "<p>{}</p><button>Thanks</button>", False),
        ("display:none;visibility:hidden", "<p>{}</p>", False),
    ],
    ids=["a place kept for it", "laid over the page", "with something to click on", "no place for it"],
)
def test_what_is_invisible_is_read_where_the_page_keeps_its_place(style: str, box: str, is_read: bool) -> None:
    hidden = (
        f'<div class="x" style="{style}">{box.format("We sell nothing that you write to us to anybody at all.")}</div>'
    )
    assert ("We sell nothing" in words_of(f"<h1>Privacy notice</h1>{SECTIONS}{hidden}")) is is_read


@pytest.mark.parametrize(
    ("row", "panel"),
    [
        ('<ul><li role="tab">{}</li><li role="tab">{}</li><li role="tab">{}</li></ul>', '<p role="tabpanel">{}</p>'),
        ('<div class="tab"><button>{}</button><button>{}</button><button>{}</button></div>', '<div class="t">{}</div>'),
        ('<ul><li class="tab-link">{}</li><li class="tab-link current">{}</li><li class="tab-link">{}</li></ul>',
         '<section class="t">{}</section>'),
        ('<div><p class="tabs"><a href="#a">{}</a><a href="#b">{}</a><a href="#c">{}</a></p></div>', "<div>{}</div>"),
    ],
    ids=["by role", "a row called tab", "labels called tabs", "links"],
)  # fmt: skip
def test_tabs_that_name_no_panel_are_headings_of_as_many_panels_after_them(row: str, panel: str) -> None:
    names = ("What we collect", "How long we keep it", "Whom to ask")
    panels = "".join(panel.format(f"<p>{at} {TEXT}</p>") for at in range(3))
    page = f"<h1>Privacy notice</h1><p>{TEXT}</p><div>{row.format(*names)}<div>{panels}</div></div>"
    assert [section.heading for section in reading_of(page).sections[1:]] == [*names]


def test_tabs_over_panels_that_begin_with_headings_are_none() -> None:
    row = '<p class="tabs"><a href="#a">One</a> <a href="#b">Two</a> <a href="#c">Three</a></p>'
    panels = "".join(f"<div><h2>Part {at}</h2><p>{at} {TEXT}</p></div>" for at in range(3))
    found = reading_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{row}{panels}").sections
    assert [section.heading for section in found[1:]] == ["Part 0", "Part 1", "Part 2"]


def test_scripts_among_tabs_and_in_panels_are_nothing() -> None:
    tabs = (
        '<ul role="tablist"><li role="tab" aria-controls="a">Gifts</li><li role="tab" aria-controls="b">Loans</li></ul>'
    )
    panels = (
        f'<div role="tabpanel" id="a"><h2>Gifts of teapots</h2><p>1 {TEXT}</p></div>'
        f'<div role="tabpanel" id="b"><h2>Loans</h2><p>2 {TEXT}</p></div>'
    )
    script = "<script>count(7)</script>"
    for page in (tabs + panels, tabs.replace('role="tab"', 'class="tab"') + panels.replace(' role="tabpanel"', "")):
        crowded = page.replace("<h2>", f"{script}<h2>").replace("<li", f"{script}<li").replace("<div", f"{script}<div")
        assert reading_of(crowded).text_sha256 == reading_of(page).text_sha256


def test_words_of_a_cell_come_in_the_order_of_the_page() -> None:
    cell = (
        f"<p>1 {TEXT} See <b><a href='/terms'>our <i>terms</i> of use</a> now</b>. <script>t(1)</script>Then</p>this."
    )
    row = f"<tr><td>Letters</td><td>{cell}</td></tr><tr><td>Calls</td><td>none</td></tr>"
    table = f"<table><tr><th>What</th><th>Kept</th></tr>{row}</table>"
    assert f"1 {TEXT} See our terms of use now. Then this." in words_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{table}")


def test_a_line_taken_apart_is_read_as_it_is_spoken_and_one_that_says_more_is_not() -> None:
    letters = '<span aria-hidden="true" style="display: inline-block">{}</span>'
    line = "We sell nothing."
    parts = " ".join("".join(map(letters.format, word)) for word in line.split())
    apart = f'<h2 aria-label="{line}">{parts}</h2><p aria-label="{line}">{parts}</p>'
    (section,) = reading_of(f"<h1>Privacy notice</h1>{SECTIONS}{apart}").sections[7:]
    assert (section.heading, section.text) == (line, line)
    assert line not in words_of(f'<h1>Privacy notice</h1>{SECTIONS}<p aria-label="{line}">{parts} Or.</p>')
    noisy = parts.replace("</span><span", "</span><script>a</script><span").replace(">", "><style>.a{}</style>", 1)
    assert noisy != parts
    assert line in words_of(f'<h1>Privacy notice</h1>{SECTIONS}<p aria-label="{line}">{noisy}</p>')


@pytest.mark.parametrize(
    "page",
    [
        f'<div id="pp" class="modal"><div class="modal__head"><h2>Whom to ask</h2></div><p>{TEXT}</p>{SECTIONS}</div>',
        f"<h1>Privacy notice</h1>{SECTIONS}<div><p class='TypeHeader'>Whom to ask</p><p>{TEXT}</p></div>",
        f"<title>Whom to ask: privacy notice</title><div><header>Whom to ask: privacy notice</header>{SECTIONS}</div>",
    ],
    ids=["parts of a box that holds the document", "a line called a header", "a header that is the title"],
)
def test_titles_are_read_whatever_their_place_is_called(page: str) -> None:
    assert "Whom to ask" in words_of(page)


def test_what_a_page_hides_most_of_its_text_in_is_its_text() -> None:
    rows = "".join(f'<div><i>Part {at}</i><b>.</b><p class="x" hidden>{at} {TEXT}</p></div>' for at in range(2))
    assert words_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{rows}").count(TEXT) == 3
    assert words_of(f"<h1>Privacy notice</h1><p>{TEXT}</p>{SECTIONS}{rows}").count(TEXT) == 13


@pytest.mark.parametrize(
    ("box", "is_read"),
    [
        ('<div class="widget">{}</div>', True),
        ('<div class="menu-list">{}</div>', True),
        ('<div class="widget">{}<a href="/news">All news</a></div>', False),
        ('<div class="subscribe">{}<input type="email"></div>', False),
        ('<div class="sr-only">{}</div>', False),
    ],
)
def test_a_doubtful_word_is_told_of_what_leads_elsewhere_or_asks(box: str, is_read: bool) -> None:
    said = "We sell nothing that you write to us."
    assert (said in words_of(f"<h1>Privacy notice</h1>{SECTIONS}{box.format(f'<p>{said}</p>')}")) is is_read


def test_what_opens_a_text_is_its_heading_whatever_its_classes_are_for() -> None:
    row = '<div><div class="menu-anchor" role="button">Part {0}</div><div>{0} {1}</div></div>'
    found = reading_of(
        f"<h1>Privacy notice</h1><p>{TEXT}</p>{''.join(row.format(at, TEXT) for at in range(4))}"
    ).sections
    assert [section.heading for section in found[1:]] == [f"Part {at}" for at in range(4)]


def test_the_name_of_a_sign_is_no_word() -> None:
    icon = '<i class="material-icons-outlined">expand_more</i>'
    page = f"<h1>Privacy notice</h1>{SECTIONS}<h2>{{}}Whom to ask</h2><p>{TEXT}</p>"
    assert reading_of(page.format(icon)).text_sha256 == reading_of(page.format("")).text_sha256


BOX = "<div{}><h2>Whom we tell</h2><p>The carrier gets your name and address. {}</p></div>"


@pytest.mark.parametrize(
    ("mark", "more", "is_read"),
    [
        (' class="section-footer"', "", True),
        (' class="promo"', 'Ask <a href="/carriers">the carriers</a>.', True),
        (' id="ads"', '</p><p><a href="mailto:a@acme.example">a@acme.example</a>', True),
        (' class="cookie-notice"', "", True),
        (' class="cookie-notice"', "<button>Settings</button>", False),
        (' class="promo"', '</p><p><a href="/carriers">All carriers</a>', False),
        (' class="newsletter"', "<input type='email'>", False),
    ],
)
def test_a_section_among_sections_is_one_whatever_it_is_called(mark: str, more: str, is_read: bool) -> None:
    sections = [f"<div><h2>Part {at}</h2><p>{at} {TEXT}</p></div>" for at in range(6)]
    page = "".join((*sections[:3], BOX.format(mark, more), *sections[3:]))
    assert ("The carrier gets your name and address." in words_of(f"<h1>Privacy notice</h1>{page}")) is is_read


def test_headers_of_sections_are_read() -> None:
    sections = "".join(f"<section><header><h3>Part {at}</h3></header><p>{at} {TEXT}</p></section>" for at in range(4))
    found = reading_of(f"<header><a href='/'>Acme</a></header><h1>Privacy notice</h1><p>{TEXT}</p>{sections}").sections
    assert [section.heading for section in found] == ["Privacy notice", *(f"Part {at}" for at in range(4))]


def test_a_custom_element_called_footer_is_one() -> None:
    plain = reading_of(f"<h1>Privacy notice</h1>{SECTIONS}").text_sha256
    footer = "<acme-footer><p>We make kettles of copper and of tin.</p></acme-footer>"
    assert reading_of(f"<h1>Privacy notice</h1>{SECTIONS}{footer}").text_sha256 == plain


def test_custom_elements_are_blocks_where_they_stand_apart() -> None:
    panels = "".join(f"<x-part><x-head>Part {at}</x-head><p>{TEXT}</p></x-part>" for at in range(4))
    line = "<p>Written on <x-time>3 May 2031</x-time> in Hawick.</p>"
    found = reading_of(f"<h1>Privacy notice</h1>{panels}{line}").sections
    assert [section.heading for section in found[1:]] == [f"Part {at}" for at in range(4)]
    assert "Written on 3 May 2031 in Hawick." in found[-1].text


def test_links_that_print_or_close_and_marks_that_lead_back_are_controls() -> None:
    window = "<p><a href='javascript:window.print()'>Print it</a> <a href='javascript:window.close()'>Shut it</a></p>"
    note = "<p>By the law of books.{}</p>"
    plain = reading_of(f"<h1>Privacy notice</h1>{SECTIONS}{note.format('')}").text_sha256
    back = note.format(' <a href="#back-1">↩</a>')
    assert reading_of(f"<h1>Privacy notice</h1>{SECTIONS}{back}{window}").text_sha256 == plain


def test_a_count_is_left_out_where_it_is_no_line_in_bold() -> None:
    page = f"<h1>Privacy notice</h1>{SECTIONS}<p>{{}}</p><p>{TEXT}</p>"
    assert "4 Downloads" in words_of(page.format("<strong>4 Downloads</strong>"))
    assert "Downloads" not in words_of(page.format("4 Downloads"))
    assert "Views" not in words_of(page.format("Views 1,204 Comments 3 Print"))
    assert "Views" in words_of(page.format("Views 1,204 of them Print"))


def test_when_a_page_was_taken_is_no_date_of_it() -> None:
    page = f"<h1>Privacy notice</h1><p>{{}}</p>{SECTIONS}"
    plain = reading_of(page.format("")).text_sha256
    assert reading_of(page.format("Retrieved on 28 November 2031, 10:14 UTC")).text_sha256 == plain
    assert reading_of(page.format("印刷日時：2031年11月28日 10:14")).text_sha256 == plain
    assert "2031" in words_of(page.format("Printed copies of 28 November 2031 are no longer valid."))


BOXES = ("promo", "cta", "newsletter", "cookie-notice", "sidebar", "author")
PAGE = (
    f"<h1>Privacy notice</h1><p>{TEXT}</p>{{}}<h2>Who reads it</h2><p>{TEXT}</p><h2>Your rights</h2><p>{TEXT}</p>{{}}"
)


@pytest.mark.parametrize("called", BOXES)
def test_a_section_of_bare_text_is_kept_whatever_its_box_is_called(called: str) -> None:
    box = f'<div class="{called}"><h2>Who we are</h2><p>Acme is the controller of your personal data.</p></div>'
    assert "the controller" in words_of(PAGE.format(box, ""))
    assert "the controller" in words_of(PAGE.format("", box))


@pytest.mark.parametrize("called", BOXES)
def test_the_text_of_a_heading_is_kept_whatever_its_box_is_called(called: str) -> None:
    box = f'<h2>Boats</h2><div class="{called}"><p>Our boats are washed and painted every spring.</p></div>'
    assert "washed and painted" in words_of(PAGE.format(box, ""))


@pytest.mark.parametrize("opened", ["<p><strong>", '<div role="heading">'])
def test_so_are_those_whose_headings_are_lines(opened: str) -> None:
    closed = "</strong></p>" if "strong" in opened else "</div>"
    box = '<div class="promo"><h2>Who we are</h2><p>Acme is the controller of your personal data.</p></div>'
    alone = '<h2>Boats</h2><div class="promo"><p>Our boats are washed and painted every spring.</p></div>'
    page = PAGE.format(box + alone, "").replace("<h2>", opened).replace("</h2>", closed)
    assert "the controller" in words_of(page)
    assert "washed and painted" in words_of(page)


@pytest.mark.parametrize("called", ["s_call_to_action", "s-call-to-action", "CallToAction"])
def test_the_words_of_a_name_are_set_apart_in_any_way(called: str) -> None:
    box = f'<section class="{called}"><h3>Trusted by many</h3><p>Join them today.</p><a href="/us">Go</a></section>'
    assert "Join them" not in words_of(f"<h1>Privacy notice</h1>{SECTIONS}{box}")


@pytest.mark.parametrize("called", ["promo", "cta", "newsletter"])
@pytest.mark.parametrize("end", ["", "<a href='/boats'>See our boats</a>", "<input type='email'>"])
def test_a_box_that_speaks_of_other_things_or_asks_is_left_out(called: str, end: str) -> None:
    what = "Boats for the whole family, by the hour and by the day." if not end else "Your personal data is safe."
    box = f'<div class="{called}"><h2>Come and see us</h2><p>{what}</p>{end}</div>'
    assert what not in words_of(PAGE.format(box, ""))
    assert what not in words_of(PAGE.format("", box))


def test_what_is_changed_every_few_minutes_is_no_date_of_the_document() -> None:
    footer = '<div id="footer">{}</div>'
    assert "3 May" in words_of(f"<h1>Privacy notice</h1>{SECTIONS}" + footer.format("Last updated on 3 May 2031"))
    changed = footer.format("Updated automatically every 5 minutes")
    assert "minutes" not in words_of(f"<h1>Privacy notice</h1>{SECTIONS}" + changed)


def test_what_names_a_choice_of_editions_is_none_of_the_text() -> None:
    chosen = "<label>Earlier editions of this notice</label><select><option>2 May 2030</option></select>"
    assert "Earlier editions" not in words_of(f"<h1>Privacy notice</h1>{SECTIONS}{chosen}")
