"""Every target is tidied once a day, a few at a time; and memory that is free is given back."""

import platform
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.settings import load
from monitor.thrift import Thrift, trim
from monitor.tidying import Tidying
from policy.retention import Retention
from storage import SqlArchive, open_archive
from tests.monitor.conftest import Watch
from tests.support.builders import DAY, HOUR, MONDAY, target
from tests.support.tables import empty_archive

RULE = Retention(timedelta(days=60))


class Noted(Tidying):
    """Notes which targets were tidied, in turn."""

    def __init__(self, archive: SqlArchive) -> None:
        super().__init__(archive, RULE)
        self.tidied: list[str] = []

    def tidy(self, target_id: str, now: datetime) -> None:
        super().tidy(target_id, now)
        self.tidied.append(target_id)


def test_each_target_has_its_turn_once_a_day(tmp_path: Path) -> None:
    archive = open_archive(empty_archive(tmp_path / "clausewatch.db"))
    archive.enlist([target(f"s{number:02}") for number in range(30)], MONDAY)
    tidying = Noted(archive)
    counts = []
    for at in (MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR, MONDAY + DAY, MONDAY + DAY + HOUR):
        tidying.portion(at)
        counts.append(len(tidying.tidied))
    archive.close()
    assert counts == [20, 30, 30, 50, 60]
    assert tidying.tidied[:30] == tidying.tidied[30:] == sorted(tidying.tidied[:30])


@pytest.mark.parametrize(("keep_for", "rule"), [("", None), ("52w", Retention(timedelta(weeks=52), 50))])
def test_the_rule_is_in_the_settings(watch: Watch, keep_for: str, rule: Retention | None) -> None:
    watch.replace('keep_for = ""', f'keep_for = "{keep_for}"')
    assert load(watch.settings, {}).retention == rule


def test_free_memory_is_given_back_once_an_hour_and_after_the_clock_was_set_back() -> None:
    times = 0

    def give_back() -> None:
        nonlocal times
        times += 1

    thrift, counts = Thrift(give_back, lambda: None), []
    for at in (MONDAY, MONDAY + HOUR / 2, MONDAY + HOUR, MONDAY + HOUR / 4, MONDAY + HOUR / 2):
        thrift.heed(at)
        counts.append(times)
    assert counts == [1, 1, 2, 3, 3]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is free, and can give it back")
def test_what_is_free_in_the_middle_of_the_heap_goes_back_to_the_system() -> None:
    kept = [bytes(8000) for _ in range(4000)]
    del kept[:-1]  # the last one stays, above what is free
    assert trim()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told where large blocks lie")
def test_a_body_goes_back_to_the_system_when_it_is_let_go() -> None:
    code = """
import os
from monitor.thrift import bound

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

assert bound()
large = [bytes(20_000_000)]
del large  # glibc takes 20 MB for no large block any more, unless it is bound
bodies, small = [], []
for _ in range(100):
    bodies.append(b"x" * 200_000)
    small.append(b"y" * 600)
full = resident()
del bodies
print(full - resident())
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(found.stdout) > 18_000_000
