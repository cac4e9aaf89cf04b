"""The Nth call of a cycle fails, for every N: the watch goes on, and nothing is lost, doubled or untold."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from monitor.daemon import Daemon
from storage.verifying import Verification
from tests.line.faults import Kind, failing
from tests.line.house import Line, line, write
from tests.line.policies import CHANGED, POLICY
from tests.support.site import Site, page

NAMES = ("acme", "bolt")
STEP = int(os.environ.get("CLAUSEWATCH_TEST_FAULT_STEP", "0"))  # 1: every N
_STEPS = {Kind.DATABASE: 29, Kind.FILE: 2, Kind.SOCKET: 2}
A_DAY, A_MOMENT, AN_HOUR = timedelta(days=1), timedelta(minutes=2), timedelta(hours=1)


async def _cycle(watch: Line, *pauses: timedelta) -> None:
    """The ticks of a daemon: a look after each pause, then what is to be told. None of them may raise."""
    daemon = Daemon(replace(watch.house.looking, readers=watch.readers), watch.house.telling, watch.clock)
    for pause in pauses:
        watch.clock.ahead += pause
        await daemon.look_tick()
        await asyncio.gather(*daemon._looks, return_exceptions=True)
    await daemon.tell_tick()


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


@pytest.mark.slow
@pytest.mark.parametrize("kind", Kind)
async def test_a_fault_at_any_call_loses_and_doubles_nothing(kind: Kind, tmp_path: Path) -> None:
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    wrongs: list[str] = []
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in NAMES}) as site:
        write(prepared, {name: site.url(name) for name in NAMES})
        settings = prepared / "clausewatch.toml"
        settings.write_text(settings.read_text().replace('not_read_allowance = "1h"', 'not_read_allowance = "9d"'))
        with line(prepared) as watch:
            await watch.look()
        site.pages |= {f"/{name}": page(CHANGED.replace("Acme", name)) for name in NAMES}
        for at in count(1, STEP or _STEPS[kind]):
            folder = _copied(prepared, at)
            with line(folder) as watch:
                with failing(kind, at, folder) as fault:
                    await _cycle(watch, A_DAY, A_MOMENT)
                for _ in range(3):
                    await _cycle(watch, AN_HOUR, A_MOMENT, A_DAY, A_MOMENT)
                wrongs += [f"{kind} call {at}: {wrong}" for wrong in _wrongs(folder, watch)]
            shutil.rmtree(folder)
            if fault.calls < at:
                break
    assert wrongs == []
    assert at > 1
