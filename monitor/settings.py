"""`clausewatch.toml` as frozen values: everything the operator decides, checked as a whole before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit

from crawler.addresses import is_reachable
from crawler.settings import CrawlSettings
from monitor.audience import subscribers
from monitor.crawling import crawl_settings
from monitor.measures import positive
from monitor.operations import Operations, operations
from monitor.rhythm import Rhythm, rhythm_of
from monitor.subscriptions import Around, Subscriptions, subscriptions
from monitor.tables import SettingsError, Table, opened, or_none
from monitor.watching import watch_rules
from monitor.ways import Circumstances, channels
from monitor.web import mail_address, web_address
from notifications.channels import ChannelSettings, FilesSettings, SmtpSettings
from notifications.channels.posting import is_lookable
from policy.model.digests import Subscriber
from policy.model.targets import WatchRule
from policy.retention import Retention

FILE = Path("clausewatch.toml")
_ARCHIVE_VARIABLE = "CLAUSEWATCH_ARCHIVE_URL"
_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the history pages are, seen from here and from their readers."""

    address: str = "http://127.0.0.1:8321"  # what links begin with
    host: str = "127.0.0.1"
    port: int = 8321
    title: str = "Clausewatch"
    contact: str | None = None  # None: not shown
    stale_after: timedelta = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the digests come from."""

    address: str = "Clausewatch <clausewatch@localhost>"
    unsubscribe: str | None = None  # None: the sender


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole file; paths are whole too, whatever folder the program was started in."""

    path: Path
    archive_url: str = field(repr=False)  # may hold a password
    crawl: CrawlSettings
    rhythm: Rhythm
    site: Site
    sender: Sender
    channels: Mapping[str, ChannelSettings]
    subscribers: tuple[Subscriber, ...]
    subscriptions: Subscriptions | None = None  # None: nobody can subscribe by themselves
    watch: tuple[WatchRule, ...] = ()
    retention: Retention | None = None  # None: every version is kept for ever
    operations: Operations = field(default_factory=Operations)

    @property
    def targets_folder(self) -> Path:
        return self.path.parent / "targets"


def load(path: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of a file; secrets come from `CLAUSEWATCH_*` in the environment. Raises SettingsError with every
    mistake of the file."""
    path = path.absolute()
    mistakes: list[str] = []
    if not path.exists():
        ways = f"Name one with --settings, or write one with: clausewatch init {quote(str(path.parent))}"
        raise SettingsError((f"{path}: no such file. {ways}",))
    table = opened(path, mistakes)
    settings = None if mistakes else read(table, path, environment)
    if mistakes or settings is None:
        raise SettingsError(tuple(mistakes))
    return settings


def read(table: Table, path: Path, environment: Mapping[str, str]) -> Settings | None:
    """The settings a table holds; None: the crawler's cannot be made, and the table's mistakes say why."""
    folder = path.parent
    kept = table.table("archive")
    archive_url = _archive_url(kept, folder, environment)
    retention = _retention(kept)
    crawl = crawl_settings(table.table("crawler"), folder)
    rhythm = rhythm_of(table.table("schedule"))
    site = _site(table.table("site"))
    sender = _sender(table.table("digest"))
    ways_out = table.table("channels")
    guard = partial(is_reachable, allowed=crawl.allowed_networks if crawl else ())
    around = Circumstances(sender.address, folder, environment, guard, crawl.user_agent if crawl else "")
    ways = channels(ways_out, around)
    people = subscribers(table.tables("subscribers"), ways_out.names())
    mails = tuple(name for name, way in ways.items() if isinstance(way, SmtpSettings | FilesSettings))
    desk = subscriptions(
        table.table("subscriptions"), Around(site.address, ways_out.names(), mails, folder, environment)
    )
    rules = watch_rules(table.tables("watch"))
    running = operations(table.table("operations"), folder, mails)
    table.close()
    if crawl is None:
        return None
    return Settings(path, archive_url, crawl, rhythm, site, sender, ways, people, desk, rules, retention, running)


def _archive_url(table: Table, folder: Path, environment: Mapping[str, str]) -> str:
    """Where the archive is; a relative SQLite file lies beside the settings."""
    url = table.read("url", f"{_SQLITE}clausewatch.db", _database)
    url = environment.get(_ARCHIVE_VARIABLE, url)
    if url.startswith(_SQLITE):
        return f"{_SQLITE}{folder / url.removeprefix(_SQLITE)}"
    return url


def _retention(table: Table) -> Retention | None:
    """None: every version is kept for ever."""
    keep_for = table.read("keep_for", None, or_none(positive))
    keep_last = table.count("keep_last", 50)
    table.close()
    return Retention(keep_for, keep_last) if keep_for else None


def _database(text: str) -> str:
    if not text.startswith((_SQLITE, "postgresql://")) or text == _SQLITE:
        raise ValueError("write sqlite:///clausewatch.db or postgresql://user@host/name")
    if text.startswith("postgresql:") and urlsplit(text).password:
        raise ValueError(f"secrets do not belong in a file: put the whole address in {_ARCHIVE_VARIABLE}")
    return text


def _site(table: Table) -> Site:
    usual = Site()
    site = Site(
        address=table.read("address", usual.address, lambda text: web_address(text).rstrip("/")),
        host=table.read("host", usual.host, _host),
        port=table.count("port", usual.port, 0, 65535),
        title=table.read("title", usual.title, _named),
        contact=table.text("contact", "") or None,
        stale_after=table.read("stale_after", usual.stale_after, positive),
    )
    table.close()
    return site


def _named(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("write one line of text")
    return text


def _host(text: str) -> str:
    if not is_lookable(text) or not _named(text):
        raise ValueError("write an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them")
    return text


def _sender(table: Table) -> Sender:
    usual = Sender()
    sender = Sender(
        address=table.read("sender", usual.address, mail_address),
        unsubscribe=table.read("unsubscribe", None, or_none(mail_address)),
    )
    table.close()
    return sender
