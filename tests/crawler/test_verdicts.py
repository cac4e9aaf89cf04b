"""What an answer means."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.asks import Answer
from crawler.troubles import Trouble, plain
from crawler.verdicts import failure_of, next_address, require_page, retry_after, unfetchable
from policy.model.captures import Failure, Response

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def response(status: int, **headers: str) -> Response:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response("https://acme.example/privacy", status, named, "1.1", None, None, 0, 0, None)


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("0", timedelta(0)),
        ("86400", DAY),
        ("86401", DAY),
        ("99999999999999999999999999", DAY),
        ("Mon, 02 Mar 2026 09:00:00 GMT", timedelta(hours=1)),
        ("Monday, 02-Mar-26 09:00:00 GMT", timedelta(hours=1)),
        ("Mon Mar  2 09:00:00 2026", timedelta(hours=1)),
        ("Mon, 02 Mar 2026 07:00:00 GMT", timedelta(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
    ],
)
def test_a_wish_is_honoured_up_to_a_day(value: str, after: timedelta) -> None:
    assert retry_after(value, NOW, DAY) == NOW + after


@pytest.mark.parametrize("value", [None, "", "soon", "-5", "1.5", "1e3", "٣٠", "120, 240", "Mon, 99 Foo 2026", "\0"])
def test_what_is_no_wish_is_none(value: str | None) -> None:
    assert retry_after(value, NOW, DAY) is None


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, Failure.NOT_FOUND), (410, Failure.GONE), (401, Failure.BLOCKED), (403, Failure.BLOCKED),
        (407, Failure.BLOCKED), (451, Failure.BLOCKED), (429, Failure.THROTTLED), (500, Failure.SERVER),
        (502, Failure.SERVER), (503, Failure.SERVER), (504, Failure.SERVER), (599, Failure.SERVER),
        (400, Failure.HTTP), (406, Failure.HTTP), (408, Failure.HTTP), (418, Failure.HTTP), (300, Failure.HTTP),
        (304, Failure.HTTP), (202, Failure.HTTP), (206, Failure.HTTP), (204, Failure.EMPTY), (205, Failure.EMPTY),
        (999, Failure.HTTP),
    ],
)  # fmt: skip
def test_every_status_without_a_page_has_a_name(status: int, failure: Failure) -> None:
    with pytest.raises(Trouble) as caught:
        require_page(Answer(response(status), b""), is_conditional=False)
    assert caught.value.failure is failure


def test_503_with_a_time_is_a_wish_to_be_left_alone() -> None:
    assert failure_of(response(503, Retry_After="60")) is Failure.THROTTLED


def test_304_is_good_news_only_to_a_condition() -> None:
    require_page(Answer(response(304), b""), is_conditional=True)


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_a_page_with_nothing_in_it_is_empty(body: bytes) -> None:
    with pytest.raises(Trouble) as caught:
        require_page(Answer(response(200), body), is_conditional=False)
    assert caught.value.failure is Failure.EMPTY


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/new", "https://acme.example/new"),
        ("new?a=1#part", "https://acme.example/new?a=1"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example:80/x", "http://other.example:80/x"),
        (" /padded ", "https://acme.example/padded"),
        ("/with space", "https://acme.example/with%20space"),
        ("/política", "https://acme.example/política"),
    ],
)
def test_a_redirect_leads_to_an_absolute_address(location: str, address: str) -> None:
    assert next_address(response(302, Location=location)) == address


@pytest.mark.parametrize(
    "location",
    ["", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/", "http://", "http://[::1",
     "http://a.example:99999/", "http://user:secret@a.example/", "http://a.example:0/", "http:\\\\a", "/a\x1bb"],
)  # fmt: skip
def test_a_redirect_to_nowhere_is_named(location: str) -> None:
    with pytest.raises(Trouble) as caught:
        next_address(response(302, Location=location))
    assert caught.value.failure is Failure.REDIRECT


@pytest.mark.parametrize(
    "url", ["", "privacy", "mailto:a@b.example", "gopher://a.example/", "https:///x", "http://a:b@c/"]
)
def test_an_address_the_crawler_does_not_fetch_is_explained(url: str) -> None:
    assert unfetchable(url)


def test_a_detail_is_one_printable_line() -> None:
    detail = plain("bad\r\nBcc: x\x1b[31m\u202e " + "y" * 1000)
    assert detail.isprintable()
    assert len(detail) == 300
