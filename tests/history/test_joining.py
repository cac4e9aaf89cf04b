"""The pages of subscriptions: what they take, what they refuse, and what nobody can find out or do by them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from urllib.parse import quote

import pytest

from history import SiteSettings, front
from history.headers import CONTENT_SECURITY_POLICY
from history.joining.forms import zones
from policy.model.changes import Severity
from policy.model.digests import AtOnce, Daily, Scope, Weekly
from policy.model.shelf import OutOfReachError
from policy.model.subscriptions import Asked, Wish
from policy.model.targets import DocumentType
from tests.history.exhibits import exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import NOW, Answer
from tests.history.visitor import Visitor

SITE = SiteSettings("https://watch.example/history", takes_subscriptions=True)
TOKEN = "kQ5pV0_x-2hJ9wLr3nT7uA"
ANN = {"address": "ann@reader.example"}
LINKS = (f"/subscriptions/confirm/{TOKEN}", f"/subscriptions/leave/{TOKEN}")


@dataclass
class Clerk:
    """An office that notes what it was asked, and answers as told."""

    answer: Asked = Asked.TAKEN
    is_good: bool = True
    asked: list[tuple[Wish, str]] = field(default_factory=list)
    tokens: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, wish: Wish, peer: str, _now: datetime) -> Asked:
        self.asked.append((wish, peer))
        return self.answer

    def confirm(self, token: str, _now: datetime) -> bool:
        self.tokens.append(("confirm", token))
        return self.is_good

    def leave(self, token: str, _now: datetime) -> bool:
        self.tokens.append(("leave", token))
        return self.is_good


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def visitor(clerk: Clerk) -> Visitor:
    return Visitor(front(exhibition(), SITE, lambda: NOW, clerk))


def test_closed_there_is_no_page_and_no_link_to_one() -> None:
    closed = Visitor(front(exhibition(), replace(SITE, takes_subscriptions=False), lambda: NOW, None))
    assert closed.get("/subscriptions").status == 404
    assert [closed.post(link, b"").status for link in LINKS] == [404, 404]
    assert "subscriptions" not in closed.get("/").text


def test_open_every_page_leads_to_the_form(visitor: Visitor) -> None:
    assert visitor.get("/ru/about").page.xpath("//footer//a/@href")[0] == "/history/ru/subscriptions"
    assert visitor.get("/subscriptions").status == 200


def test_an_address_alone_asks_for_everything_once_a_day(visitor: Visitor, clerk: Clerk) -> None:
    answer = visitor.post("/subscriptions", ANN)
    assert answer.status == 200
    assert clerk.asked == [(Wish("ann@reader.example", Daily(time(8), "UTC")), "192.0.2.1")]
    assert "ann@reader.example" in answer.words()


def test_every_choice_of_the_form_is_heard(visitor: Visitor, clerk: Clerk) -> None:
    filled = {
        **ANN, "rhythm": "weekly", "weekday": "4", "hour": "17", "zone": "Asia/Makassar", "minimum": "major",
        "language": "id", "service": ["warung", "kopi"], "type": ["terms", "privacy"],
    }  # fmt: skip
    visitor.post("/ru/subscriptions", filled)
    scope = Scope(services=("kopi", "warung"), document_types=(DocumentType.PRIVACY, DocumentType.TERMS))
    schedule = Weekly(4, time(17), "Asia/Makassar")
    assert [wish for wish, _ in clerk.asked] == [Wish("ann@reader.example", schedule, "id", Severity.MAJOR, scope)]
    visitor.post("/id/subscriptions", {**ANN, "rhythm": "at once"})
    assert clerk.asked[-1][0].schedule == AtOnce("Asia/Jakarta")  # a reader of Indonesian, until they say otherwise


def test_a_form_that_came_from_a_service_has_it_ticked(visitor: Visitor) -> None:
    page = visitor.get("/subscriptions?service=kopi&service=%3Cscript%3E").page
    assert page.xpath("//input[@name='service'][@checked]/@value") == ["kopi"]


def test_a_single_document_can_be_subscribed_to_from_its_page(visitor: Visitor, clerk: Clerk) -> None:
    (place,) = visitor.get("/kopi-cookies").page.xpath("//a[contains(@href, '/subscriptions?document=')]/@href")
    page = visitor.get(str(place).removeprefix("/history")).page
    chosen = page.xpath("//input[@name='document'][@checked]/@value")
    assert chosen == ["kopi-cookies"]
    assert "Kopi, cookie policy" in " ".join(page.text_content().split())
    assert visitor.post("/subscriptions", {**ANN, "document": chosen}).status == 200
    assert [asked.scope for asked, _ in clerk.asked] == [Scope(documents=("kopi-cookies",))]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"address": ""}, "address"),
        ({"rhythm": "hourly"}, "rhythm"),
        ({"weekday": "7"}, "weekday"),
        ({"hour": "24"}, "hour"),
        ({"hour": "-1"}, "hour"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"minimum": "MAJOR"}, "minimum"),
        ({"language": "de"}, "language"),
        ({"service": "nobody"}, "service"),
        ({"document": "nobody-privacy"}, "document"),
        ({"type": "secrets"}, "type"),
    ],
)
def test_what_is_not_offered_is_pointed_out_and_nothing_is_asked(
    wrong: dict[str, str], where: str, visitor: Visitor, clerk: Clerk
) -> None:
    answer = visitor.post("/subscriptions", {**ANN, **wrong})
    assert (answer.status, clerk.asked) == (422, [])
    (link,) = answer.page.xpath("//div[@role='alert']//a/@href")
    assert link == f"#{where}"
    assert len(answer.page.xpath(f"//*[@id='{where}']")) == 1
    assert len(answer.page.xpath(f"//p[@id='wrong-{where}']")) == 1


def test_an_address_that_is_none_is_pointed_out_with_everything_else_kept(visitor: Visitor, clerk: Clerk) -> None:
    clerk.answer = Asked.NO_ADDRESS
    answer = visitor.post("/subscriptions", {"address": "nobody", "zone": "Asia/Tokyo", "service": "kopi"})
    page = answer.page
    (box,) = page.xpath("//input[@name='address']")
    assert (answer.status, box.get("value"), box.get("aria-describedby")) == (422, "nobody", "wrong-address")
    assert page.xpath("//select[@name='zone']/option[@selected]/@value | //optgroup/option[@selected]/@value") == [
        "Asia/Tokyo"
    ]
    assert page.xpath("//input[@name='service'][@checked]/@value") == ["kopi"]


def test_too_many_requests_are_asked_to_wait(visitor: Visitor, clerk: Clerk) -> None:
    clerk.answer = Asked.TOO_OFTEN
    answer = visitor.post("/subscriptions", ANN)
    assert (answer.status, answer.headers["retry-after"]) == (429, "3600")


@pytest.mark.parametrize("link", LINKS)
def test_following_a_link_changes_nothing(link: str, visitor: Visitor, clerk: Clerk) -> None:
    shown, headed = visitor.get(link), visitor.ask("HEAD", link, b"", {})
    assert (shown.status, headed.status) == (200, 200)
    assert clerk.tokens == []
    (form,) = shown.page.xpath("//main//form")
    assert (form.get("method"), form.get("action")) == ("post", f"/history{link}")


def test_a_page_of_a_link_is_the_same_whatever_its_token(visitor: Visitor) -> None:
    pages = {visitor.get(f"/subscriptions/leave/{one}").text.replace(one, "…") for one in (TOKEN, "zzzz")}
    assert len(pages) == 1


def test_confirming_takes_a_post_and_works_once(visitor: Visitor, clerk: Clerk) -> None:
    assert visitor.post(LINKS[0], b"").status == 200
    clerk.is_good = False
    answer = visitor.post(LINKS[0], b"")
    assert answer.status == 410
    assert answer.page.xpath("//main//a/@href") == ["/history/subscriptions"]
    assert clerk.tokens == [("confirm", TOKEN)] * 2


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": "text/plain", "origin": "https://mail.example", "sec_fetch_site": "cross-site"},
    ],
)
def test_one_post_unsubscribes_from_wherever_it_comes(headers: dict[str, str], visitor: Visitor, clerk: Clerk) -> None:
    answer = visitor.post(LINKS[1], b"List-Unsubscribe=One-Click", **headers)  # RFC 8058 §3.1
    assert (answer.status, clerk.tokens) == (200, [("leave", TOKEN)])
    assert "location" not in answer.headers


def test_who_leaves_while_the_archive_is_out_of_reach_is_asked_to_come_again() -> None:
    class Away(Clerk):
        def leave(self, _token: str, _now: datetime) -> bool:
            raise OutOfReachError("connection refused")

    visitor = Visitor(front(exhibition(), SITE, lambda: NOW, Away()))
    answer = visitor.post(LINKS[1], {"List-Unsubscribe": "One-Click"})
    assert (answer.status, answer.headers["retry-after"], visitor.failures) == (503, "60", [])


def test_a_link_that_lost_a_part_says_so(visitor: Visitor, clerk: Clerk) -> None:
    clerk.is_good = False
    assert visitor.post(LINKS[1], b"").status == 404


@pytest.mark.parametrize("path", ["/subscriptions", LINKS[0]])
@pytest.mark.parametrize(
    "headers",
    [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"origin": "https://evil.example"}],
)
def test_another_site_cannot_ask_in_a_visitors_name(
    path: str, headers: dict[str, str], visitor: Visitor, clerk: Clerk
) -> None:
    assert visitor.post(path, ANN, **headers).status == 403
    assert (clerk.asked, clerk.tokens) == ([], [])


@pytest.mark.parametrize("origin", ["null", "https://watch.example"])  # null: our pages send no referrer
def test_our_own_form_can(origin: str, visitor: Visitor) -> None:
    assert visitor.post("/subscriptions", ANN, origin=origin, sec_fetch_site="same-origin").status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"address=" + b"a" * 70_000,
        b"&".join(b"service=x" for _ in range(1_500)),
    ],
)
def test_more_than_a_form_can_hold_is_refused(body: bytes, visitor: Visitor, clerk: Clerk) -> None:
    assert visitor.post("/subscriptions", body).status == 413
    assert clerk.asked == []


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"%ff=%00&&&==", b'{"address": "ann@reader.example"}', b"a" * 999]
)
def test_what_is_no_form_is_an_empty_one(body: bytes, visitor: Visitor, clerk: Clerk) -> None:
    assert visitor.post("/subscriptions", body).status == 422
    assert (clerk.asked, visitor.failures) == ([], [])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/subscriptions", *LINKS])
def test_nothing_but_get_and_post_is_taken(method: str, path: str, visitor: Visitor, clerk: Clerk) -> None:
    assert visitor.ask(method, path, b"", {}).status == 405
    assert (clerk.asked, clerk.tokens) == ([], [])


@pytest.mark.parametrize(
    "path", ["/subscriptions/", "/subscriptions/confirm/", "/subscriptions//evil.example", "/subscriptions/x"]
)
def test_other_addresses_lead_nowhere(path: str, visitor: Visitor) -> None:
    answer = visitor.get(path)
    assert (answer.status, "location" in answer.headers) == (404, False)


@pytest.mark.slow
def test_hostile_words_in_any_field_come_back_as_words_or_not_at_all(visitor: Visitor) -> None:
    names = (
        "address",
        "rhythm",
        "weekday",
        "hour",
        "zone",
        "minimum",
        "language",
        "document",
        "service",
        "type",
        "more",
    )
    for number, payload in enumerate(PAYLOADS):
        _harmless(visitor.post("/subscriptions", dict.fromkeys(names, payload)))
        _harmless(visitor.get(f"/subscriptions/leave/{quote(payload, safe='')}"))
        if number % 4 == 0:  # each shows less than the whole form does
            _harmless(visitor.post("/subscriptions", {"address": payload}))
            _harmless(visitor.get(f"/subscriptions?service={quote(payload)}&document={quote(payload)}"))
    assert visitor.failures == []


def _harmless(answer: Answer) -> None:
    page = answer.page
    places = [str(value) for value in page.xpath("//@href | //@action")]
    assert page.xpath("//script | //iframe | //object | //embed | //base | //img | //svg | //style") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert [one for one in places if not one.startswith(("/history/", "#", "https://watch.example/history/"))] == []
    assert set(answer.headers) >= {"content-security-policy", "x-content-type-options", "referrer-policy"}
    assert all(value.isascii() and value.isprintable() for value in answer.headers.values())


@pytest.mark.parametrize("path", ["/subscriptions", *LINKS, "/subscriptions/nothing"])
def test_no_page_is_kept_framed_or_known_by_a_cookie(path: str, visitor: Visitor) -> None:
    for answer in (visitor.get(path), visitor.post(path, ANN)):
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Changes by mail"), ("id", "Perubahan lewat email"), ("ru", "Изменения по почте")]
)
def test_the_form_speaks_the_language_of_its_reader(language: str, title: str, visitor: Visitor) -> None:
    by_address, by_browser = (
        visitor.get(f"/{language}/subscriptions"),
        visitor.get("/subscriptions", accept_language=language),
    )
    for answer in (by_address, by_browser):
        assert answer.page.get("lang") == answer.headers["content-language"] == language
        assert answer.page.xpath("//h1/text()") == [title]
        assert answer.page.xpath("//select[@name='language']/option[@selected]/@value") == [language]


def test_every_field_has_a_label(visitor: Visitor) -> None:
    page = visitor.get("/subscriptions").page
    named = set(page.xpath("//label/@for"))
    assert {one.get("id") for one in page.xpath("//main//input | //main//select")} == named


def test_the_zones_offered_are_places_and_utc() -> None:
    assert {"UTC", "Asia/Jakarta", "Asia/Jayapura", "Europe/Moscow", "America/Argentina/Ushuaia"} <= set(zones())
    assert not any(zone.startswith(("Etc/", "posix", "right")) for zone in zones())


def test_a_mistake_of_ours_is_an_apology() -> None:
    class Broken(Clerk):
        def leave(self, token: str, now: datetime) -> bool:
            raise RuntimeError(f"{token} {now}")

    visitor = Visitor(front(exhibition(), SITE, lambda: NOW, Broken()))
    answer = visitor.post(LINKS[1], b"")
    assert (answer.status, TOKEN in answer.text) == (500, False)
    assert len(visitor.failures) == 1
