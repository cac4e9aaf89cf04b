"""The house put together from its settings: archive, crawler, readers, channels."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from crawler.fetching import Fetcher
from monitor.alarm import Alarm
from monitor.claims import lease_name
from monitor.clock import now
from monitor.cycle import Clock, Looking, Report
from monitor.office import Office
from monitor.reader import Readers
from monitor.readership import Readership
from monitor.settings import Settings
from monitor.subscriptions import Subscriptions
from monitor.telling import Telling
from monitor.weather import Weather
from notifications.rendering import Letterhead
from policy.looking import Pace
from policy.model.targets import Target
from storage import (
    SchemaState,
    SqlArchive,
    SqlRegistry,
    migrate,
    open_archive,
    open_host_book,
    open_registry,
    schema_state,
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything a look is made with."""

    archive: SqlArchive
    fetcher: Fetcher
    readers: Readers
    looking: Looking
    registry: SqlRegistry | None  # None: nobody can subscribe by themselves


@dataclass(frozen=True, slots=True)
class House(Workshop):
    """Everything a look and a digest are made with."""

    telling: Telling


def telling(settings: Settings, archive: SqlArchive, registry: SqlRegistry | None) -> Telling:
    """What digests are composed and sent with."""
    desk = settings.subscriptions
    return Telling(
        archive=archive,
        audience=Readership(settings.subscribers, registry),
        channels={name: way.channel() for name, way in settings.channels.items()},
        letterhead=letterhead(settings),
        allowance=settings.rhythm.not_read_allowance,
        leaving=desk.key.leaving if desk else None,
    )


def letterhead(settings: Settings) -> Letterhead:
    """Who writes, and where readers go."""
    desk, sender = settings.subscriptions, settings.sender
    return Letterhead(sender.address, settings.site.address, sender.unsubscribe, desk.leaving if desk else None)


def office(desk: Subscriptions, settings: Settings, registry: SqlRegistry) -> Office:
    """Where people come and go."""
    tokens = partial(secrets.token_urlsafe, 32)
    return Office(registry, desk.key, desk.rules, letterhead(settings), desk.confirming, tokens)


@contextmanager
def opened_archive(settings: Settings) -> Iterator[SqlArchive]:
    """The archive of the settings; a database without tables gets them, one with older tables is refused with the
    remedy, because a migration is the operator's to time and to back up before."""
    if schema_state(settings.archive_url) is SchemaState.EMPTY:
        migrate(settings.archive_url)
    archive = open_archive(settings.archive_url, tokens=lease_name)
    try:
        yield archive
    finally:
        archive.close()


@contextmanager
def opened_registry(settings: Settings, clock: Clock = now) -> Iterator[SqlRegistry | None]:
    """Who came and who left by themselves, in agreement with the journal; None: subscriptions are closed."""
    if settings.subscriptions is None:
        yield None
        return
    with closing(open_registry(settings.archive_url, settings.subscriptions.journal)) as registry:
        registry.reconcile(clock())
        registry.forget(clock())
        yield registry


@contextmanager
def opened_workshop(
    settings: Settings, clock: Clock = now, report: Report = lambda _order, _checked: None
) -> Iterator[Workshop]:
    """What looks are made with, at the targets that are watched already."""
    with (
        opened_archive(settings) as archive,
        opened_registry(settings, clock) as registry,
        closing(open_host_book(settings.archive_url)) as book,
        Readers(settings.rhythm.readers) as readers,
    ):
        book.forget(clock())
        archive.mend(clock())
        fetcher = Fetcher(settings.crawl, book, clock)
        rhythm = settings.rhythm
        pace = Pace(rhythm.confirm_after, rhythm.jitter, rhythm.adapts, rhythm.fastest, rhythm.slowest)
        people, weather = Readership(settings.subscribers, registry), Weather(book)
        looking = Looking(
            *(archive, fetcher, readers, people, pace, clock, weather, report),
            watch=settings.watch,
            alarm=Alarm(archive, settings.operations.operator, settings.sender.address),
        )
        yield Workshop(archive, fetcher, readers, looking, registry)


@contextmanager
def opened_house(
    settings: Settings,
    targets: tuple[Target, ...],
    clock: Clock = now,
    report: Report = lambda _order, _checked: None,
) -> Iterator[House]:
    """The whole house, with these targets watched."""
    with opened_workshop(settings, clock, report) as shop:
        shop.archive.enlist(targets, clock())
        for subscriber in settings.subscribers:
            shop.archive.open_window(subscriber.id, clock())
        desk = telling(settings, shop.archive, shop.registry)
        yield House(shop.archive, shop.fetcher, shop.readers, shop.looking, shop.registry, desk)
