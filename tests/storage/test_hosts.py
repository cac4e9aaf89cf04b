"""The host book kept in the database keeps the contract of the one kept in memory, and outlives its process."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from policy.model.hosts import BookError, Shut
from storage import UnavailableError, open_host_book
from storage.hosts import SqlHostBook
from tests.crawler.book_contract import HOLD, SECOND, HostBookContract
from tests.crawler.sites import Clock

if TYPE_CHECKING:
    from crawler.hosts import HostBook


class TestSqlHostBook(HostBookContract):
    _book: SqlHostBook

    @pytest.fixture(autouse=True)
    def _opened(self, url: str) -> Iterator[None]:
        self._book = open_host_book(url)
        yield
        self._book.close()

    def book(self) -> "HostBook":
        return self._book


async def test_two_workers_on_one_database_share_a_host(url: str) -> None:
    one, other, now = open_host_book(url), open_host_book(url), Clock().at
    answers = await asyncio.gather(*(book.enter("acme.example", now, HOLD) for book in (one, other) * 8))
    await one.shut("acme.example", now + HOLD)

    assert answers.count(None) == 1
    assert await other.shut_until("acme.example", now) == now + HOLD
    one.close()
    other.close()


async def test_wishes_and_rules_outlive_a_crawl(url: str) -> None:
    book, now = open_host_book(url), Clock().at
    await book.enter("acme.example", now, HOLD)
    await book.leave("acme.example", now + 10 * SECOND)
    await book.leave("rested.example", now + 10 * SECOND)
    await book.shut("acme.example", now + HOLD)
    await book.keep_rules("https://acme.example", "User-agent: *", now)
    book.close()

    again = open_host_book(url)
    assert await again.enter("acme.example", now, HOLD) == Shut(now + HOLD)
    assert await again.enter("rested.example", now, HOLD) == now + 10 * SECOND
    assert await again.rules("https://acme.example") == ("User-agent: *", now)
    again.close()


async def test_hosts_at_rest_are_forgotten(url: str) -> None:
    book, now = open_host_book(url), Clock().at
    later = now + timedelta(days=40)
    await book.leave("rested.example", now)
    await book.leave("shut.example", now)
    await book.shut("shut.example", later + HOLD)
    await book.keep_rules("https://rested.example", "", now)
    book.forget(later)

    assert await book.rules("https://rested.example") is None
    assert await book.shut_until("shut.example", later) == later + HOLD
    book.close()


async def test_a_name_that_no_database_takes_is_still_a_host(url: str) -> None:
    book, now = open_host_book(url), Clock().at
    assert await book.enter("nul\0.example", now, HOLD) is None
    assert await book.enter("nul\0.example", now, HOLD) == now + HOLD
    book.close()


async def test_a_database_that_does_not_answer_is_the_books_own_word(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    book = open_host_book(url)
    monkeypatch.setattr("storage.engines.transaction", _refused)
    with pytest.raises(BookError, match="locked"):
        await book.enter("acme.example", Clock().at, HOLD)
    book.close()


def _refused(_engine: object) -> object:
    raise UnavailableError("locked")
