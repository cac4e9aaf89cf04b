"""The pages in a real browser with scripts switched off, as the most careful reader has it."""

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from starlette.types import ASGIApp

from history import SiteSettings, application
from history.library import Library
from history.serving import serve
from policy.model.looks import Event
from tests.history.exhibits import Desk, exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import NOW
from tests.history.test_exporting import written as exported_files
from tests.history.test_safety import ADDRESSES, Hostile
from tests.history.texts import text_of
from tests.support.builders import DAY, MONDAY, target
from tests.support.shelf import ShelfArchive

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KINDS = (
    "/",
    "/?severity=major&service=kopi",
    "/services",
    "/status",
    "/services/kopi",
    "/kopi-privacy",
    "/kopi-privacy/looks",
    "/kopi-privacy/versions/2",
    "/gazette-terms",
    "/kopi-privacy/changes/2",
    "/kopi-privacy/changes/2?layout=beside",
    "/kopi-privacy/changes/3",
    "/kopi-cookies/changes/3",
    "/kopi-privacy/on?day=2026-03-22",
    "/gazette-terms/on",
    "/kopi-privacy/compare",
    "/kopi-privacy/compare?from=1&to=3&layout=beside",
    "/warung-privacy/changes/2",
    "/lampa-privacy",
    "/kopi-privacy/sections/s-s-how-long-we-keep-it",
    "/facts",
    "/facts/contact",
    "/facts/data-category?q=a",
    "/facts/data-category?q=nothing",
    "/facts/contact/values",
    "/kopi-privacy/versions/2/facts",
    "/ru/kopi-privacy/changes/2",
    "/search",
    "/search?q=data&past=1",
    "/search?q=nothing",
    "/about",
    "/nope",
    "/?severity=huge",
)


EVERY = int(os.environ.get("CLAUSEWATCH_TEST_PAYLOADS", "32"))  # of the hostile texts one is tried; 1: all


def served(library: Library) -> AbstractContextManager[str]:
    """The address at which the library is shown."""
    return answering(application(library, SiteSettings("http://127.0.0.1"), lambda: NOW))


@contextmanager
def answering(app: ASGIApp) -> Iterator[str]:
    """The address at which the app answers, from a thread of its own."""
    loop = asyncio.new_event_loop()
    stop, ready, told = asyncio.Event(), threading.Event(), list[str]()

    def tell(address: str) -> None:
        told.append(address)
        ready.set()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(app, "127.0.0.1", 0, stop, tell)))
    thread.start()
    assert ready.wait(30)
    yield told[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)
    loop.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed (Debian: apt-get install chromium), and CI must have it")
        pytest.skip("NOT TESTED IN A BROWSER: Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(exhibition()) as told:
        yield told


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def _focus_on(page: Page, words: str) -> None:
    """Tabs through the page until the link, button or summary with these words has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and words in (focused.text_content() or ""):
            return
    pytest.fail(f"no Tab leads to {words!r} on {page.url}")


def _follow(page: Page, link: Locator) -> None:
    """The page that the link leads to, whole: a click returns before its style sheet is there."""
    with page.expect_navigation():
        link.click()


def _asked(page: Page) -> list[str]:
    """Every address the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def _spoken(page: Page) -> list[str]:
    """Every message box the page opens from now on."""
    spoken: list[str] = []
    page.on("dialog", lambda dialog: spoken.append(dialog.message))
    return spoken


def test_the_main_path_can_be_walked_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").text_content() == "Skip to the content"
    page.keyboard.press("Enter")
    _focus_on(page, "Filter")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Crit")
    _focus_on(page, "Show changes")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?severity=critical**")
    assert page.locator("article").count() == 1
    _focus_on(page, "Kopi Privacy policy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kopi-privacy/changes/2")
    _focus_on(page, "After: version 2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kopi-privacy/versions/2")
    _focus_on(page, "How long we keep it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kopi-privacy/versions/2#s-s-how-long-we-keep-it")


def test_the_focus_can_be_seen(page: Page) -> None:
    page.goto("/services")
    _focus_on(page, "About")
    outline = page.locator(":focus").evaluate("node => getComputedStyle(node).outlineWidth")
    assert outline == "3px"


def test_a_text_from_right_to_left_is_shown_so_inside_a_page_that_is_not(browser: Browser) -> None:
    watched = replace(target("dukkan"), service_name="دكان", language="ar")
    desk = Desk(ShelfArchive(watched))
    desk.look(MONDAY, watched, Event.FIRST, text_of("# الخصوصية\n\nنجمع اسمك وبريدك.", "سياسة الخصوصية", "ar"))
    later = MONDAY + DAY
    desk.look(later, watched, Event.CHANGED, text_of("# الخصوصية\n\nنجمع اسمك ورقمك.", "سياسة الخصوصية", "ar"))
    with served(desk.archive) as address:
        context = browser.new_context(base_url=address, java_script_enabled=False)
        page = context.new_page()
        sides = {}
        for place, line in (("versions/2", ".policy p"), ("changes/2", "p.rewritten")):
            page.goto(f"/dukkan-privacy/{place}")
            sides[place] = page.locator(line, has_text="نجمع").evaluate("node => getComputedStyle(node).direction")
            assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
        context.close()
    assert set(sides.values()) == {"rtl"}


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for kind in KINDS:
        page.goto(kind)
        wide[kind] = page.evaluate("document.documentElement.scrollWidth")
    assert {kind: found for kind, found in wide.items() if found > width} == {}


def test_no_page_asks_anybody_else_and_the_browser_objects_to_nothing(page: Page, address: str) -> None:
    asked = _asked(page)
    objections: list[str] = []
    page.on("console", lambda message: objections.append(message.text))
    for kind in KINDS:
        page.goto(kind)
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert [words for words in objections if "404" not in words and "400" not in words] == []


def test_the_dark_scheme_is_dark(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto("/kopi-privacy/changes/2")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    context.close()
    assert paper == "rgb(20, 24, 28)"


def test_an_export_is_walked_from_a_disk(browser: Browser, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:  # the browser's own loop runs in this thread
        files = pool.submit(exported_files, exhibition(), "https://watch.example").result()
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    page = browser.new_page(java_script_enabled=False)
    asked = _asked(page)
    objections: list[str] = []
    page.on("console", lambda message: objections.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    _follow(page, page.get_by_role("link", name="Kopi Privacy policy").last)
    _follow(page, page.get_by_role("link", name="Русский"))
    assert page.url.endswith("/ru/kopi-privacy/changes/2.html")
    _follow(page, page.locator("p.steps a").nth(1))
    assert page.locator("article.policy h2").count() > 3
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert [url for url in asked if not url.startswith(tmp_path.as_uri())] == []
    assert objections == []
    page.close()


def test_what_went_and_came_differs_by_more_than_colour(page: Page) -> None:
    page.goto("/kopi-privacy/changes/2")
    lines = [
        page.locator(f".words {tag}").first.evaluate("node => getComputedStyle(node).textDecorationLine")
        for tag in ("ins", "del")
    ]
    assert lines == ["underline", "line-through"]


def test_printed_changes_leave_nothing_folded_inside_a_section(page: Page) -> None:
    page.goto("/kopi-privacy/changes/2")
    folded = page.locator("details.stay li", has_text="your order history")
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()


def test_a_stored_page_is_saved_not_shown(page: Page) -> None:
    page.goto("/kopi-privacy/versions/2")
    with page.expect_download() as saved:
        page.get_by_text("Download").click()
    assert saved.value.suggested_filename.endswith(".txt")


def test_hostile_texts_do_nothing_even_where_scripts_may_run(browser: Browser) -> None:
    """With scripts allowed, so that only the escaping and the policy of the page stand between."""
    for payload in PAYLOADS[::EVERY]:
        with served(Hostile(payload).archive) as address:
            context = browser.new_context(base_url=address)
            page = context.new_page()
            asked, spoken = _asked(page), _spoken(page)
            for hostile in ADDRESSES:
                page.goto(hostile)
            context.close()
            assert [url for url in asked if not url.startswith(address)] == []
            assert spoken == []
