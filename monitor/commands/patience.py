"""A file that can hardly be read ends the command with a sentence, not the patience of whoever asked."""

import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from monitor.printing import say

_SECONDS = 10.0  # of CPU; the worst page that is read takes four
_MEMORY = 350 * 1024  # KiB beyond what was held before; the worst page that is read takes half
_BETWEEN = 0.1  # seconds from one look to the next


@contextmanager
def patience(name: str, seconds: float = _SECONDS, end: Callable[[int], object] = os._exit) -> Iterator[None]:
    """Whatever is read inside is read within so many seconds of CPU and in bounded memory; otherwise the process ends
    with status 1: a library that has lost its way in C listens to no exception."""
    is_read = threading.Event()
    begun, held = time.process_time(), _most()

    def watch() -> None:
        while not is_read.wait(_BETWEEN):
            if time.process_time() - begun > seconds or _most() - held > _MEMORY:
                bounds = f"{seconds:g} seconds or {_MEMORY // 1024} MiB"
                say(f"{name}: not read: it takes more than {bounds}. Leave it out, or save it anew")
                sys.stdout.flush()
                end(1)
                return

    watcher = threading.Thread(target=watch, name="patience", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_read.set()
        watcher.join()


def _most() -> int:
    """The most memory this process has held, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
