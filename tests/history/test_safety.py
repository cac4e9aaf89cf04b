import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import TypeVar
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from history import SiteSettings
from history.atom import ATOM
from history.headers import CONTENT_SECURITY_POLICY
from history.library import Library
from policy.model.captures import Failure
from policy.model.changes import Direction, Fact, FactType, Finding, Kind, Polarity, Quote, Severity
from policy.model.looks import Event, Move, State
from policy.model.readings import Reading
from policy.model.statements import Stated, Statement
from policy.model.targets import Target
from tests.history.exhibits import Desk, exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import NOW, Reader
from tests.history.texts import KOPI_1, KOPI_2, text_of
from tests.support.builders import DAY, MONDAY, target
from tests.support.sampling import sampled
from tests.support.shelf import ShelfArchive

T = TypeVar("T")
ADDRESSES = (
    "/",
    "/services",
    "/status",
    "/services/kopi",
    "/kopi-privacy",
    "/kopi-privacy/looks",
    "/kopi-privacy/versions/2",
    "/kopi-privacy/versions/2/facts",
    "/kopi-privacy/changes/2",
    "/kopi-privacy/changes/2?layout=beside",
    "/kopi-privacy/compare",
    "/kopi-privacy/on",
    "/facts/contact",
    "/facts/contact/values",
)


class Hostile:
    """A library in which every word of the outside world is the payload."""

    def __init__(self, payload: str) -> None:
        self.payload = payload
        watched = replace(
            target("kopi"),
            service_name=payload,
            urls=(payload, f"https://kopi.example/{payload}", f"javascript:{payload}"),
            jurisdiction=payload,
            tags=(payload,),
        )
        self.archive = ShelfArchive(watched)
        quote = Quote(payload, (payload,), payload, 0, len(payload))
        fact = Fact(FactType.CONTACT, payload, Polarity.NEGATIVE, quote, payload, condition=payload, role=payload)
        desk = Desk(self.archive, lambda number: Stated(number, payload, (Statement(fact, payload, 2),)))
        move = Move(State.NEW, State.OK, payload, MONDAY)
        desk.look(MONDAY, watched, Event.FIRST, self._text(KOPI_1), move=move)
        desk.look(MONDAY + DAY, watched, Event.FAILED, failure=Failure.DNS)
        self._spoil(watched)
        desk.look(MONDAY + 2 * DAY, watched, Event.CHANGED, self._text(KOPI_2), [self._finding()])

    def _text(self, notation: str) -> Reading:
        line = " ".join(self.payload.split())
        cell = line.replace("|", "¦")  # which would be one more cell in the notation
        words = re.sub(
            r"(?m)^(#+ |-+ |\| )?(.*)$",
            lambda found: f"{found[1] or ''}{found[2]} {cell if found[1] == '| ' else line}",
            notation.strip(),
        )
        return replace(text_of(words, self.payload), languages=(self.payload,), recipe=self.payload)

    def _finding(self) -> Finding:
        quote = Quote(self.payload, (self.payload,), self.payload, 0, len(self.payload))
        words = (self.payload, (self.payload,), quote, quote, self.payload, self.payload)
        return Finding(Kind.CONTACT, Direction.CHANGED, Severity.MAJOR, *words)

    def _spoil(self, watched: Target) -> None:
        """Payloads where the archive keeps what servers say."""
        captures = self.archive._captures
        for name, seen in captures.items():
            if seen.response is not None:
                answer = replace(seen.response, headers=((self.payload, self.payload),), peer=self.payload)
                hops = tuple(replace(hop, location=self.payload) for hop in seen.hops)
                captures[name] = replace(seen, url=self.payload, response=answer, hops=hops)
        row = self.archive._rows[watched.id]
        row.looks = [(replace(look, detail=self.payload), state) for look, state in row.looks]


def _shape(node: html.HtmlElement) -> Iterator[str]:
    for element in node.iter():
        if isinstance(element.tag, str):
            yield f"{element.tag} {' '.join(sorted(element.keys()))}"


@pytest.fixture(scope="module")
def calm() -> tuple[list[str], ...]:
    """The trees of the same pages where every word is harmless."""
    reader = Reader(Hostile("calm").archive)
    return tuple(_without_links(reader.get(address).page) for address in ADDRESSES)


@pytest.fixture(scope="module", params=sampled(PAYLOADS, 24))
def reader(request: pytest.FixtureRequest) -> Reader:
    """A site in which every word of the outside world is the payload."""
    return Reader(Hostile(request.param).archive)


def test_a_hostile_text_makes_the_same_page_as_a_harmless_one(reader: Reader, calm: tuple[list[str], ...]) -> None:
    for address, harmless in zip(ADDRESSES, calm, strict=True):
        answer = reader.get(address)
        assert answer.status == 200, reader.failures
        page = answer.page
        _assert_inert(page)
        if not re.search("/changes/|/compare|/facts$", address):  # there, what is said of the words depends on them
            assert _without_links(page) == harmless


def test_a_hostile_text_is_text_in_the_history_of_its_section(reader: Reader) -> None:
    (place, *_) = reader.get("/kopi-privacy/versions/2").page.xpath("//a[contains(@href, '/sections/')]/@href")
    answer = reader.get(unquote(str(place)))
    assert answer.status == 200, reader.failures
    _assert_inert(answer.page)
    assert ET.fromstring(reader.get(f"{unquote(str(place))}/feed.atom").body).tag  # noqa: S314 – our own bytes


def test_a_hostile_text_is_text_in_a_feed_and_in_its_summary(reader: Reader) -> None:
    root = ET.fromstring(reader.get("/feed.atom").body)  # noqa: S314 – our own bytes
    (content,) = root.iter(f"{{{ATOM}}}content")
    _assert_inert(html.document_fromstring(content.text or ""))
    assert {link.get("href", "").partition(":")[0] for link in root.iter(f"{{{ATOM}}}link")} <= {"http", "https"}


def test_hostile_words_are_text_in_every_table(reader: Reader) -> None:
    of_facts = ("/facts/contact.csv", "/facts/contact/values.csv")
    for path in ("/changes.csv", "/status.csv", "/kopi-privacy.csv", "/kopi-privacy/looks.csv", *of_facts):
        answer = reader.get(path)
        assert answer.headers["content-type"].startswith("text/csv")
        assert re.fullmatch(r'attachment; filename="[a-z]+\.csv"', answer.headers["content-disposition"])
        head, *rows = csv.reader(io.StringIO(answer.text, newline=""))
        assert rows
        assert {len(row) for row in rows} == {len(head)}
        assert [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


def test_there_are_two_hundred_hostile_texts() -> None:
    assert len(set(PAYLOADS)) >= 200


@pytest.fixture(scope="module")
def visited() -> Reader:
    """A site of harmless words."""
    return Reader(exhibition())


@pytest.mark.parametrize("payload", sampled(PAYLOADS[::2], 12))
def test_a_hostile_question_is_answered_with_harmless_words(visited: Reader, payload: str) -> None:
    for address in (
        f"/?service={payload}",
        f"/?kind={payload}",
        f"/?page={payload}",
        f"/{payload}",
        f"/feed.atom?since={payload}",
    ):
        answer = visited.get(address)
        assert answer.status in (200, 400, 404)
        assert "<script" not in answer.text.casefold()
    assert visited.failures == []


def _without_links(page: html.HtmlElement) -> list[str]:
    """The tree without what rightly depends on the words: an address is a link only when it is one."""
    for part in page.xpath("//*[contains(@class,'url')]|//p[@class='steps']/a"):
        part.drop_tree()
    return list(_shape(page))


def _assert_inert(page: html.HtmlElement) -> None:
    assert page.xpath("//script|//iframe|//object|//embed|//base|//math|//style|//img|//meta[@http-equiv]") == []
    assert page.xpath("//@style|//@srcdoc|//@*[starts-with(local-name(), 'on')]") == []
    addresses = page.xpath("//@href|//@src|//@action|//@formaction|//@*[local-name()='href']")
    assert [str(value) for value in addresses if not re.match(r"/(?!/)|#|https?://", str(value))] == []
    outside = page.xpath("//a[starts-with(@href, 'http')]")
    assert {link.get("rel") for link in outside} <= {"noopener nofollow noreferrer"}


def test_text_that_no_encoding_can_carry_is_shown_as_far_as_it_can_be() -> None:
    archive = exhibition()
    row = archive._rows["kopi-privacy"]
    row.target = replace(row.target, service_name="lonely \ud800 surrogate")
    reader = Reader(archive)
    for address in ("/", "/services", "/services.json", "/kopi-privacy", "/feed.atom", "/kopi-privacy/feed.atom"):
        assert reader.get(address).status == 200, reader.failures


@pytest.mark.parametrize("address", ["/", "/nope", "/?kind=x", "/kopi-privacy", "/feed.atom", "/health", "/style.css"])
def test_every_answer_carries_the_headers_that_keep_it_inert(address: str) -> None:
    headers = Reader(exhibition()).get(address).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_the_policy_is_the_strict_one() -> None:
    assert CONTENT_SECURITY_POLICY == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/kopi-privacy", "/feed.atom", "/bodies/x"])
def test_nothing_but_reading_is_allowed(address: str, method: str) -> None:
    answer = Reader(exhibition()).get(address, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_head_says_what_get_would() -> None:
    reader = Reader(exhibition())
    asked, got = reader.get("/services", method="HEAD"), reader.get("/services")
    assert (asked.status, asked.headers["etag"]) == (200, got.headers["etag"])


def test_no_answer_sends_the_visitor_elsewhere() -> None:
    reader = Reader(exhibition())
    for address in ("/services/", "//evil.example", "/?next=https://evil.example", "/kopi-privacy/", "/\\evil.example"):
        answer = reader.get(address, host="evil.example")
        assert answer.status in (200, 404)
        assert "location" not in answer.headers
        assert "evil.example" not in answer.text


class Broken(ShelfArchive):
    def documents(self) -> T:  # type: ignore[type-var] # it never gives anything back
        raise RuntimeError("secret of the database")


def test_a_mistake_of_ours_is_confessed_without_its_trace() -> None:
    library: Library = Broken()
    reader = Reader(library)
    answer = reader.get("/services")
    assert answer.status == 500
    assert "The mistake is ours" in answer.words()
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert len(reader.failures) == 1


def test_no_template_and_no_module_switches_the_escaping_off() -> None:
    sources = [
        file.read_text()
        for folder in (files("history"), files("history").joinpath("templates"), files("history").joinpath("pages"))
        for file in folder.iterdir()
        if file.name.endswith((".py", ".html"))
    ]
    forbidden = re.compile(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false|autoescape=False")
    assert len(sources) > 25
    assert [source[:60] for source in sources if forbidden.search(source)] == []


def test_the_operators_own_words_are_escaped_too() -> None:
    site = SiteSettings("https://watch.example", name="<b>Watch</b>", contact="<script>alert(1)</script>")
    page = Reader(exhibition(), site, NOW).get("/").page
    assert page.xpath("//header//b|//script") == []
