"""Headings that only a style sheet tells from the text."""

from policy.model.readings import Section, Source
from policy.reading import read

TEXT = "We keep what you write to us for as long as the answer takes, and no longer than that."


def outline_of(body: str) -> list[tuple[int, str]]:
    page = f"<html><body><h1>Privacy notice</h1><p>{TEXT}</p>{body}</body></html>"
    sections: tuple[Section, ...] = read((Source("https://acme.example/privacy", "text/html", page.encode()),)).sections
    return [(section.level, section.heading) for section in sections[1:]]


def dressed(names: str, words: str) -> str:
    return f'<div class="{names}">{words}</div>'


def test_short_lines_of_one_class_over_text_of_another_are_headings() -> None:
    lines = ("What we collect", "How long we keep it", "Whom to ask", "What may change")
    body = "".join(dressed("t-2 mt-40", line) + dressed("t-1", TEXT) for line in lines)
    assert outline_of(body) == [(2, line) for line in lines]


def test_what_a_builder_numbers_in_a_class_does_not_tell_its_lines_apart() -> None:
    lines = ("What we collect", "How long we keep it", "Whom to ask", "What may change")
    body = "".join(dressed(f"block block_{at}1", line) + dressed("t", TEXT) for at, line in enumerate(lines))
    assert outline_of(body) == [(2, line) for line in lines]


def test_headings_that_look_alike_stand_on_one_level() -> None:
    small = "".join(dressed("b", line) + dressed("t", TEXT) for line in ("From you", "From others", "From cookies"))
    body = dressed("a", "What we collect") + small
    body += "".join(dressed("a", line) + dressed("t", TEXT) for line in ("Whom to ask", "What may change"))
    assert [level for level, _ in outline_of(body)] == [2, 3, 3, 3, 2, 2]


def test_labels_over_values_are_no_headings() -> None:
    pairs = (("Name", "Acme Ltd"), ("Place", "Burslem"), ("Number", "0123456"), ("Phone", "01782 000 112"))
    body = "".join(dressed("label", name) + dressed("value", value) for name, value in pairs)
    assert outline_of(body) == []


def test_a_label_that_repeats_itself_is_no_heading() -> None:
    body = "".join(f"<h2>Part {at}</h2>" + dressed("s", "In short") + dressed("t", f"{TEXT} {at}") for at in range(5))
    assert [words for _, words in outline_of(body)] == ["Part 0", "Part 1", "Part 2", "Part 3", "Part 4"]


def test_short_paragraphs_dressed_as_the_text_are_no_headings() -> None:
    lines = ("Acme Ltd", "Kiln Lane 7", "Burslem", "Wales")
    body = "".join(f"<h2>{line} Ltd</h2>" + dressed("t", line) + dressed("t", TEXT) for line in lines)
    assert len(outline_of(body)) == len(lines)


def test_a_summary_after_headings_stands_where_the_summaries_before_it_do() -> None:
    folded = f"<details><summary>What we collect</summary><h4>From you</h4><p>{TEXT}</p></details>"
    folded += f"<details><summary>Whom to ask</summary><p>{TEXT}</p></details>"
    folded += f"<details><summary>What may change</summary><p>{TEXT}</p></details>"
    assert [level for level, _ in outline_of(folded)] == [2, 4, 2, 2]


def test_a_number_set_apart_is_that_of_the_heading_after_it() -> None:
    lines = ("Scope", "Data", "Rights", "Contact")
    bold = "".join(f"<p><b>Article {at}</b></p><p><b>{line}</b></p><p>{TEXT}</p>" for at, line in enumerate(lines, 1))
    badges = "".join(f"<div>{at}</div><h2>{line}</h2><p>{TEXT}</p>" for at, line in enumerate(lines, 1))
    assert outline_of(bold) == outline_of(badges) == [(2, line) for line in lines]


def test_terms_are_headings_where_they_stand_over_more_than_definitions() -> None:
    terms = ("What we collect", "How long we keep it", "Whom to ask", "What may change")
    sections = "".join(f"<dt>{term}</dt><dd><p>{TEXT}</p><p>{TEXT}</p></dd>" for term in terms)
    definitions = "".join(f"<dt>{term}</dt><dd>What the word says.</dd>" for term in terms)
    assert outline_of(f"<dl>{sections}</dl>") == [(2, term) for term in terms]
    assert outline_of(f"<dl>{definitions}</dl>") == []


def test_bold_items_over_text_or_lists_are_headings_as_deep_as_their_lists() -> None:
    inner = "".join(f"<li><b>{line}</b><br>{TEXT}</li>" for line in ("From you", "From others"))
    lists = f"<li><b>What we collect</b><ol>{inner}</ol></li>"
    texts = "".join(f"<li><b>{line}</b><p>{TEXT}</p></li>" for line in ("Whom to ask", "What may change"))
    assert [level for level, _ in outline_of(f"<ol>{lists}{texts}</ol>")] == [2, 3, 3, 2, 2]


def test_numbers_in_blocks_of_their_own_count_lines_that_only_look_like_titles() -> None:
    lines = ("Scope", "Data", "Rights", "Contact")
    numbered = "".join(
        dressed("n", f"{at:02}") + dressed("a", line) + dressed("t", TEXT) for at, line in enumerate(lines)
    )
    assert [words for _, words in outline_of(numbered)] == list(lines)


def test_two_lines_of_a_dress_are_headings_where_others_are() -> None:
    large = [dressed("a", line) + dressed("t", TEXT) for line in ("What we collect", "Whom to ask", "What may change")]
    small = [dressed("b", line) + dressed("t", TEXT) for line in ("From you", "From others")]
    assert [level for level, _ in outline_of("".join((large[0], *small, *large[1:])))] == [2, 3, 3, 2, 2]


def test_rows_of_a_bold_title_and_a_text_are_sections_and_no_table() -> None:
    titles = ("What we collect", "How long we keep it", "Whom to ask", "What may change")
    rows = "".join(f"<tr><td><b>{title}</b></td><td><p>{TEXT}</p><p>{TEXT}</p></td></tr>" for title in titles)
    values = "".join(f"<tr><td><b>{title}</b></td><td>{at} months</td></tr>" for at, title in enumerate(titles))
    assert outline_of(f"<table>{rows}</table>") == [(2, title) for title in titles]
    assert outline_of(f"<table>{values}</table>") == []


def test_a_few_long_words_are_a_text_too() -> None:
    few = "Keräämme puhelinnumeron, sähköpostiosoitteen ja tilaushistorian vuosittain."
    lines = ("Asiakastiedot", "Kävijätiedot", "Tilaustiedot", "Yhteystiedot")
    body = "".join(f"<h2>{line} 1</h2>" + dressed("a", line) + dressed("t", few) for line in lines)
    assert [level for level, _ in outline_of(body)] == [2, 3] * 4


def test_a_line_alone_is_a_heading_where_its_class_says_so() -> None:
    def page(names: str) -> str:
        return f"<h2>What we collect</h2><p>{TEXT}</p>" + dressed(names, "Health data") + f"<p>{TEXT}</p>"

    for names in ("subtitle-sm", "c-ttl", "text-xl", "blockHeading", "fs-4 mt-2"):
        assert outline_of(page(names)) == [(2, "What we collect"), (3, "Health data")]
    assert outline_of(page("note")) == [(2, "What we collect")]


def test_what_modules_of_styles_add_to_a_class_tells_no_lines_apart() -> None:
    lines = ("What we collect", "How long we keep it", "Whom to ask")
    body = "".join(dressed("policy_row__Kq81s", line) + dressed("policy_text__b77Qe", TEXT) for line in lines)
    assert outline_of(body) == [(2, line) for line in lines]


def test_lines_with_the_sign_that_stands_before_titles_are_headings() -> None:
    lines = ("■Data", "■Purposes", "■Contact")
    assert outline_of("".join(f"<p>{line}<br>{TEXT}</p>" for line in lines)) == [(2, line) for line in lines]


def test_sections_that_are_counted_may_say_little() -> None:
    lines = ("Article 1 Seat", "Article 2 Register", "Article 3 Phone", "Article 4 Fax")
    body = "".join(dressed("a", line) + dressed("t", "Burslem") for line in lines)
    assert [words for _, words in outline_of(body)] == ["Seat", "Register", "Phone", "Fax"]


def test_the_name_of_a_part_and_the_line_under_it_are_one_heading() -> None:
    parts = (("Article 1", "Subject"), ("Article 2", "Rights"), ("Article 3", "Entry into force"))
    body = "".join(dressed("n", part) + dressed("a", line) + dressed("t", TEXT) for part, line in parts)
    assert outline_of(body) == [(2, line) for _, line in parts]


def test_classes_of_frameworks_say_what_is_bold() -> None:
    names = ("fw-bold", "text-bold", "font-semibold", "font-weight-bold")
    body = "".join(f'<p class="{name}">In {name}</p><p>{TEXT}</p>' for name in names)
    assert [words for _, words in outline_of(body)] == [f"In {name}" for name in names]


def test_questions_over_short_answers_are_headings_of_a_list_and_its_definitions_are_not() -> None:
    def listed(terms: tuple[str, ...], said: str) -> str:
        return "<dl>" + "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term in terms) + "</dl>"

    questions = ("Who reads it?", "Who sells it?", "Who buys it?", "Who keeps it?")
    assert [words for _, words in outline_of(listed(questions, "Nobody does."))] == list(questions)
    assert outline_of(listed(("Name", "Address", "Number", "Phone"), "Printed on the parcel.")) == []


def test_a_number_by_path_stands_below_the_one_it_counts_on() -> None:
    lines = ("1. Data", "2. Purposes", "2.1. Orders", "2.2. Letters", "3. Contact")
    body = "".join(f'<p class="n"><b>{line}</b></p><p>{TEXT}</p>' for line in lines)
    assert [level for level, _ in outline_of(f"<h2>Scope</h2>{body}")][1:] == [3, 3, 4, 4, 3]


def test_a_bold_line_that_counts_on_stands_beside_the_heading_before_it() -> None:
    parts = ("<h3>1. Data</h3>", "<p><b>1.1 Orders</b></p>", "<h3>2. Purposes</h3>", "<p><b>2.1 Sale</b></p>")
    body = "".join(f"{part}<p>{TEXT}</p>" for part in (*parts, "<p><b>3. Contact</b></p>", "<h3>4. Changes</h3>"))
    assert outline_of(f"<h2>Terms</h2>{body}")[1:] == [
        (3, "Data"), (4, "Orders"), (3, "Purposes"), (4, "Sale"), (3, "Contact"), (3, "Changes"),
    ]  # fmt: skip


def test_a_line_alone_is_a_heading_where_it_is_printed_larger_than_the_text() -> None:
    def page(size: str, text: str = "14px") -> str:
        said = f'<p style="font-size: {text}">{TEXT}</p>'
        return f'<h2>What we collect</h2>{said}<p style="font-size: {size}">Health data</p>{said}'

    assert outline_of(page("18px")) == [(2, "What we collect"), (3, "Health data")]
    assert outline_of(page("15px")) == outline_of(page("18px", "18px")) == [(2, "What we collect")]


def test_what_a_script_says_of_one_line_makes_no_other_dress() -> None:
    lines = ("What we collect", "How long we keep it", "Whom to ask")
    body = "".join(dressed(f"row{' active' * (not at)}", line) + dressed("t", TEXT) for at, line in enumerate(lines))
    assert outline_of(body) == [(2, line) for line in lines]


def test_sentences_in_the_tags_of_a_heading_are_text() -> None:
    said = "".join(f"<h4>Part {at}</h4><h6>{TEXT}</h6>" for at in range(4))
    assert [words for _, words in outline_of(said)] == [f"Part {at}" for at in range(4)]
    rules = ("We sell nothing to anybody.", "We keep what we must.", "We tell you what changes.")
    assert [words for _, words in outline_of("".join(f"<h4>{rule}</h4><p>{TEXT}</p>" for rule in rules))] == list(rules)


def test_a_title_by_its_class_stands_where_it_stood_beside_those_that_are_marked() -> None:
    def part(title: str) -> str:
        return f"{title}<p>{TEXT}</p>"

    titled = [part(dressed("title-md", words)) for words in ("Data", "Purposes", "Cookies")]
    marked = part("<h2>Rights</h2>") + part("<h3>How to ask</h3>")
    assert [level for level, _ in outline_of("".join((*titled[:2], marked, titled[2])))] == [2, 2, 2, 3, 2]
