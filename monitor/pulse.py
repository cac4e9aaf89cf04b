"""What is said to the outside after a good tick: that we live, and how things stand."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from pathlib import Path
from threading import Thread

from crawler.addresses import is_reachable
from monitor.gauges import Sample, write
from monitor.settings import Settings
from notifications.channels.posting import Endpoint, Guard, Posting, endpoint_of, path_of, post

log = logging.getLogger(__name__)
_EVERY = timedelta(minutes=1)
_PATIENCE = 5.0  # seconds for each step of a call
_GOOD = range(200, 300)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """An address that expects to hear of us, and raises the alarm when it does not."""

    url: str
    user_agent: str
    guard: Guard
    ca_file: str | None = None

    def beat(self) -> str | None:
        """What went wrong, without the address, which is a secret of its kind; None: it heard."""
        line = self._line
        try:
            status, _ = post(line, Posting(path_of(self.url), {}, b""))
        except (OSError, HTTPException) as error:
            return f"{line.host}: {_words(error)}"
        return None if status in _GOOD else f"{line.host} answers {status}"

    def trouble(self) -> str | None:
        """Only whether the place can be reached: a beat would say that all is well."""
        try:
            self._line.opened().close()
        except OSError as error:
            return f"{self._line.host}: {_words(error)}"
        return None

    @property
    def _line(self) -> Endpoint:
        return endpoint_of(self.url, self.user_agent, self.guard, _PATIENCE, self.ca_file)


def _words(error: OSError | HTTPException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def heartbeat(settings: Settings, url: str | None) -> Heartbeat | None:
    """The heartbeat at that address, behind the crawler's guard; None: none is wanted."""
    crawl = settings.crawl
    if url is None:
        return None
    guard = partial(is_reachable, allowed=crawl.allowed_networks)
    return Heartbeat(url, crawl.user_agent, guard, str(crawl.authorities) if crawl.authorities else None)


class Heart:
    """Calls in a thread of its own, one at a time: a place that does not answer holds up no look. Says once each way
    that it is not heard."""

    def __init__(self, beat: Callable[[], str | None]) -> None:
        self._beat = beat  # what went wrong; None: it heard
        self._call: Thread | None = None  # None: none was made
        self._is_heard = True

    def beat(self) -> None:
        """One call more, unless the last one still waits for its answer."""
        if self._call is None or not self._call.is_alive():
            self._call = Thread(target=self._ask, name="heartbeat", daemon=True)
            self._call.start()

    def settle(self, patience: float) -> None:
        """Wait so many seconds at most for the answer to the last call."""
        if self._call is not None:
            self._call.join(patience)

    def _ask(self) -> None:
        trouble = self._beat()
        if trouble is not None and self._is_heard:
            log.warning("heartbeat not heard: %s", trouble)
        if trouble is None and not self._is_heard:
            log.warning("heartbeat heard again")
        self._is_heard = trouble is None


@dataclass(frozen=True, slots=True)
class Metrics:
    """A file for a collector, and what it is to hold."""

    file: Path
    samples: Callable[[datetime], tuple[Sample, ...]]


class Pulse:
    """Beats and writes at most once a minute; None: nobody waits for it."""

    def __init__(self, heart: Heart | None, metrics: Metrics | None) -> None:
        self._heart = heart
        self._metrics = metrics
        self._last: datetime | None = None

    def beat(self, now: datetime) -> None:
        """A tick was good."""
        if self._last is not None and self._last <= now < self._last + _EVERY:
            return
        self._last = now
        if self._metrics is not None:
            try:
                write(self._metrics.file, self._metrics.samples(now))
            except OSError as error:
                log.warning("metrics not written file=%s: %s", self._metrics.file, error.strerror or error)
        if self._heart is not None:
            self._heart.beat()
