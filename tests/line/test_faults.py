"""The Nth call of a cycle fails, for every N: the watch goes on, and nothing is lost, doubled or untold."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from storage import UnavailableError
from storage.verifying import Verification
from tests.line.faults import Kind, failing, full
from tests.line.house import Line, line, write
from tests.line.policies import CHANGED, POLICY
from tests.support import postgres
from tests.support.site import Site, page

NAMES = ("acme", "bolt")
STEP = int(os.environ.get("CLAUSEWATCH_TEST_FAULT_STEP", "0"))  # 1: every N
_STEPS = {Kind.DATABASE: 37, Kind.FILE: 5, Kind.SOCKET: 3, Kind.SEND: 9, Kind.RECEIVE: 9}  # every other: each call
A_DAY, A_MOMENT, AN_HOUR = timedelta(days=1), timedelta(minutes=2), timedelta(hours=1)


def _copied(prepared: Path, number: int) -> Path:
    folder = prepared.parent / f"copy{number}"
    shutil.copytree(prepared, folder)
    return folder


def _mailed(watch: Line) -> dict[str, set[str]]:
    """The Message-IDs of the mails that link to each target."""
    return {
        name: {str(mail["Message-ID"]) for mail in watch.mails() if f"/{name}-privacy/" in mail.as_string()}
        for name in NAMES
    }


def _wrongs(folder: Path, watch: Line) -> Iterator[str]:
    """Whatever the fault has left behind after the daemon went on."""
    for name, card in watch.documents().items():
        if (card.versions, card.changes) != (2, 1):
            yield f"{name} has {card.versions} versions and {card.changes} changes"
    for name, ids in _mailed(watch).items():
        if len(ids) != 1:
            yield f"{name} was told in {len(ids)} messages"
    yield from map(str, Verification(f"sqlite:///{folder / 'clausewatch.db'}", watch.clock()).faults(rereads=False))


@asynccontextmanager
async def _second_editions(tmp_path: Path, database: str = "") -> AsyncIterator[Path]:
    """A folder with a house that has read the first editions, while the site serves the second."""
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in NAMES}) as site:
        write(prepared, {name: site.url(name) for name in NAMES})
        settings = prepared / "clausewatch.toml"
        words = settings.read_text().replace('not_read_allowance = "1h"', 'not_read_allowance = "9d"')
        settings.write_text(words + (f'\n[archive]\nurl = "{database}"\n' if database else ""))
        with line(prepared) as watch:
            await watch.look()
        site.pages |= {f"/{name}": page(CHANGED.replace("Acme", name)) for name in NAMES}
        yield prepared


@pytest.mark.slow(8)
@pytest.mark.parametrize("kind", Kind)
async def test_a_fault_at_any_call_loses_and_doubles_nothing(kind: Kind, tmp_path: Path) -> None:
    wrongs: list[str] = []
    async with _second_editions(tmp_path) as prepared:
        for at in count(1, STEP or _STEPS.get(kind, 1)):
            folder = _copied(prepared, at)
            with line(folder) as watch:
                with failing(kind, at, folder) as fault:
                    await watch.cycle(A_DAY, A_MOMENT)
                await watch.go_on()
                wrongs += [f"{kind} call {at}: {wrong}" for wrong in _wrongs(folder, watch)]
            shutil.rmtree(folder)
            if fault.calls < at:
                break
    assert wrongs == []
    assert at > 1


@pytest.mark.slow(10)
async def test_a_disk_that_is_full_at_any_page_loses_and_doubles_nothing(tmp_path: Path) -> None:
    wrongs: list[str] = []
    async with _second_editions(tmp_path) as prepared:
        for pages in count(0, STEP or 9):
            folder, was_full = _copied(prepared, pages), False
            with full(pages), suppress(UnavailableError), line(folder) as watch:
                await watch.cycle(A_DAY, A_MOMENT)
            with line(folder, ahead=A_DAY) as watch:
                was_full = any(True for _ in _wrongs(folder, watch))
                await watch.go_on()
                wrongs += [f"{pages} pages: {wrong}" for wrong in _wrongs(folder, watch)]
            shutil.rmtree(folder)
            if not was_full:
                break
    assert wrongs == []
    assert pages > 0


@pytest.mark.slow(8)
@pytest.mark.postgres
async def test_a_database_that_goes_and_comes_back_is_waited_for(tmp_path: Path) -> None:
    programs = postgres.binaries()
    if programs is None:
        pytest.skip("PostgreSQL's initdb is not installed (Debian: apt-get install postgresql)")
    with postgres.running(programs) as server:
        url = f"{server.address}/postgres"
        async with _second_editions(tmp_path, url) as prepared:
            with line(prepared) as watch:
                server.stop()
                await watch.cycle(A_DAY, A_MOMENT)
                server.start()
                await watch.cycle(A_DAY)
                server.stop()
                await watch.cycle(A_MOMENT)
                server.start()
                await watch.cycle(AN_HOUR, A_MOMENT)
                cards, mails = watch.documents().values(), _mailed(watch)
                faults = list(Verification(url, watch.clock()).faults(rereads=False))
    assert [(card.versions, card.changes) for card in cards] == [(2, 1), (2, 1)]
    assert [len(ids) for ids in mails.values()] == [1, 1]
    assert faults == []


@pytest.mark.slow
async def test_a_mail_server_that_is_gone_for_days_loses_nothing(tmp_path: Path) -> None:
    async with _second_editions(tmp_path) as prepared:
        with line(prepared) as watch:
            folder = prepared / "outbox"
            folder.write_text("no folder: nothing can be delivered here")
            await watch.cycle(A_DAY, A_MOMENT)
            for _ in range(3):
                await watch.cycle(A_DAY)
            folder.unlink()
            await watch.cycle(A_DAY)
            assert list(_wrongs(prepared, watch)) == []
