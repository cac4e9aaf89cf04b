"""SIGKILL at the statements of an upgrade: it is done again from the beginning, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from storage import back_up
from storage.verifying import Verification
from tests.support.filled import LATER, fill
from tests.support.revisions import take_back

REPOSITORY = Path(__file__).parents[2]
EVERY = int(os.environ.get("CLAUSEWATCH_TEST_UPGRADES", "12"))  # of the steps one is begun from; 1: each
STEP = int(os.environ.get("CLAUSEWATCH_TEST_UPGRADE_STEP", "29"))  # of the moments one is tried; 1: each
REVISIONS = [f"{number:04}" for number in range(1, len([*REPOSITORY.glob("storage/migrations/versions/s*.py")]))]


@pytest.fixture
def heads(sqlite_url: str) -> str:
    fill(sqlite_url)
    verification = Verification(sqlite_url, LATER + timedelta(days=1))
    assert list(verification.faults(rereads=False)) == []
    return json.dumps(verification.summary.leaves)


@pytest.mark.slow(20)
@pytest.mark.parametrize("revision", REVISIONS[::EVERY])
def test_an_upgrade_killed_at_any_statement_is_made_up_for(
    revision: str, heads: str, sqlite_url: str, tmp_path: Path
) -> None:
    before = tmp_path / "before.db"
    back_up(sqlite_url, before)
    take_back(f"sqlite:///{before}", revision)
    words = [sys.executable, "-m", "tests.storage.halting", str(before), str(STEP), heads]
    done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    *kills, whole = [json.loads(row) for row in done.stdout.splitlines()]

    assert {kill["status"] for kill in kills} == {-signal.SIGKILL}
    assert {kill["state"] for kill in kills} <= {"behind", "current"}
    assert (whole["status"], whole["state"]) == (0, "current")
    assert [row for row in (*kills, whole) if row["faults"]] == []
