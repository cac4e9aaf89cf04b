"""What holds for every test."""

import gc
import os
from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import settings

# No test is timed: how long a case takes says how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
_A_WHILE = 2  # seconds of a slow test that does not say how many


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the collector passes it by, which saves a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers, what takes long begins first: each gets an equal part of the tests in their order, and
    whoever is done takes from the ends of the others' parts. A module stays together, for it shares what it made."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = dealt(items, workers)


def dealt(items: Iterable[pytest.Item], workers: int) -> list[pytest.Item]:
    """The tests in as many parts of about one length; modules with slow tests first, shared out by their seconds."""
    modules = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    weighed = sorted(((_weight(tests), tests) for tests in modules), key=lambda one: -one[0])
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    burdens = [0] * workers
    for weight, tests in weighed:
        if weight:
            lightest = burdens.index(min(burdens))
            burdens[lightest] += weight
            parts[lightest] += tests
    quick = [item for weight, tests in weighed if not weight for item in tests]
    length = -(-sum(map(len, modules)) // workers)
    for part in parts:
        missing = max(0, length - len(part))
        part += quick[:missing]
        quick = quick[missing:]
    return [item for part in (*parts, quick) for item in part]


def _weight(tests: Iterable[pytest.Item]) -> int:
    """Seconds that the slow ones take, as far as their marks say so."""
    marks = [mark for item in tests if (mark := item.get_closest_marker("slow")) is not None]
    return sum(mark.args[0] if mark.args else _A_WHILE for mark in marks)
