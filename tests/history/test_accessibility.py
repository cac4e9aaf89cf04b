"""Every kind of page, looked over by axe-core in a real browser: light and dark, narrow and wide. Colours do not depend
on the width, nor what is shown on the colours: each is looked at with one of the other."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.history.exhibits import exhibition
from tests.history.test_browser import KINDS, browser, served

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    found => found.id + ": " + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | "))"""


@pytest.fixture(scope="module")
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(exhibition()) as told:
        yield told


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_no_kind_of_page_shuts_anybody_out(browser: Browser, address: str, axe: str, scheme: str, width: int) -> None:
    size = {"width": width, "height": 900}
    # The page's own policy forbids scripts; the examiner is let in past it, the page itself is as everybody gets it.
    context = browser.new_context(base_url=address, bypass_csp=True, viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page = context.new_page()
    found = {}
    for kind in KINDS:
        page.goto(kind)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.evaluate(axe)
        found[kind] = page.evaluate(_RUN)
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}


def test_the_examiner_finds_what_is_wrong(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content("<main><img src='data:,'><p style='color: #ddd; background: #fff'>pale</p></main>")
    page.evaluate(axe)
    found = {str(violation).partition(":")[0] for violation in page.evaluate(_RUN)}
    page.close()
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found
