"""Looks that bring little are written down together, and each is as safe as alone."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.scribe import Scribe
from policy.model.digests import Subscriber
from policy.model.looks import Checked, Notice, State
from policy.model.targets import Order
from storage import UnavailableError
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, first_look, reading, same_look, target
from tests.support.shelf import ShelfArchive

SEVEN = tuple(target(f"service{number}") for number in range(7))


class Counting(ShelfArchive):
    """An archive that says how many looks came together, and cannot keep some of them."""

    def __init__(self, refused: str = "", error: Exception | None = None) -> None:
        super().__init__()
        self._error = error or RuntimeError("a mistake of ours")
        self.batches: list[int] = []
        self._refused = refused

    def record_all(self, checked: Sequence[Checked], audience: Sequence[Subscriber]) -> tuple[bool, ...]:
        self.batches.append(len(checked))
        if any(one.target_id == self._refused for one in checked):
            raise self._error
        return super().record_all(checked, audience)

    def record(self, checked: Checked, audience: Sequence[Subscriber]) -> bool:
        if checked.target_id == self._refused:
            raise self._error
        return super().record(checked, audience)


def read_once(archive: ShelfArchive) -> tuple[Order, ...]:
    """Seven targets read and claimed again."""
    archive.enlist(SEVEN, MONDAY)
    for order in archive.due(MONDAY, 9, HOUR):
        ShelfArchive.record(archive, first_look(order, reading(), MONDAY), ())
    return archive.claim([one.id for one in SEVEN], MONDAY + DAY, HOUR)


async def written(archive: ShelfArchive, looks: Sequence[Checked]) -> list[bool | BaseException]:
    scribe = Scribe(archive, tuple)
    return await asyncio.gather(*map(scribe.kept, looks), return_exceptions=True)


async def test_looks_that_wait_are_kept_in_one_transaction() -> None:
    archive = Counting()
    looks = [same_look(order, MONDAY + DAY) for order in read_once(archive)]
    assert await written(archive, looks) == [True] * 7
    assert archive.batches == [1, 6] or archive.batches == [7]
    assert {card.last_checked for card in archive.documents()} == {MONDAY + DAY}


async def test_one_that_cannot_be_kept_costs_the_others_nothing() -> None:
    archive = Counting(refused=SEVEN[3].id)
    looks = [same_look(order, MONDAY + DAY) for order in read_once(archive)]
    found = await written(archive, looks)
    assert [one is True for one in found] == [True] * 3 + [False] + [True] * 3
    assert isinstance(found[3], RuntimeError)


async def test_a_database_that_does_not_answer_is_no_mistake_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    archive = Counting(refused=SEVEN[3].id, error=UnavailableError("locked"))
    looks = [same_look(order, MONDAY + DAY) for order in read_once(archive)]
    found = await written(archive, looks)
    assert isinstance(found[3], UnavailableError)
    assert "locked" in caplog.text
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_lost_lease_is_of_one_look() -> None:
    archive = Counting()
    orders = read_once(archive)
    archive.release(orders[:1])
    archive.claim([orders[0].target.id], MONDAY + DAY, HOUR)
    assert await written(archive, [same_look(order, MONDAY + DAY) for order in orders]) == [False] + [True] * 6


async def test_first_looks_are_kept_together_unless_they_are_a_burden_or_bring_more() -> None:
    archive = Counting()
    archive.enlist(SEVEN, MONDAY)
    looks = [first_look(order, reading(), MONDAY) for order in archive.due(MONDAY, 9, HOUR)]
    looks[5] = replace(looks[5], bodies=(("0" * 64, bytes(300_000)),))
    looks[6] = replace(looks[6], notices=(Notice(looks[6].target_id, 0, MONDAY, ""),))
    assert await written(archive, looks) == [True] * 7
    assert sum(archive.batches) == 5
    assert {card.state for card in archive.documents()} == {State.OK}


async def test_looks_that_bring_another_text_are_kept_together() -> None:
    archive = Counting()
    looks = [changed_look(order, reading(("Retention", "1 day.")), MONDAY + DAY, 2) for order in read_once(archive)]
    assert await written(archive, looks) == [True] * 7
    assert sum(archive.batches) == 7
    assert len(archive.batches) <= 2
    assert {card.changes for card in archive.documents()} == {1}


async def test_the_first_to_come_waits_a_moment_for_those_that_are_thought_through() -> None:
    archive = Counting()
    scribe = Scribe(archive, tuple, lambda: True)
    first, *others = (same_look(order, MONDAY + DAY) for order in read_once(archive))
    early = asyncio.create_task(scribe.kept(first))
    await asyncio.sleep(0)
    assert await asyncio.gather(early, *map(scribe.kept, others)) == [True] * 7
    assert archive.batches == [7]
