"""Shows the history pages until told to stop."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from history import SiteSettings, front, warm
from history.library import Library
from history.serving import ServingError, serve
from monitor.assembly import office, opened_registry
from monitor.clock import now
from monitor.cycle import Clock
from monitor.outage import Outage
from monitor.settings import Settings
from policy.heads import settled
from storage import open_library

_EVERY = timedelta(minutes=1)


async def show(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None] | None = None) -> None:
    """Serve the history pages until stopped, on the read-only side of the archive; and beside them, if they are open,
    the subscriptions, which alone write."""
    own, desk = settings.site, settings.subscriptions
    site = SiteSettings(own.address, own.title, own.contact, own.stale_after, takes_subscriptions=desk is not None)
    with opened_registry(settings) as registry:
        counter = office(desk, settings, registry) if desk and registry else None
        library = open_library(settings.archive_url)
        await asyncio.to_thread(warm, library, site, now())
        pages = front(library, site, now, counter)
        turning = asyncio.create_task(keep_head(library, stop))
        try:
            await serve(pages, own.host, own.port, stop, ready)
        except ServingError as error:
            raise ServingError(f"{error} See site.host and site.port in {settings.path}") from error
        finally:
            turning.cancel()


def whereabouts(settings: Settings, address: str) -> str:
    """Where the pages listen, and what links to them begin with."""
    return f"History at {address}, known to readers as {settings.site.address}"


async def keep_head(library: Library, stop: asyncio.Event, clock: Clock = now, every: timedelta = _EVERY) -> None:
    """The head of all logs, which stands on every page, is at hand when a day has turned, before anybody asks for a
    page: to make it takes a fifth of a second."""
    outage = Outage()
    while not stop.is_set():
        with outage.waited_out("head of the logs"):
            await asyncio.to_thread(library.head, settled(clock()))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())
