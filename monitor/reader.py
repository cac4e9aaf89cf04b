"""Where looks are thought through: worker processes, so that the fetching never waits for the reading."""

import asyncio
import gc
import itertools
import logging
import math
import multiprocessing
import os
import resource
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from monitor import parcels
from monitor.parcels import Parcel
from policy.facts.statements import stated
from policy.looking import Pace, Perused, asked_surface, check, glimpse, is_brief, peruse
from policy.model.captures import Failed, Failure, Fetched, Outcome, captures_of
from policy.model.looks import Checked, Footing, Standing, Version
from policy.model.statements import Stated
from policy.model.targets import Order, Target

T = TypeVar("T")
log = logging.getLogger(__name__)
_MEMORY = 352 * 1024**2  # bytes a reader may hold: a document that unfolds to more is too much
_STACK = 256 * 1024  # bytes of a thread that only waits; the usual eight million count against what a reader may hold
_SECONDS = 60  # of CPU that a task may take: a library that has lost its way in a document listens to nobody
_LONGEST_FOLDER = 70  # bytes: a socket's path may have 104 to 108 (sun_path), and multiprocessing adds some thirty
_TASKS = 2_000  # of each worker, after which it is replaced: what pages left in its memory goes with it
_YOUNG = 20_000  # objects made until the collector looks at them: a page makes about as many, and most go by themselves
_DONE = itertools.count(1)  # tasks, of this very reader


class Readers:
    """A pool of processes that survives the death of any of them."""

    def __init__(self, workers: int, tasks: int = _TASKS, seconds: int = _SECONDS) -> None:
        self._workers = workers
        self._seconds = seconds
        self._tasks = tasks * workers  # which a pool does, before another takes its place
        self._given = 0  # to the pool of now
        self._shared: Executor | None = None
        parcels.lighten()

    async def peruse(
        self, order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace
    ) -> Checked | Perused | Failed:
        """What `policy.looking.peruse` says; a page that kills its reader is a page that is too much."""
        work = partial(_perused, order, outcome, footing, now, pace)
        surface = asked_surface(order, outcome, footing)  # while the glance at these pages remembers it
        match await self._survived(work, order.target):
            case None:
                return _too_much(outcome)
            case Perused() as seen:
                return replace(seen, outcome=outcome, surface=surface)
            case Parcel() as parcel:
                return parcel.unpacked(outcome)

    async def check(
        self, order: Order, outcome: Outcome | Perused, standing: Standing, now: datetime, pace: Pace
    ) -> Checked:
        """What `policy.looking.check` says; a page that kills its reader is reported as a page that is too much.
        What is only to be held is told here: to send it costs more."""
        if isinstance(outcome, Failed) or (isinstance(outcome, Perused) and is_brief(outcome, standing)):
            return check(order, outcome, standing, now, pace)
        known = parcels.joined(standing)
        seen = (glimpse(order, outcome, known) or outcome) if isinstance(outcome, Fetched) else outcome
        came = outcome.outcome if isinstance(outcome, Perused) else outcome
        parcel = await self._survived(partial(_checked, order, parcels.lean(seen), known, now, pace), order.target)
        if parcel is None:
            return check(order, _too_much(came), standing, now, pace)
        return parcel.unpacked(came, parcels.sent(seen, known))

    async def state(self, target: Target, version: Version) -> Stated | None:
        """Everything the version states; None: its text killed its reader."""
        brands = (target.service_name, *target.brands)
        return await self._survived(partial(stated, version.number, version.reading, brands), target)

    async def _survived(self, work: Callable[[], T], target: Target) -> T | None:
        """What the work gives; None: it killed whoever did it."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor(), _done, work, self._seconds)
        except MemoryError:
            pass  # it may be what earlier documents left in this reader that is too much
        except BrokenProcessPool:
            self.close()  # another document in the same pool may have been the culprit
        fresh = _pool(1)
        try:
            return await loop.run_in_executor(fresh, _done, work, self._seconds)
        except (MemoryError, BrokenProcessPool):
            log.exception("reader died target=%s", target.id)
            return None
        finally:
            fresh.shutdown(wait=False)

    def _executor(self) -> Executor:
        # Not by `max_tasks_per_child`: CPython up to 3.14 may forget to replace a worker that has done its tasks, and
        # then waits for ever (python/cpython#115634). A pool that is shut down still does what it was given.
        if self._shared is not None and self._given >= self._tasks:
            self._shared.shutdown(wait=False)
            self._shared = None
        if self._shared is None:
            self._shared, self._given = _pool(self._workers), 0
        self._given += 1
        return self._shared

    def close(self) -> None:
        """The workers are gone, finished or not."""
        if self._shared is not None:
            self._shared.shutdown(wait=False, cancel_futures=True)
            self._shared = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pool(workers: int) -> Executor:
    # Never a fork of us: the daemon holds sockets, threads and a database connection. Readers are forks of a process
    # that has all that reads loaded and does nothing else: to load it takes as long as reading a hundred pages.
    # That one is asked through a socket in the folder for temporary files, whose path has an end.
    is_short = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_FOLDER
    context = multiprocessing.get_context("forkserver" if is_short else "spawn")
    context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare)


def _done(work: Callable[[], T], seconds: int) -> T:
    """What the work gives, unless it takes so long that the kernel ends this reader. What a reader knows after its
    first, second, fourth … task (vocabularies, sentences) stays, and the collector walks through it no more: each walk
    took as long as reading a page. It looks at what is young after each task, because lxml's parsers hold themselves,
    few objects with much memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, resource.RLIM_INFINITY))
    found = work()
    number = next(_DONE)
    is_settled = number & (number - 1) == 0
    gc.collect(1 if is_settled else 0)
    if is_settled:
        gc.freeze()
    return found


def _perused(order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace) -> Parcel | Perused:
    """What `peruse` gives, without the pages."""
    found = peruse(order, outcome, footing, now, pace)
    return replace(found, outcome=Fetched(())) if isinstance(found, Perused) else parcels.packed(found)


def _checked(order: Order, outcome: Outcome | Perused, standing: Standing, now: datetime, pace: Pace) -> Parcel:
    """What `check` gives, without what whoever asked has himself."""
    return parcels.packed(check(order, outcome, standing, now, pace), parcels.sent(outcome, standing))


def _too_much(outcome: Outcome) -> Failed:
    return Failed(captures_of(outcome), Failure.BOMB)


def spare_collector() -> None:
    """The collector looks at what is young after each task instead of in the midst of it."""
    gc.set_threshold(_YOUNG)


def _prepare() -> None:
    """A reader is ready: it holds no more than its share of memory, and leaves it to us to answer a Ctrl-C."""
    parcels.lighten()
    spare_collector()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    before = threading.stack_size(_STACK)
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    threading.stack_size(before)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # of one that took too long, nobody wants to see the memory


def _end_with_parent() -> None:
    """A reader whose daemon was killed has nobody to read for. The queue it waits at would never tell: its sisters, and
    it itself, hold the other end of it open."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(os.EX_OK)
