"""Documents named on the command line, from files and from addresses."""

import asyncio
import io
import mimetypes
import os
import select
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from crawler.settings import CrawlSettings
from policy.model.captures import Failed, Fetched, Outcome, Unmodified
from policy.model.readings import Reading, Source, Suspicion
from policy.model.targets import Fetching
from policy.words import suspicion_label

_MOST = 64 * 1024 * 1024  # bytes; no policy is larger
_CHUNK = 1 << 20
_READABLE = "Name a file that can be read"
_PATIENCE = timedelta(seconds=30)  # for the first byte out of a pipe
_GRACE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Missing:
    """No document, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A document from an address; `note` says how it came to be, where it is not as the server sent it."""

    source: Source
    note: str


def is_address(name: str) -> bool:
    """True for what is fetched; everything else is a file."""
    return name.lower().startswith(("http://", "https://"))


def from_file(path: Path, patience: timedelta = _PATIENCE, remedy: str = _READABLE) -> Source | Missing:
    """The bytes of a file, or of what is written into a pipe; what they are is guessed from its name only where they
    leave it open. A pipe into which nobody writes is waited for so long, and devices are read no further than files."""
    try:
        # Opening a pipe waits for whoever writes into it, unless we say that we do not.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode) and not _has_words(file.fileno(), patience):
                return Missing(str(path), f"nothing to read within {patience.total_seconds():g} s. Name a file")
            os.set_blocking(file.fileno(), True)
            body = _taken(file)
    except OSError as error:
        return Missing(str(path), f"{error.strerror}. {remedy}")
    if len(body) > _MOST:
        return Missing(str(path), f"larger than {_MOST // 1024**2} MiB; that is no policy")
    return Source(path.name, mimetypes.guess_type(path.name)[0], body)


def _has_words(file: int, patience: timedelta) -> bool:
    return bool(select.select([file], [], [], patience.total_seconds())[0])


def _taken(file: io.FileIO) -> bytes:
    """All there is, or just more than is read."""
    parts: list[bytes] = []
    room = _MOST + 1
    while room > 0 and (part := file.read(min(room, _CHUNK))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def unreadable(reading: Reading) -> str | None:
    """Why there is nothing in a reading to go by; None: it was read."""
    if Suspicion.UNREADABLE not in reading.quality.suspicions:
        return None
    return f"{'; '.join(reading.quality.notes) or suspicion_label(Suspicion.UNREADABLE)}. Name a page or a document"


def wordless(reading: Reading) -> str | None:
    """Why a page that was read says nothing; None: it says something."""
    if reading.sections:
        return None
    return f"{'; '.join(reading.quality.notes)}. Name a page with text, or look at what was left out of this one"


def from_addresses(urls: Sequence[str], settings: CrawlSettings) -> Iterator[Arrived | Missing]:
    """Each page as the crawler gets it, by all its rules, in order; a shell is rendered."""
    if urls:
        yield from asyncio.run(_fetched(urls, settings))


async def _fetched(urls: Sequence[str], settings: CrawlSettings) -> list[Arrived | Missing]:
    # Imported only when something is fetched: files are read without the network's libraries.
    from crawler.fetching import Fetcher
    from crawler.hosts import MemoryHostBook
    from monitor.clock import now

    fetcher = Fetcher(settings, MemoryHostBook(), now)
    try:
        return [_arrived(url, await fetcher.get(url, fetching=Fetching.AUTO)) for url in urls]
    finally:
        await fetcher.stop(_GRACE)


def _arrived(url: str, outcome: Outcome) -> Arrived | Missing:
    match outcome:
        case Fetched((page, *_)) if page.capture.response is not None:
            response = page.capture.response
            source = Source(response.url, response.header("content-type"), page.body)
            return Arrived(source, page.capture.detail)
        case Failed(captures, failure):
            detail = captures[-1].detail if captures else ""
            return Missing(url, f"not fetched ({failure.value}){': ' if detail else ''}{detail}")
        case Fetched() | Unmodified():
            return Missing(url, "the server sent no page")
