"""What every host book does, whoever keeps it: a test class inherits this and says how to make one."""

import asyncio
from abc import ABC, abstractmethod
from datetime import timedelta

from crawler.hosts import HostBook
from policy.model.hosts import Shut, Spent, midnight
from tests.crawler.sites import Clock

HOLD = timedelta(seconds=90)
SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)


class HostBookContract(ABC):
    @abstractmethod
    def book(self) -> HostBook:
        """A fresh book."""

    async def test_a_host_is_taken_by_one_at_a_time(self) -> None:
        book, now = self.book(), Clock().at
        assert await book.enter("acme.example", now, HOLD) is None
        assert await book.enter("acme.example", now + SECOND, HOLD) == now + HOLD
        assert await book.enter("other.example", now, HOLD) is None

    async def test_of_many_who_come_at_once_one_enters(self) -> None:
        book, now = self.book(), Clock().at
        answers = await asyncio.gather(*(book.enter("acme.example", now, HOLD) for _ in range(20)))
        assert answers.count(None) == 1

    async def test_a_host_rests_after_it_was_left(self) -> None:
        book, now = self.book(), Clock().at
        await book.enter("acme.example", now, HOLD)
        await book.leave("acme.example", now + 10 * SECOND)
        assert await book.enter("acme.example", now + 9 * SECOND, HOLD) == now + 10 * SECOND
        assert await book.enter("acme.example", now + 10 * SECOND, HOLD) is None

    async def test_a_host_taken_and_never_left_is_free_after_the_hold(self) -> None:
        book, now = self.book(), Clock().at
        await book.enter("acme.example", now, HOLD)
        assert await book.enter("acme.example", now + HOLD, HOLD) is None

    async def test_a_host_is_shut_until_the_time_it_wished(self) -> None:
        book, now = self.book(), Clock().at
        assert await book.shut_until("acme.example", now) is None
        await book.shut("acme.example", now + HOLD)
        assert await book.shut_until("acme.example", now) == now + HOLD
        assert await book.shut_until("other.example", now) is None
        assert await book.shut_until("acme.example", now + HOLD) is None

    async def test_nobody_enters_a_host_that_is_shut(self) -> None:
        book, now = self.book(), Clock().at
        await book.shut("acme.example", now + HOLD)
        assert await book.enter("acme.example", now, HOLD) == Shut(now + HOLD)
        assert await book.enter("acme.example", now + HOLD, HOLD) is None

    async def test_a_host_is_taken_so_often_in_a_day_and_no_more(self) -> None:
        book, day = self.book(), midnight(Clock().at)
        times = [day + hours * timedelta(hours=1) for hours in (0, 8, 16)]
        assert [await book.enter("acme.example", at, HOLD, 2) for at in times] == [None, None, Spent(day + A_DAY)]
        assert await book.enter("other.example", times[-1], HOLD, 2) is None
        assert await book.enter("acme.example", times[-1], HOLD, 3) is None
        assert await book.enter("acme.example", day + A_DAY, HOLD, 1) is None

    async def test_coming_too_early_costs_nothing_of_the_day(self) -> None:
        book, now = self.book(), midnight(Clock().at)
        assert await book.enter("acme.example", now, HOLD, 2) is None
        for _ in range(5):
            assert await book.enter("acme.example", now + SECOND, HOLD, 2) == now + HOLD
        assert await book.enter("acme.example", now + HOLD, HOLD, 2) is None

    async def test_a_wish_outlasts_the_rest_of_the_host(self) -> None:
        book, now = self.book(), Clock().at
        await book.enter("acme.example", now, HOLD)
        await book.shut("acme.example", now + 2 * HOLD)
        await book.leave("acme.example", now + SECOND)
        assert await book.enter("acme.example", now + HOLD, HOLD) == Shut(now + 2 * HOLD)

    async def test_a_later_wish_never_shortens_an_earlier_one(self) -> None:
        book, now = self.book(), Clock().at
        await book.shut("acme.example", now + HOLD)
        await book.shut("acme.example", now + SECOND)
        assert await book.shut_until("acme.example", now) == now + HOLD

    async def test_rules_are_kept_with_the_time_they_were_got(self) -> None:
        book, now = self.book(), Clock().at
        assert await book.rules("https://acme.example") is None
        await book.keep_rules("https://acme.example", "User-agent: *\nDisallow: /ü\n", now)
        assert await book.rules("https://acme.example") == ("User-agent: *\nDisallow: /ü\n", now)
        await book.keep_rules("https://acme.example", "", now + HOLD)
        assert await book.rules("https://acme.example") == ("", now + HOLD)
