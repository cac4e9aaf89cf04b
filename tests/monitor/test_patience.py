"""Nobody waits without end for a file that can hardly be read."""

import time

import pytest

from monitor.commands.patience import patience


def test_what_takes_too_long_ends_the_command_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    ended: list[int] = []
    with patience("policy.pdf", seconds=0.1, end=ended.append):
        begun = time.process_time()
        while not ended and time.process_time() - begun < 10:
            pass
    assert ended == [1]
    assert "policy.pdf: not read: it takes more than 0.1 seconds or 350 MiB. Leave it out" in capsys.readouterr().err


def test_what_unfolds_to_too_much_does_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    ended: list[int] = []
    with patience("policy.pdf", end=ended.append):
        hoard: list[bytes] = []
        while not ended and len(hoard) < 900:
            hoard.append(b"x" * 1024**2)
            time.sleep(0.001)
    assert ended == [1]
    assert "policy.pdf: not read" in capsys.readouterr().err


def test_what_is_read_in_time_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    ended: list[int] = []
    with patience("policy.pdf", end=ended.append):
        pass
    assert ended == []
    assert capsys.readouterr().err == ""
