"""Bodies that unfold without end: each is refused for what it is, and the page beside them is fetched."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

UNFOLDED = 128  # MiB; the memory of the process must stay far below


@pytest.mark.slow
def test_bombs_of_every_coding_are_refused_within_little_memory() -> None:
    words = [sys.executable, "-m", "tests.crawler.bombs", str(UNFOLDED)]
    done = subprocess.run(words, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert said["found"].pop("page") == "fetched"
    assert set(said["found"].values()) <= {"bomb", "too-large"}
    assert len(said["found"]) == 6
    assert said["peak"] - said["before"] < UNFOLDED * 1024
