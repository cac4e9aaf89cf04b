"""Several processes that do the same to one database, and begin at once."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from sqlalchemy import select, update

from storage import engines, open_archive
from storage.tables import stamps
from tests.support.builders import HOUR, MONDAY

T = TypeVar("T")
# What is loaded once is there in each of them: to start four Pythons takes longer than all that they do.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


def crowd(number: int, work: Callable[[str], T], url: str) -> list[T]:
    """What each of so many processes gives."""
    start = _CONTEXT.Barrier(number)
    with ProcessPoolExecutor(number, mp_context=_CONTEXT, initializer=start.wait, initargs=(120,)) as pool:
        return [one.result(120) for one in [pool.submit(work, url) for _ in range(number)]]


def claimed(url: str) -> list[str]:
    """The targets this process gets of what is due, a few at a time."""
    archive, found = open_archive(url), []
    while orders := archive.due(MONDAY, 7, HOUR):
        found += [order.target.id for order in orders]
    archive.close()
    return found


def increased(url: str) -> int:
    """How often this process counted a stamp up by one, reading it first."""
    engine = engines.writer(url)
    own = stamps.c.slot == 0
    for _ in range(60):
        with engine.begin() as db:
            value = db.execute(select(stamps.c.value).where(own).with_for_update()).scalar_one()
            db.execute(update(stamps).where(own).values(value=value + 1))
    engine.dispose()
    return 60
