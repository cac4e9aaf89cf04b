"""What first versions state is found when nothing is in hand, and then no look has to."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.daemon import Daemon
from monitor.gleaning import firsts, glean
from policy.facts.statements import eyes
from policy.model.looks import Version
from policy.model.statements import Stated
from policy.model.targets import Target
from tests.line.house import InProcess, Line, line, write
from tests.line.policies import POLICY
from tests.support.site import Site, page


class Dead(InProcess):
    """Readers that no text lets live."""

    async def state(self, _target: Target, _version: Version) -> Stated | None:
        return None


def known_of(watch: Line) -> str:
    return watch.house.archive.standing("acme-privacy", "").eyes


async def test_an_idle_daemon_finds_what_first_versions_state(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            daemon = Daemon(watch.house.looking, None, watch.clock)
            found = []
            for _ in range(2):
                await daemon.look_tick()
                await daemon.settle()
                found.append(known_of(watch))
            (same,) = await watch.look(timedelta(hours=14))
    assert found == ["", eyes()]
    assert same.past.skeleton != ""


@pytest.mark.slow(1)
async def test_facts_wait_for_whoever_is_looked_at_and_are_looked_for_once(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            looking = replace(watch.house.looking, readers=watch.readers)
            waiting = list(firsts(await watch.look()))
            assert await glean(waiting, looking, lambda: True) == 0
            assert (waiting, known_of(watch)) == (["acme-privacy"], "")
            assert await glean(waiting, looking) == 1
            assert (waiting, known_of(watch)) == ([], eyes())
            assert await glean(["acme-privacy"], looking) == 0
            assert firsts(await watch.look(timedelta(hours=14))) == ()


@pytest.mark.slow(1)
async def test_a_text_that_kills_its_reader_leaves_no_facts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            assert await glean(["acme-privacy"], replace(watch.house.looking, readers=Dead())) == 0
            assert known_of(watch) == ""
    assert not [one for one in caplog.records if one.name == "monitor.gleaning"]
