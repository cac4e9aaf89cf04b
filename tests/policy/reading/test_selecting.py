"""The owner's selectors on documents of several pages, and on pages that are no HTML."""

import pytest

from policy.model.readings import Reading, Source, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading import read, selector_fault

FIRST = "<nav>Menu</nav><main><h1>Privacy policy</h1><p>We collect your name and your e-mail address.</p></main>"
ANNEX = "<div id=annex><h2>Annex</h2><p>We keep personal data for 30 days.</p></div><footer>Imprint</footer>"
TEXT = "Privacy policy\n\nWe collect your name and your e-mail address for your account.\n"
MARKDOWN = "# Privacy policy\n\nWe collect **your name** and your e-mail address for your account.\n"


def reading_of(*pages: str, select: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Reading:
    sources = (Source(f"https://acme.example/{at}", None, page.encode()) for at, page in enumerate(pages))
    return read(tuple(sources), ReadingOptions(select=select, remove=remove))


def test_each_page_of_a_document_may_have_selectors_of_its_own() -> None:
    reading = reading_of(FIRST, ANNEX, select=("main", "#annex"))

    assert reading.quality.is_ok
    assert [section.heading for section in reading.sections] == ["Privacy policy", "Annex"]


def test_a_page_on_which_nothing_is_selected_makes_the_document_suspect() -> None:
    reading = reading_of(FIRST, ANNEX.replace("annex", "other"), select=("main",))

    assert reading.quality.suspicions == (Suspicion.SELECTOR,)
    assert reading.quality.notes == ("no selector matches anything on page 2 of 2",)


def test_a_selector_that_names_nothing_on_any_page_makes_the_document_suspect() -> None:
    reading = reading_of(FIRST, ANNEX, select=("main", "#annex", "#gone"))

    assert reading.quality.suspicions == (Suspicion.SELECTOR,)
    assert reading.quality.notes == ("'#gone' matches nothing",)


@pytest.mark.parametrize(("page", "name"), [(TEXT, "plain text"), (MARKDOWN, "Markdown")])
def test_selectors_on_a_page_that_is_no_html_are_told(page: str, name: str) -> None:
    selected = reading_of(page, select=("main",))
    removed = reading_of(page, remove=("nav",))

    assert selected.quality.suspicions == (Suspicion.SELECTOR,)
    assert selected.quality.notes == (f"'main' selects nothing: selectors are for HTML, and the page is {name}",)
    assert removed.quality.is_ok
    assert removed.quality.notes == (f"'nav' removes nothing: selectors are for HTML, and the page is {name}",)


def test_an_annex_in_another_form_is_read_whole_beside_what_is_selected() -> None:
    reading = reading_of(FIRST, TEXT, select=("main",))

    assert reading.quality.is_ok
    assert "for your account" in reading.sections[-1].text


def test_a_range_that_runs_backwards_is_told_by_its_bounds() -> None:
    reading = reading_of("<h1 id=a>Privacy</h1><h2 id=b>Data</h2>", select=("startBefore(#b) endBefore(#a)",))

    assert reading.quality.notes[0].endswith("nothing that '#a' matches comes after '#b'")


@pytest.mark.parametrize(
    "wish", ["startBefore #a endBefore #b", "startBefore(#a)", "main startBefore(#a) endBefore(#b)"]
)
def test_what_is_meant_as_a_range_and_is_none_is_said_with_the_form_of_one(wish: str) -> None:
    fault = selector_fault(wish)

    assert fault is not None
    assert "startBefore(#first) endBefore(#last)" in fault
