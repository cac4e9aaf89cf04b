"""A worker in a process of its own, with a short lease. usage: python -m tests.line.hand SETTINGS"""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from monitor.daemon import work
from monitor.settings import load

if __name__ == "__main__":
    asyncio.run(work(load(Path(sys.argv[1]), os.environ), "hand", timedelta(seconds=6), capacity=4))
