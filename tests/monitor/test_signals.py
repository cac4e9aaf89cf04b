"""How a watch is asked to stop."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from monitor.signals import stop_on_signals

ASKING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """As a process begins that nobody ran under nohup."""
    before = {signum: signal.signal(signum, signal.SIG_DFL) for signum in ASKING}
    yield
    for signum, handler in before.items():
        signal.signal(signum, handler)


@pytest.mark.parametrize("signum", ASKING)
async def test_each_of_them_stops_in_order(signum: signal.Signals) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)

    os.kill(os.getpid(), signum)

    await asyncio.wait_for(stop.wait(), 10)


async def test_under_nohup_the_end_of_the_terminal_stops_nothing() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stop = asyncio.Event()
    stop_on_signals(stop)

    os.kill(os.getpid(), signal.SIGHUP)
    await asyncio.sleep(0.05)

    assert not stop.is_set()
