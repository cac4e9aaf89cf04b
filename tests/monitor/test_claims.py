import os
import socket
import subprocess
import sys

import pytest

from monitor.claims import is_dead, is_forsaken, lease_name, own_name

HERE = socket.gethostname()
pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs /proc")  # noqa: PTH110


def test_a_process_at_work_holds_its_claim() -> None:
    assert not is_dead(own_name())
    assert not is_dead(f"process {os.getpid()} on {HERE}")


def test_a_process_of_another_machine_is_never_taken_for_dead() -> None:
    assert not is_dead("process 999999999 on elsewhere (boot tick 1)")
    assert not is_dead("somebody")


def test_a_killed_process_nobody_has_reaped_is_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    found = is_dead(f"process {process.pid} on {HERE}")
    process.communicate()

    assert found
    assert is_dead(f"process {process.pid} on {HERE}")


def test_a_number_given_to_another_process_is_no_claim() -> None:
    assert is_dead(f"process {os.getpid()} on {HERE} (boot tick 1)")


def test_a_lease_tells_whose_it_is() -> None:
    assert lease_name() != lease_name()
    assert not is_forsaken(lease_name())
    assert is_forsaken(f"process {os.getpid()} on {HERE} (boot tick 1) lease 0a")
    assert not is_forsaken("0a1b2c")
