"""Several workers on one database: a slot is one worker's, and a lost worker's targets are another's in time."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from policy.model.targets import Order
from storage import SqlArchive, open_archive
from tests.support.builders import MONDAY, first_look, reading, target

WORKERS, SLOTS, AT_ONCE = 4, 400, 10
LEASE = timedelta(minutes=15)
TEXT = reading(("Retention", "We keep it 30 days."))


def _claimed(archive: SqlArchive, start: Barrier, now: datetime) -> list[Order]:
    """All that one worker got, claim by claim, until nothing was due."""
    start.wait()
    got: list[Order] = []
    while orders := archive.due(now, AT_ONCE, LEASE):
        got += orders
    return got


def _shared(archives: list[SqlArchive], now: datetime) -> list[list[Order]]:
    start = Barrier(len(archives))
    with ThreadPoolExecutor(len(archives)) as workers:
        return list(workers.map(lambda archive: _claimed(archive, start, now), archives))


def test_every_slot_is_given_to_one_of_four_workers(url: str) -> None:
    archives = [open_archive(url) for _ in range(WORKERS)]
    archives[0].enlist([target(f"s{number:03}") for number in range(SLOTS)], MONDAY)

    first = _shared(archives, MONDAY)
    lost, kept = first[0], [order for orders in first[1:] for order in orders]
    again = _shared(archives[1:], MONDAY + LEASE)

    given = Counter(order.target.id for orders in first for order in orders)
    assert (len(given), set(given.values())) == (SLOTS, {1})
    assert len({order.lease for order in lost} & {order.lease for order in kept}) == 0
    taken = Counter(order.target.id for orders in again for order in orders)
    assert (len(taken), set(taken.values())) == (SLOTS, {1})
    late = first_look(lost[0], TEXT, MONDAY + LEASE) if lost else None
    assert late is None or not archives[0].record(late, ())  # whoever lost the lease records nothing
    for orders in again:
        for order in orders[:5]:
            assert archives[1].record(first_look(order, TEXT, MONDAY + LEASE), ())
    for archive in archives:
        archive.close()
