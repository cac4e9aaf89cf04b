"""Files on a disk that is full."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.whole import write_whole
from tests.monitor.conftest import Call


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Of no file more than so many bytes can be written; not of a compiled module either, which would be kept cut."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # importlib looks at no short write before 3.14
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = kept


def test_a_file_for_which_there_is_no_room_stays_what_it_was(tmp_path: Path) -> None:
    heads = tmp_path / "heads.json"
    heads.write_text("[]", "utf-8")

    with room_for(100), pytest.raises(OSError, match=r"heads\.json"):
        write_whole(heads, "x" * 1000)

    assert [(path, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(heads, "[]")]


def test_a_watch_for_which_there_is_no_room_can_be_made_later(call: Call, tmp_path: Path) -> None:
    with room_for(100):
        refused = call("init", tmp_path / "watch")
    made = call("init", tmp_path / "watch")

    assert (refused.status, "clausewatch.toml" in refused.err, made.status) == (1, True, 0)
