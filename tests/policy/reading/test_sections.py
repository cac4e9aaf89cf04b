from policy.model.readings import Source
from policy.model.targets import ReadingOptions
from policy.reading import read, recipe, selector_fault

PAGE = "# Privacy policy\n\nIntro.\n\n## {first}\n\nWe keep it for {days} days.\n\n## Contact\n\nWrite to us.\n"


def ids(text: str) -> list[str]:
    return [section.id for section in read((Source("https://acme.example/", None, text.encode()),)).sections]


def test_a_section_keeps_its_identity_when_its_words_change() -> None:
    assert ids(PAGE.format(first="Retention", days=30)) == ids(PAGE.format(first="Retention", days=90))


def test_a_section_keeps_its_identity_when_it_is_renumbered() -> None:
    assert ids(PAGE.format(first="1. Retention", days=30)) == ids(PAGE.format(first="4. Retention", days=30))


def test_a_number_before_a_dash_is_a_number_and_a_period_is_none() -> None:
    assert ids(PAGE.format(first="4 - Retention", days=30)) == ids(PAGE.format(first="1. Retention", days=30))
    assert ids(PAGE.format(first="30 - day periods", days=30)) != ids(PAGE.format(first="1. day periods", days=30))


def test_a_renamed_section_leaves_the_others_their_identity() -> None:
    before, after = ids(PAGE.format(first="Retention", days=30)), ids(PAGE.format(first="Storage", days=30))
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]


def test_sections_of_the_same_name_have_identities_of_their_own() -> None:
    named = ids("# Policy\n\nText.\n\n## Data\n\nOne.\n\n## Data\n\nTwo.\n")
    assert len(set(named)) == 3


def test_several_pages_are_one_document_in_their_order() -> None:
    pages = tuple(
        Source(f"https://acme.example/{n}", None, f"# Part {n}\n\nWe collect data number {n}.\n".encode())
        for n in (1, 2)
    )
    assert [section.heading for section in read(pages).sections] == ["Part 1", "Part 2"]


def test_a_quote_is_found_at_its_offset_in_the_section() -> None:
    section = read((Source("https://acme.example/", None, PAGE.format(first="Retention", days=30).encode()),)).sections[
        1
    ]
    at = section.text.index("30 days")
    assert section.text[at : at + 7] == "30 days"


def test_every_block_is_found_at_its_place_in_the_section() -> None:
    table = b"<table><tr><td>a</td><td>b</td></tr></table>"
    page = b"<h1>Privacy policy</h1><p>Intro.</p><dl><dt>Name</dt><dd>Erased.</dd></dl>" + table
    (section,) = read((Source("https://acme.example/", "text/html", page),)).sections
    assert [section.text[start:end] for start, end in section.places] == ["Intro.", "Name", "Erased.", "a | b"]
    assert section.places[-1][1] == len(section.text)


def test_chrome_that_changes_changes_no_text_but_the_hash_of_the_chrome() -> None:
    page = (
        "<nav><a href='/'>{menu}</a></nav><main><h1>Privacy policy</h1><p>We collect your name and address.</p></main>"
    )
    seen = [read((Source("https://acme.example/", "text/html", page.format(menu=menu).encode()),)) for menu in "ABA"]
    assert [one.text_sha256 for one in seen] == [seen[0].text_sha256] * 3
    assert [one.chrome_sha256 == seen[0].chrome_sha256 for one in seen] == [True, False, True]


def test_the_recipe_changes_with_the_owners_wishes() -> None:
    assert recipe(ReadingOptions()) == recipe(ReadingOptions())
    assert recipe(ReadingOptions(select=("main",))) != recipe(ReadingOptions())
    assert recipe(ReadingOptions(remove=("main",))) != recipe(ReadingOptions(select=("main",)))


def test_a_wrong_selector_is_reported_with_its_position() -> None:
    fault = selector_fault("#policy >")
    assert fault is not None
    assert "'#policy >'" in fault
    assert "9" in fault
    assert selector_fault("startBefore(#a) endBefore(h2.terms)") is None


def test_no_pages_are_an_empty_document() -> None:
    assert not read(()).quality.is_ok
