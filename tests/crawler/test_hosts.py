"""The book kept in memory."""

from datetime import timedelta

from crawler.hosts import HostBook, MemoryHostBook
from tests.crawler.book_contract import HostBookContract
from tests.crawler.sites import Clock


class TestMemoryHostBook(HostBookContract):
    def book(self) -> HostBook:
        return MemoryHostBook()


async def test_hosts_at_rest_are_forgotten() -> None:
    book, clock = MemoryHostBook(origins=10), Clock()
    for n in range(1000):
        await book.enter(f"h{n}.example", clock.at, timedelta(seconds=90))
        await book.leave(f"h{n}.example", clock.at + timedelta(seconds=10))
        await book.shut(f"h{n}.example", clock.at + timedelta(seconds=10))
        await book.keep_rules(f"https://h{n}.example", "", clock.at)
        clock.at += timedelta(minutes=1)

    assert len(book._free_at) <= 11
    assert len(book._shut_until) <= 10
    assert len(book._rules) <= 10
