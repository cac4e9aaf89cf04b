"""Small pieces of work that come together share a transaction, and each is still as if alone."""

import asyncio
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from sqlalchemy import Connection, Engine, event, text

from storage import engines
from storage.errands import Errands


@pytest.fixture
def engine(url: str) -> Engine:
    return engines.writer(url)


@pytest.fixture
def errands(engine: Engine) -> Iterator[Errands]:
    errands = Errands(engine)
    yield errands
    errands.close()


def _adding(number: int) -> Callable[[Connection], int]:
    def work(db: Connection) -> int:
        db.execute(text("UPDATE stamps SET value = value + :number WHERE slot = 0"), {"number": number})
        return number

    return work


def _failing(_db: Connection) -> int:
    raise ValueError("of this one alone")


def _total(engine: Engine) -> int:
    with engines.transaction(engine) as db:
        return int(db.execute(text("SELECT value FROM stamps WHERE slot = 0")).scalar_one())


async def test_those_that_come_together_share_transactions(engine: Engine, errands: Errands) -> None:
    before = _total(engine)
    begun: list[object] = []
    event.listen(engine, "begin", begun.append)
    assert await asyncio.gather(*(errands.done(str(one), _adding(one), may_lapse=True) for one in range(300))) == [
        *range(300)
    ]

    assert len(begun) <= 300 / 10
    assert _total(engine) == before + sum(range(300))


async def test_what_fails_costs_the_others_nothing_and_is_done_once(engine: Engine, errands: Errands) -> None:
    before = _total(engine)
    works = [_failing if one == 5 else _adding(one) for one in range(10)]
    found = await asyncio.gather(
        *(errands.done(str(one), work, may_lapse=True) for one, work in enumerate(works)), return_exceptions=True
    )

    assert [one for one in found if not isinstance(one, Exception)] == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert str(found[5]) == "of this one alone"
    assert _total(engine) == before + sum(range(10)) - 5


@pytest.mark.parametrize("may_lapse", [False, True])
async def test_what_nobody_waits_for_is_done_unless_it_may_lapse(
    engine: Engine, errands: Errands, may_lapse: bool
) -> None:
    before, gate = _total(engine), Event()
    held = asyncio.ensure_future(errands.done("first", lambda _db: gate.wait(), may_lapse=False))
    asked = [asyncio.ensure_future(errands.done(str(one), _adding(1), may_lapse=may_lapse)) for one in range(20)]
    await asyncio.sleep(0)
    for one in asked:
        one.cancel()
    await asyncio.wait(asked)
    gate.set()
    await held
    errands.close()

    assert _total(engine) == before + (0 if may_lapse else 20)


def test_they_outlive_the_loop_that_asked(engine: Engine, errands: Errands) -> None:
    before = _total(engine)

    async def some() -> None:
        await asyncio.gather(*(errands.done("one", _adding(1), may_lapse=False) for _ in range(5)))

    asyncio.run(some())
    asyncio.run(some())

    assert _total(engine) == before + 10
