"""The house put together from its settings: archive, crawler, readers, channels."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from crawler.fetching import Fetcher
from monitor.clock import now
from monitor.cycle import Clock, Looking, Report
from monitor.reader import Readers
from monitor.settings import Settings
from monitor.telling import Telling
from monitor.weather import Weather
from notifications.rendering import Letterhead
from policy.looking import Pace
from policy.model.targets import Target
from storage import SchemaState, SqlArchive, migrate, open_archive, open_host_book, schema_state


@dataclass(frozen=True, slots=True)
class House:
    """Everything a look and a digest are made with."""

    archive: SqlArchive
    fetcher: Fetcher
    readers: Readers
    looking: Looking
    telling: Telling


def telling(settings: Settings, archive: SqlArchive) -> Telling:
    """What digests are composed and sent with."""
    letterhead = Letterhead(settings.sender.address, settings.site.address, settings.sender.unsubscribe)
    channels = {name: way.channel() for name, way in settings.channels.items()}
    return Telling(archive, settings.subscribers, channels, letterhead, settings.rhythm.not_read_allowance)


@contextmanager
def opened_archive(settings: Settings) -> Iterator[SqlArchive]:
    """The archive of the settings; a database without tables gets them, one with older tables is refused with the
    remedy, because a migration is the operator's to time and to back up before."""
    if schema_state(settings.archive_url) is SchemaState.EMPTY:
        migrate(settings.archive_url)
    archive = open_archive(settings.archive_url)
    try:
        yield archive
    finally:
        archive.close()


@contextmanager
def opened_house(
    settings: Settings,
    targets: tuple[Target, ...],
    clock: Clock = now,
    report: Report = lambda _order, _checked: None,
) -> Iterator[House]:
    """The whole house, with these targets watched."""
    with (
        opened_archive(settings) as archive,
        closing(open_host_book(settings.archive_url)) as book,
        Readers(settings.rhythm.readers) as readers,
    ):
        book.forget(clock())
        archive.enlist(targets, clock())
        for subscriber in settings.subscribers:
            archive.open_window(subscriber.id, clock())
        fetcher = Fetcher(settings.crawl, book, clock)
        rhythm = settings.rhythm
        pace = Pace(rhythm.confirm_after, rhythm.jitter, rhythm.adapts, rhythm.fastest, rhythm.slowest)
        people, weather = settings.subscribers, Weather(book.shut)
        looking = Looking(archive, fetcher, readers, people, pace, clock, report, weather)
        yield House(archive, fetcher, readers, looking, telling(settings, archive))
