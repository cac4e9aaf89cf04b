"""What is said to the outside after a good tick: that we live, and how things stand."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from crawler.addresses import is_reachable
from monitor.gauges import Numbers, write
from monitor.room import folder_of, free_in
from monitor.settings import Settings
from notifications.channels.posting import Guard, Line, Posting, post
from storage import SqlArchive

log = logging.getLogger(__name__)
_EVERY = timedelta(minutes=1)
_PATIENCE = 5.0  # seconds: a heartbeat must not hold up the looks
_GOOD = range(200, 300)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """An address that expects to hear of us, and raises the alarm when it does not."""

    url: str
    guard: Guard
    ca_file: str | None = None

    def beat(self) -> str | None:
        """What went wrong, without the address, which is a secret of its kind; None: it heard."""
        parts, line = urlsplit(self.url), self._line
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        try:
            status, _ = post(line, Posting(path, {"User-Agent": "Clausewatch"}, b""))
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
    def _line(self) -> Line:
        parts = urlsplit(self.url)
        return Line(parts.hostname or "", parts.port or 443, self.guard, _PATIENCE, self.ca_file)


def _words(error: OSError | HTTPException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def heartbeat(settings: Settings) -> Heartbeat | None:
    """The heartbeat of the settings, behind the crawler's guard; None: none is wanted."""
    url, crawl = settings.operations.heartbeat, settings.crawl
    if url is None:
        return None
    guard = partial(is_reachable, allowed=crawl.allowed_networks)
    return Heartbeat(url, guard, str(crawl.authorities) if crawl.authorities else None)


class Pulse:
    """Beats and writes at most once a minute; says once each way that it cannot."""

    def __init__(self, archive: SqlArchive, settings: Settings) -> None:
        self._archive = archive
        self._heartbeat = heartbeat(settings)
        self._metrics = settings.operations.metrics
        self._folder = folder_of(settings.archive_url)
        self._last: datetime | None = None
        self._is_heard = True

    def beat(self, now: datetime) -> None:
        """A tick was good."""
        if self._last is not None and self._last <= now < self._last + _EVERY:
            return
        self._last = now
        if self._metrics is not None:
            self._write(self._metrics, now)
        if self._heartbeat is not None:
            self._heard(self._heartbeat.beat())

    def _heard(self, trouble: str | None) -> None:
        if trouble is not None and self._is_heard:
            log.warning("heartbeat not heard: %s", trouble)
        if trouble is None and not self._is_heard:
            log.warning("heartbeat heard again")
        self._is_heard = trouble is None

    def _write(self, path: Path, now: datetime) -> None:
        archive = self._archive
        free = None if self._folder is None else free_in(self._folder)
        numbers = Numbers(archive.documents(), len(archive.waiting()), len(archive.dead()), free, now)
        try:
            write(path, numbers)
        except OSError as error:
            log.warning("metrics not written file=%s: %s", path, error.strerror or error)
