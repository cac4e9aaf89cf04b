"""A watch, or a worker, in a process of its own that beats each half second
and waits a tenth of one for a database that is taken. usage: python -m tests.line.pulse SETTINGS daemon|worker"""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from monitor import pulse, targets
from monitor.daemon import run, work
from monitor.settings import load
from storage import engines

if __name__ == "__main__":
    pulse._EVERY = timedelta(seconds=0.5)
    engines._WRITING = ("busy_timeout=100", *engines._WRITING[1:])
    settings = load(Path(sys.argv[1]), os.environ)
    if sys.argv[2] == "worker":
        asyncio.run(work(settings, "hand"))
    else:
        asyncio.run(run(settings, targets.load(settings.targets_folder, settings.rhythm.interval), print))
