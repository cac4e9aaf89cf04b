"""`clausewatch.toml` as frozen values: everything the operator decides, checked as a whole before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit

from crawler.addresses import is_reachable
from crawler.settings import Caps, CrawlSettings
from monitor.audience import subscribers
from monitor.measures import duration, positive, share, size
from monitor.operations import Operations, operations
from monitor.release import release
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
_SLOWEST_TICK = timedelta(minutes=1)  # half of what the daemon's lock lasts, a fifth of WatchdogSec in our unit
_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often things happen."""

    interval: timedelta = timedelta(hours=12)  # between two looks at a target that does not say otherwise
    jitter: float = 0.1  # share of the interval by which looks are spread
    confirm_after: timedelta = timedelta(seconds=90)  # a new text is seen again
    not_read_allowance: timedelta = timedelta(days=2)
    tick: timedelta = timedelta(seconds=15)
    readers: int = 1  # processes that read and judge
    adapts: bool = False  # looks come sooner after a change, and less often while nothing happens
    fastest: timedelta = timedelta(hours=6)  # the bounds of that
    slowest: timedelta = timedelta(days=7)


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
    crawl = _crawl(table.table("crawler"), folder)
    rhythm = _rhythm(table.table("schedule"))
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


def _crawl(table: Table, folder: Path) -> CrawlSettings | None:
    contact = table.text("contact", "")
    manners = _manners(table, folder)
    product = table.text("product", manners.product)
    table.close()
    if not contact.strip():
        table.wrong("contact", "write your e-mail address or a page about you, so that those you fetch can reach you")
        return None
    is_page = contact.startswith(("http://", "https://"))
    try:
        named = replace(manners, contact_url=contact if is_page else "", contact_mail="" if is_page else contact)
    except ValueError as mistake:
        table.wrong("contact", str(mistake))
        return None
    try:
        return replace(named, product=product, version=release())
    except ValueError as mistake:
        table.wrong("product", str(mistake))
        return None


def _manners(table: Table, folder: Path) -> CrawlSettings:
    """How the crawler behaves, under a contact that stands in until the real one is read."""
    usual = CrawlSettings(contact_mail="nobody@localhost")
    return replace(
        usual,
        spacing=table.read("spacing", usual.spacing, duration),
        daily_budget=table.count("daily_budget", usual.daily_budget),
        crawl_delay_cap=table.read("crawl_delay_cap", usual.crawl_delay_cap, duration),
        retry_after_cap=table.read("retry_after_cap", usual.retry_after_cap, duration),
        throttle_pause=table.read("throttle_pause", usual.throttle_pause, duration),
        connect_timeout=table.read("connect_timeout", usual.connect_timeout, positive),
        total_timeout=table.read("total_timeout", usual.total_timeout, positive),
        patience=table.read("patience", usual.patience, positive),
        caps=Caps(
            wire=table.read("body_cap", usual.caps.wire, size),
            decoded=table.read("decoded_cap", usual.caps.decoded, size),
            ratio=table.count("ratio_cap", usual.caps.ratio),
        ),
        redirects=table.count("redirects", usual.redirects, 0, 20),
        robots_life=table.read("robots_life", usual.robots_life, duration),
        allowed_networks=table.texts("allowed_networks", _network),
        concurrency=table.count("concurrency", usual.concurrency, 1, 1000),
        authorities=table.read("authorities", None, or_none(partial(_certificates, folder))),
    )


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise ValueError(f'{error}. Write a network such as "10.0.0.0/8" or "127.0.0.1/32"') from None


def _certificates(folder: Path, text: str) -> Path:
    path = folder / text
    if not path.is_file():
        raise ValueError(f"there is no file {path}. Name a PEM file, or leave it empty")
    return path


def _rhythm(table: Table) -> Rhythm:
    usual = Rhythm()
    rhythm = Rhythm(
        interval=table.read("interval", usual.interval, positive),
        jitter=table.read("jitter", usual.jitter, _jitter),
        confirm_after=table.read("confirm_after", usual.confirm_after, positive),
        not_read_allowance=table.read("not_read_allowance", usual.not_read_allowance, positive),
        tick=table.read("tick", usual.tick, _tick),
        readers=table.count("readers", usual.readers, 1, 64),
        adapts=table.flag("adapts", usual.adapts),
        fastest=table.read("fastest", usual.fastest, positive),
        slowest=table.read("slowest", usual.slowest, positive),
    )
    if rhythm.fastest > rhythm.slowest:
        table.wrong("fastest", f"it must not be longer than slowest, which is {rhythm.slowest}")
    table.close()
    return rhythm


def _tick(text: str) -> timedelta:
    """The watchdog of systemd and the lock of the daemon wait for minutes, not for hours, to hear of a tick."""
    tick = positive(text)
    if tick > _SLOWEST_TICK:
        raise ValueError(f'at most "{_SLOWEST_TICK.seconds}s": whoever waits for a sign of life hears one at each tick')
    return tick


def _jitter(text: str) -> float:
    part = share(text)
    if part > 0.5:
        raise ValueError('at most "50%", or two looks could fall together')
    return part


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
