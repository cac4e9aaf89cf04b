"""SIGKILL at every kind of moment of a cycle, and a restart: nothing lost, nothing doubled, every change mailed."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.line.house import line, write
from tests.line.policies import CHANGED, POLICY
from tests.support.site import Site, page

NAMES = ("one", "two", "three")
KILLS = int(os.environ.get("CLAUSEWATCH_TEST_KILLS", "12"))  # spread over the moments of a cycle


@pytest.mark.slow(20)
async def test_a_daemon_killed_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in NAMES}) as site:
        prepared = tmp_path / "prepared"
        prepared.mkdir()
        write(prepared, {name: site.url(name) for name in NAMES})
        settings = prepared / "clausewatch.toml"
        # Notices of pages not read are messages too, and would use up the alerts of the hour.
        settings.write_text(settings.read_text().replace('not_read_allowance = "1h"', 'not_read_allowance = "9d"'))
        with line(prepared) as watch:
            await watch.look()
        for name in NAMES:
            site.pages["/" + name] = page(CHANGED.replace("Acme", name))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.line.knife", str(prepared), str(KILLS),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()[-4000:]
    *kills, whole = [json.loads(row) for row in out.splitlines()]
    targets = [f"{name}-privacy" for name in NAMES]
    expected = {
        "then": 0,
        "versions": {one: [1, 2] for one in targets},
        "mailed": dict.fromkeys(targets, 1),
        "faults": [],
    }
    wrong = [one for one in (*kills, whole) if any(one[key] != expected[key] for key in expected)]
    assert wrong == [], errors.decode()[-4000:]
    assert {one["first"] for one in kills} == {-signal.SIGKILL}
    assert len(kills) >= KILLS * 9 // 10
