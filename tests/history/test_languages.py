"""Pages in the reader's language: chosen by the address or by the browser, and said wholly."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

import pytest
from jinja2 import Environment, nodes
from lxml import html

from history import wording
from history.languages import parted, preferred
from history.rendering import environment
from history.settings import SiteSettings
from policy.catalogues import LANGUAGES
from policy.model.changes import Direction, Kind, Severity
from policy.model.looks import Event
from tests.history.exhibits import KOPI, Desk, exhibition, finding, quote
from tests.history.reader import Answer, Reader
from tests.history.test_pages import PAGES
from tests.history.texts import text_of
from tests.support.builders import DAY, MONDAY
from tests.support.shelf import ShelfArchive
from tests.support.signs import Signs


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(exhibition())


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de-DE,id;q=0.4,en;q=0.3", "id"),
        ("en;q=0.1, RU;q=0.2", "ru"),
        ("fr,*;q=0.5", "en"),
        ("ru;q=0,*", "en"),
        ("de", "en"),
        ("id;q=2", "en"),
        (",;q=1,\x00", "en"),
        ("ru," * 10_000, "ru"),
    ],
)
def test_the_language_the_browser_likes_most_is_spoken(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/ru", ("ru", "/")),
        ("/ru/", ("ru", "/")),
        ("/id/kopi-privacy", ("id", "/kopi-privacy")),
        ("/en/en", ("en", "/en")),
        ("/russia", (None, "/russia")),
        ("/", (None, "/")),
        ("/RU/", (None, "/RU/")),
    ],
)
def test_an_address_may_begin_with_a_language(path: str, found: tuple[str | None, str]) -> None:
    assert parted(path) == found


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_every_language_and_leads_on_in_it(reader: Reader, address: str, language: str) -> None:
    answer = reader.get(f"/{language}{address}", accept_language="de")
    assert (answer.status, answer.headers["content-language"], answer.page.get("lang")) == (200, language, language)
    own = [str(link) for link in answer.page.xpath("//a/@href[starts-with(., '/')] | //form/@action")]
    files = (".json", ".csv", ".atom", ".ics")
    pages = [link for link in own if not link.partition("?")[0].endswith(files) and not link.startswith("/bodies/")]
    others = {f"/{other}/" for other in LANGUAGES}
    assert {link for link in pages if f"/{link.split('/')[1]}/" not in others} <= {"/health"}


def test_an_address_without_a_language_answers_in_the_one_that_is_asked_for(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy/changes/2", accept_language="ru")
    assert answer.page.get("lang") == "ru"
    assert answer.headers["vary"] == "Accept-Language, Accept-Encoding"
    assert "Данные хранятся дольше" in answer.words()
    assert "/kopi-privacy/versions/2" in answer.page.xpath("//main//a/@href")


def test_a_cache_keeps_each_language_apart(reader: Reader) -> None:
    tags = {language: reader.get("/", accept_language=language).headers["etag"] for language in LANGUAGES}
    assert len(set(tags.values())) == len(LANGUAGES)
    known = reader.get("/", accept_language="ru", if_none_match=tags["ru"])
    assert (known.status, known.headers["vary"]) == (304, "Accept-Language")
    assert reader.get("/", accept_language="ru", if_none_match=tags["en"]).status == 200


@pytest.mark.parametrize("address", ["/changes.json", "/style.css", "/feed.atom", "/health", "/changes.csv"])
def test_what_machines_read_depends_on_nobodys_language(reader: Reader, address: str) -> None:
    asked = [reader.get(address, accept_language=language) for language in LANGUAGES]
    assert {answer.body for answer in asked} == {asked[0].body}
    assert "Accept-Language" not in asked[0].headers.get("vary", "")


@pytest.mark.parametrize("address", ["/", "/?kind=contact-change&layout=x", "/kopi-privacy/sections/s-s-contact"])
def test_the_languages_of_a_page_name_one_another(reader: Reader, address: str) -> None:
    place = address.replace("&layout=x", "")
    root = "https://watch.example"
    wanted = {language: f"{root}/{language}{place}" for language in LANGUAGES} | {"x-default": f"{root}{place}"}
    for language in (*LANGUAGES, "x-default"):
        page = reader.get(address if language == "x-default" else f"/{language}{address}").page
        links = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
        assert links == wanted
        assert page.xpath("//link[@rel='canonical']/@href") == [wanted[language]]


def test_a_feed_speaks_the_language_of_its_address_and_names_the_same_changes(reader: Reader) -> None:
    english, russian = reader.get("/feed.atom"), reader.get("/ru/feed.atom")
    assert 'xml:lang="ru"' in russian.text
    assert "Данные хранятся дольше" in russian.text
    names = [re.findall(r"<id>(tag:[^<]*:change/[^<]*)</id>", answer.text) for answer in (english, russian)]
    assert names[0] == names[1]
    assert english.text.partition("<id>")[2] != russian.text.partition("<id>")[2]


def test_pages_in_a_language_follow_the_feed_in_it(reader: Reader) -> None:
    page = reader.get("/", accept_language="id").page
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["/id/feed.atom"]


def test_numbers_take_the_form_of_the_language(reader: Reader) -> None:
    assert "6 находок, 8 правок текста." in reader.get("/ru/kopi-privacy/changes/2").words()
    assert "1 suntingan pada teks" in reader.get("/id/kopi-privacy/changes/3").words()


@pytest.mark.parametrize(
    ("language", "time", "day"),
    [
        ("en", "21 Apr 2026, 07:58 UTC", "1 May 2026"),
        ("id", "21 Apr 2026, 07.58 UTC", "1 Mei 2026"),
        ("ru", "21 апреля 2026, 07:58 UTC", "1 мая 2026"),
    ],
)
def test_times_are_written_as_the_language_does(language: str, time: str, day: str) -> None:
    reader = Reader(exhibition())
    assert f"{time}" in reader.get(f"/{language}/kopi-privacy/versions/3").words()
    words = wording.speech(language)
    assert wording.day(MONDAY + 60 * DAY, words) == day


@pytest.mark.parametrize("address", ["/ru/nope", "/ru/?kind=x"])
def test_problems_are_told_in_the_language_too(reader: Reader, address: str) -> None:
    words = reader.get(address).words()
    assert re.search("Не найдено|непонятен", words)


def test_no_template_has_a_bare_english_string() -> None:
    allowed = {"JSON", "HTTP", "changes", "services", "facts", "search", "status", "about", "subscriptions"}
    allowed |= {"aria", "invalid", "describedby", "wrong", "true"}  # names: of forms, of the menu, of parts
    bare = {}
    for file in files("history").joinpath("templates").iterdir():
        kept = [text for _, kind, text in Environment(autoescape=True).lex(file.read_text("utf-8")) if kind == "data"]
        page = html.fromstring(f"<div>{''.join(kept)}</div>")
        found = {word for text in _words_on(page) for word in re.findall(r"[A-Za-z]{2,}", text)} - allowed
        if found:
            bare[file.name] = found
    assert bare == {}


def _words_on(page: html.HtmlElement) -> Iterator[str]:
    for element in page.iter("*"):
        yield from (text for text in (element.tail, element.text) if text)
        yield from (element.get(name, "") for name in ("title", "aria-label", "alt", "placeholder"))


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A site whose every message is turned into signs, over documents without letters."""
    monkeypatch.setattr("policy.catalogues.catalogue", lambda _folder, _language: Signs())
    monkeypatch.setattr("policy.phrases.catalogue", lambda _folder, _language: Signs())
    monkeypatch.setattr("policy.grounds.ground", lambda _name, _language: "§")  # sentences with a file of their own
    monkeypatch.setattr("history.wording.catalogue", lambda _folder, _language: Signs())
    wording.speech.cache_clear()
    environment.cache_clear()
    yield Reader(_documents_without_letters(), SiteSettings("https://1.2", name="№"))
    wording.speech.cache_clear()
    environment.cache_clear()


def _documents_without_letters() -> ShelfArchive:
    desk = Desk(ShelfArchive(KOPI))
    row = desk.archive._rows[KOPI.id]
    row.target = replace(row.target, service_name="Ω")
    text = "# 1\n¶ ¶ ¶\n- 2\n# 2\n| 1 | 2\n| 3 | 4\n# 3\n5"
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(text, "¶", "en"))
    for number, kind in enumerate(Kind):
        found = finding(kind, Direction.ADDED, Severity(number % 4), "¶", "¶", quote("¶", "1"), quote("¶ 1", "1"))
        text = text.replace("¶ ¶", f"¶ {number} ¶") if number % 2 else text.replace("# 2", "# 4").replace("# 3", "# 2")
        desk.look(MONDAY + (number + 1) * DAY, KOPI, Event.CHANGED, text_of(text, "¶", "en"), [found])
    return desk.archive


def test_no_code_says_anything_in_bare_english(foreign: Reader) -> None:
    """What is then still in Latin letters did not come from a catalogue."""
    places = ("", "/versions/2", "/changes/2", "/changes/3?layout=beside", "/looks", "/compare", "/sections/s-s-1")
    pages = ("/", "/services", "/services/kopi", "/status", "/about", "/search?q=1", "/nope", "/?kind=9", "/?since=9")
    for address in (*pages, *(f"/kopi-privacy{place}" for place in places)):
        answer = foreign.get(address)
        assert answer.status in (200, 400, 404), foreign.failures
        assert _latin(answer) - {"UTC", "JSON", "HTTP", "kind", "since"} == set(), address


def _latin(answer: Answer) -> set[str]:
    page = answer.page
    outside = "//code|//*[contains(@class,'url')]|//dl[@class='headers']|//*[@lang='en' and not(self::html)]"
    for part in page.xpath(f"{outside}|//nav[@class='tongues']|//section[@class='record']//dd"):
        part.drop_tree()
    return {word for text in _words_on(page.find("body")) for word in re.findall(r"[A-Za-z]{2,}", text)}


def test_no_template_knows_its_language_when_it_is_compiled() -> None:
    """Languages share what is compiled, and Jinja works out a filter of a constant then."""
    made = environment(SiteSettings("https://watch.example"), "ru")
    early = set()
    for name in made.list_templates():
        source, _, _ = made.loader.get_source(made, name) if made.loader else ("", None, None)
        filters = made.parse(source).find_all(nodes.Filter)
        early |= {(name, found.name) for found in filters if isinstance(found.node, nodes.Const)}
    assert early == {("subscribe_form.html", "format")}
