"""The HTML mail as a browser shows it: bright, dark, and on the narrowest telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from notifications.rendering import render
from tests.notifications.samples import full_digest
from tests.notifications.test_rendering import ONLINE, hostile_digest, html_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()


def shown(browser: Browser, mail: str, width: int, scheme: str = "light") -> Page:
    """A page with the mail in it that fails on any request for more."""
    page = browser.new_page(
        viewport={"width": width, "height": 700},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=True,
    )

    def refuse(route: Route) -> None:
        pytest.fail(f"the mail asks for {route.request.url}")

    page.route("**/*", refuse)
    page.set_content(mail)
    return page


@pytest.mark.parametrize("language", ["en", "ru"])  # Russian has the longest words
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_mail_fits_the_width_of_the_screen(browser: Browser, width: int, language: str) -> None:
    page = shown(browser, html_of(render(full_digest(language), ONLINE)), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_without_a_break_do_not_push_the_mail_wide(browser: Browser) -> None:
    page = shown(browser, html_of(render(hostile_digest("x" * 5000), ONLINE)), 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("words", "side"), [("We keep it for 30 days.", "left"), ("نحتفظ ببياناتك لمدة 30 يوما.", "right")]
)
def test_a_quote_begins_on_the_side_on_which_its_language_begins(browser: Browser, words: str, side: str) -> None:
    page = shown(browser, html_of(render(hostile_digest(words), ONLINE)), 640)
    gap = page.locator(".quote div[dir]").first.evaluate(_GAP)
    assert (gap["left"] < 1) is (side == "left")
    assert (gap["right"] < 1) is (side == "right")


_GAP = """quote => {
  const words = document.createRange();
  words.selectNodeContents(quote);
  const [inner, outer] = [words.getBoundingClientRect(), quote.getBoundingClientRect()];
  return {left: inner.left - outer.left, right: outer.right - inner.right};
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, scheme: str) -> None:
    page = shown(browser, html_of(render(full_digest(), ONLINE)), 640, scheme)
    assert page.evaluate(_FAINT) == []


_FAINT = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.offsetParent) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${walker.currentNode.textContent.trim()}`);
  }
  return faint;
}"""
