"""The host book kept in the database keeps the contract of the one kept in memory, and outlives its process."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from policy.model.hosts import BookError, HostTrouble, Shut
from storage import UnavailableError, engines, open_host_book
from storage.hosts import SqlHostBook
from storage.tables import hosts
from tests.crawler.book_contract import HOLD, SECOND, HostBookContract
from tests.crawler.sites import Clock
from tests.support.builders import DAY

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


async def test_trouble_outlives_a_crawl_and_ends(url: str) -> None:
    book, now = open_host_book(url), Clock().at
    trouble = HostTrouble(("a", "b"), 3, now + HOLD, is_away=True)
    assert await book.troubles(["acme.example"]) == {}
    assert await book.learn("acme.example", lambda _known: trouble) == (HostTrouble(), trouble)
    book.close()

    again = open_host_book(url)
    assert await again.troubles(["acme.example", "other.example"]) == {"acme.example": trouble}
    assert await again.enter("acme.example", now, HOLD) is None
    await again.learn("acme.example", lambda _known: HostTrouble())
    assert await again.troubles(["acme.example"]) == {}
    again.close()


async def test_a_host_that_refuses_too_many_is_shut_to_every_worker(url: str) -> None:
    one, other, now = open_host_book(url), open_host_book(url), Clock().at
    await one.learn("acme.example", lambda _known: HostTrouble(("a", "b", "c"), until=now + HOLD, is_shut=True))

    assert await other.enter("acme.example", now, HOLD) == Shut(now + HOLD)
    one.close()
    other.close()


async def test_what_two_workers_learn_of_a_host_adds_up(url: str) -> None:
    one, other, now = open_host_book(url), open_host_book(url), Clock().at
    await one.enter("acme.example", now, HOLD)
    once_more = partial(_once_more, until=now + HOLD)
    await asyncio.gather(*(book.learn("acme.example", once_more) for book in (one, other) * 10))

    assert (await one.troubles(["acme.example"]))["acme.example"].failures == 20
    one.close()
    other.close()


def _once_more(trouble: HostTrouble, until: datetime) -> HostTrouble:
    return replace(trouble, failures=trouble.failures + 1, until=until)


async def test_damaged_trouble_is_none(url: str) -> None:
    book, writer = open_host_book(url), engines.writer(url)
    with writer.begin() as db:
        db.execute(hosts.insert(), {"host": "acme.example", "trouble": b'{"failures":"many"}'})
    assert await book.troubles(["acme.example"]) == {"acme.example": HostTrouble()}
    assert await book.learn("acme.example", lambda known: known) == (HostTrouble(), HostTrouble())
    writer.dispose()
    book.close()


async def test_hosts_at_rest_are_forgotten(url: str) -> None:
    book, now = open_host_book(url), Clock().at
    later = now + timedelta(days=40)
    await book.leave("rested.example", now)
    await book.leave("shut.example", now)
    await book.shut("shut.example", later + HOLD)
    await book.leave("away.example", now)
    await book.learn("away.example", lambda _known: HostTrouble(failures=9, until=later - DAY))
    await book.leave("odd.example", now)
    await book.learn("odd.example", lambda _known: HostTrouble(("a",)))
    await book.keep_rules("https://rested.example", "", now)
    book.forget(later)

    assert await book.rules("https://rested.example") is None
    assert await book.shut_until("shut.example", later) == later + HOLD
    assert set(await book.troubles(["away.example", "odd.example"])) == {"away.example"}
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
