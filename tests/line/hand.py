"""A worker in a process of its own. usage: python -m tests.line.hand SETTINGS LEASE_SECONDS CAPACITY"""

import asyncio
import logging
import os
import sys
from datetime import timedelta
from pathlib import Path

from monitor.daemon import work
from monitor.settings import load

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    lease, capacity = timedelta(seconds=int(sys.argv[2])), int(sys.argv[3])
    asyncio.run(work(load(Path(sys.argv[1]), os.environ), "hand", lease, capacity))
