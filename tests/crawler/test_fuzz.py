"""Whatever a server sends is a page or a named failure, soon: bytes made up around what servers really say. How many:
CLAUSEWATCH_TEST_FUZZ."""

import asyncio
import os
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.bodies import unpacked
from crawler.robots import read_rules
from crawler.settings import Caps
from crawler.troubles import Trouble
from crawler.verdicts import next_address, retry_after
from policy.model.captures import Failed, Response, captures_of
from storage.json import from_json, to_json
from tests.crawler.sites import PAGE, Clock, fetch_one, fetcher, order, raw_server

FUZZ = int(os.environ.get("CLAUSEWATCH_TEST_FUZZ", "100"))
LONGEST = 5.0  # seconds of CPU for one case
WORDS = (
    *(
        "HTTP/1.1 ",
        "200",
        "301",
        "304",
        "429",
        "503",
        " OK",
        "\r\n",
        "\r\n\r\n",
        ": ",
        "chunked",
        "gzip",
        "br",
        "0",
        "5",
    ),
    *("Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Location", "Retry-After", "ETag"),
    *(
        "text/html",
        "; charset=",
        "utf-8",
        "x" * 300,
        "W/",
        '"',
        "\0",
        "\x80",
        "http://",
        "//",
        "127.0.0.1",
        ":",
        "#",
        "?",
    ),
)
RULES = (
    *("User-agent", "Disallow", "Allow", "Crawl-delay", "Sitemap", ": ", ":", "\n", "\r\n", "\r", "*", "$", "/", "/a"),
    *("clausewatch", "%2f", "%", "%zz", "é", "\ufeff", "#", "1e309", "-1", "nan", "a*" * 40, " ", "\t", "\0"),
)


def pieces(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts of these words, with others between."""
    return st.lists(st.sampled_from(words) | st.text(max_size=4), max_size=24).map("".join)


class Watch:
    """Fails when what is done inside takes too much of the processor."""

    def __enter__(self) -> None:
        self._begun = time.process_time()

    def __exit__(self, *_what: object) -> None:
        assert time.process_time() - self._begun < LONGEST


@pytest.mark.slow
@settings(max_examples=FUZZ, deadline=None)
@given(head=pieces(WORDS), is_valid=st.booleans(), body=st.binary(max_size=60))
def test_any_answer_is_a_page_or_a_named_failure(head: str, is_valid: bool, body: bytes) -> None:
    start = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" if is_valid else ""
    sent = (start + head).encode("utf-8", "surrogatepass") + b"\r\n\r\n" + body + (PAGE if is_valid else b"")

    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()

    async def fetched() -> None:
        crawler = fetcher(total_timeout=timedelta(seconds=20))
        async with raw_server(talk) as url:
            outcome = await fetch_one(crawler, order(url))
        await crawler.stop(timedelta())
        for capture in captures_of(outcome):
            assert "mistake" not in capture.detail
            assert from_json(to_json(capture))
        assert not isinstance(outcome, Failed) or captures_of(outcome)[-1].detail

    with Watch():
        asyncio.run(fetched())


@settings(max_examples=FUZZ, deadline=None)
@given(rules=pieces(RULES), path=pieces(RULES))
def test_any_robots_txt_gives_an_answer(rules: str, path: str) -> None:
    with Watch():
        read = read_rules(rules, "Clausewatch")
        assert read.allow(f"https://acme.example/{path}") in (True, False)
        spacing = read.spacing(timedelta(seconds=10), timedelta(seconds=60))
    assert timedelta(seconds=10) <= spacing <= timedelta(seconds=60)


@settings(max_examples=FUZZ, deadline=None)
@given(wish=pieces(("120", "Wed, 21 Oct 2026 07:28:00 GMT", "-", "9" * 40, ".", "Mon", " ", "+0000", "GMT")))
def test_any_wish_is_within_a_day_or_none(wish: str) -> None:
    now = Clock().at
    until = retry_after(wish, now, timedelta(days=1))
    assert until is None or now <= until <= now + timedelta(days=1)


@settings(max_examples=FUZZ, deadline=None)
@given(location=pieces((*WORDS, "ftp:", "javascript:", "[::1]", "@", "\\", "..", "é.example", ":99999")))
def test_any_redirect_leads_to_an_http_address_or_is_named(location: str) -> None:
    answer = Response("https://acme.example/a", 302, (("Location", location),), "1.1", None, None, 0, 0, None)
    with suppress(Trouble):
        assert next_address(answer).startswith(("http://", "https://"))


@settings(max_examples=FUZZ, deadline=None)
@given(body=st.binary(max_size=400), codings=pieces(("gzip", "br", "zstd", "deflate", "identity", ",", " ")))
def test_any_body_in_any_coding_is_unpacked_or_named(body: bytes, codings: str) -> None:
    with Watch(), suppress(Trouble):
        assert len(unpacked(body, codings, Caps())) <= Caps().decoded
