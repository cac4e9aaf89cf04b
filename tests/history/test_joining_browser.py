"""The pages of subscriptions in a real browser with scripts off: filled in by keyboard, and shutting nobody out."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from history import SiteSettings, front
from policy.model.digests import Weekly
from policy.model.subscriptions import Asked, Wish
from tests.history.exhibits import exhibition
from tests.history.reader import NOW
from tests.history.test_accessibility import _RUN, axe
from tests.history.test_browser import answering, browser

__all__ = ["axe", "browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLACES = (
    "/subscriptions",
    "/ru/subscriptions/confirm/kQ5pV0_x",
    "/id/subscriptions/leave/kQ5pV0_x",
    "/subscriptions/x",
)


class Clerk:
    """Says yes to everything and remembers it."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []

    def ask(self, wish: Wish, _peer: str, _now: datetime) -> Asked:
        self.wishes.append(wish)
        return Asked.NO_ADDRESS if wish.address.endswith("@localhost") else Asked.TAKEN

    def confirm(self, token: str, _now: datetime) -> bool:
        return bool(token)

    def leave(self, token: str, _now: datetime) -> bool:
        return bool(token)


@pytest.fixture(scope="module")
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture(scope="module")
def address(clerk: Clerk) -> Iterator[str]:
    site = SiteSettings("http://127.0.0.1", takes_subscriptions=True)
    with answering(front(exhibition(), site, lambda: NOW, clerk)) as told:
        yield told


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_no_page_of_subscriptions_shuts_anybody_out(
    browser: Browser, address: str, axe: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    context = browser.new_context(base_url=address, bypass_csp=True, viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page = context.new_page()
    found = {}
    for place in (*PLACES, "wrong"):
        page.goto("/subscriptions" if place == "wrong" else place)
        if place == "wrong":
            page.fill("#address", "nobody@localhost")
            with page.expect_navigation():
                page.click("main button")
            assert page.locator("[role=alert]").is_visible()
        page.evaluate(axe)
        found[place] = page.evaluate(_RUN)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert {place: violations for place, violations in found.items() if violations} == {}


def test_somebody_subscribes_and_leaves_by_keyboard_without_scripts(
    browser: Browser, address: str, clerk: Clerk
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto("/subscriptions")
    page.focus("#address")
    page.keyboard.type("ann@reader.example")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # of the radio buttons, the weekly one
    page.focus("main button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert _heading(page) == "Check your mail"
    assert isinstance(clerk.wishes[-1].schedule, Weekly)
    for place, heading in (("confirm", "You are subscribed"), ("leave", "You are unsubscribed")):
        page.goto(f"/subscriptions/{place}/kQ5pV0_x")
        page.keyboard.press("Tab")  # the way past the menu is first
        page.focus("main button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert _heading(page) == heading
    context.close()


def _heading(page: Page) -> str:
    return page.inner_text("h1")
