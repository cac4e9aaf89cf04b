"""The self-check: everything a watch needs, looked at before it is left alone."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

from crawler.rendering.installed import chromium, missing
from monitor.audience import unmatched
from monitor.inputs import Missing, from_addresses
from monitor.pulse import heartbeat
from monitor.room import folders_of, free_in, nearest
from monitor.settings import Settings, load
from monitor.tables import SettingsError
from monitor.targets import load as load_targets
from notifications.channels import SmtpSettings
from notifications.headers import interpreter_flaws, mailbox
from policy.model.hosts import host_of
from policy.model.targets import Fetching, Target
from storage import SchemaState, StorageError, open_library, open_registry, require_writable, schema_state

_TIGHT = 1024**3  # bytes free
_SLACK = timedelta(minutes=5)  # clocks of two machines may differ by so much
_FIRST_YEAR = 2026  # no clock that is right shows an earlier year: this release was made in it


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Of one thing looked at; the remedy is empty when there is nothing to do."""

    check: str
    level: Level
    says: str
    remedy: str = ""


def examine(path: Path, environment: Mapping[str, str], now: datetime) -> Iterator[Diagnosis]:
    """Everything in turn; what cannot be looked at without settings is left out when they are wrong."""
    yield from _interpreter()
    try:
        settings = load(path, environment)
    except SettingsError as error:
        yield from (Diagnosis("settings", Level.FAIL, message) for message in error.messages)
        return
    yield Diagnosis("settings", Level.OK, f"{settings.path}")
    targets: tuple[Target, ...] = ()
    try:
        targets = load_targets(settings.targets_folder, settings.rhythm.interval)
        yield _counted(targets, settings)
    except SettingsError as error:
        yield from (Diagnosis("targets", Level.FAIL, message) for message in error.messages)
    for check in _CHECKS:
        yield from check(settings, targets, now)


def _interpreter() -> Iterator[Diagnosis]:
    flaws = interpreter_flaws()
    for flaw in flaws:
        yield Diagnosis("interpreter", Level.WARN, flaw, "update Python when your system offers it")
    if not flaws:
        yield Diagnosis("interpreter", Level.OK, "no known flaw")


def _counted(targets: tuple[Target, ...], settings: Settings) -> Diagnosis:
    if targets:
        return Diagnosis("targets", Level.OK, f"{len(targets)} in {settings.targets_folder}")
    return Diagnosis(
        "targets", Level.WARN, f"none in {settings.targets_folder}", "clausewatch add https://www.company.example"
    )


def _database(settings: Settings, _targets: tuple[Target, ...], now: datetime) -> Iterator[Diagnosis]:
    try:
        state = schema_state(settings.archive_url)
    except StorageError as error:
        yield Diagnosis("database", Level.FAIL, str(error), "check archive.url and who may use it")
        return
    match state:
        case SchemaState.EMPTY:
            yield Diagnosis("database", Level.OK, "reachable, without tables yet; the first run makes them")
        case SchemaState.BEHIND:
            remedy = "back it up, then: clausewatch migrate"
            yield Diagnosis("database", Level.FAIL, "its tables are those of an earlier release", remedy)
        case SchemaState.NEWER:
            remedy = "install that release, or restore the backup made before the upgrade"
            yield Diagnosis("database", Level.FAIL, "its tables are those of a newer release", remedy)
        case SchemaState.CURRENT:
            yield _written(settings)
            yield from _clock_against(settings, now)


def _written(settings: Settings) -> Diagnosis:
    """Whether looks can be recorded."""
    try:
        require_writable(settings.archive_url)
    except StorageError as error:
        return Diagnosis("database", Level.FAIL, str(error), "give it to the user, or the role, that runs Clausewatch")
    return Diagnosis("database", Level.OK, "reachable, tables are those of this release")


def _clock_against(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """A look recorded in the future: the clock, then or now, was wrong."""
    library = open_library(settings.archive_url)
    try:
        looks = [card.last_checked for card in library.documents() if card.last_checked]
    finally:
        library.close()
    latest = max(looks, default=now)
    if latest > now + _SLACK:
        says = f"it is {now:%Y-%m-%d %H:%M} UTC, and the archive has a look of {latest:%Y-%m-%d %H:%M} UTC"
        yield Diagnosis("clock", Level.FAIL, says, "set the clock (timedatectl set-ntp true)")


def _clock(_settings: Settings, _targets: tuple[Target, ...], now: datetime) -> Iterator[Diagnosis]:
    if now.year < _FIRST_YEAR:
        yield Diagnosis("clock", Level.FAIL, f"it says {now:%Y-%m-%d}", "set the clock (timedatectl set-ntp true)")
    else:
        yield Diagnosis("clock", Level.OK, f"{now:%Y-%m-%d %H:%M} UTC")


def _folders(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    places = tuple(map(nearest, folders_of(settings)))
    own = places[0]
    if not _is_writable(own):
        remedy = f"make {own} writable for the user that runs Clausewatch, or change archive.url"
        yield Diagnosis("folders", Level.FAIL, f"nothing can be written into {own}", remedy)
        return
    yield Diagnosis("folders", Level.OK, f"{own} is writable")
    (free, tightest), least = min((free_in(place), place) for place in places), settings.operations.room
    level = Level.FAIL if free < least else Level.WARN if free < _TIGHT else Level.OK
    remedy = "" if level is Level.OK else f"make room: under {least >> 20} MiB (operations.room) nothing is looked at"
    yield Diagnosis("disk", level, f"{free / 1024**3:.1f} GiB free at {tightest}", remedy)


def _is_writable(folder: Path) -> bool:
    """By trying: a full or read-only file system has the right permissions too."""
    probe = folder / ".clausewatch-probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _channels(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    used = {subscriber.channel for subscriber in settings.subscribers}
    for name in sorted(used):
        trouble = settings.channels[name].channel().trouble()
        if trouble:
            yield Diagnosis(f"channel {name}", Level.FAIL, trouble, f"correct channels.{name}, or what it leads to")
        else:
            yield Diagnosis(f"channel {name}", Level.OK, "takes messages")
    is_mailed = any(isinstance(settings.channels[name], SmtpSettings) for name in used)
    if is_mailed and mailbox(settings.sender.address).domain == "localhost":
        remedy = "write an address of your own into digest.sender"
        yield Diagnosis("sender", Level.WARN, f"{settings.sender.address}: most mail servers refuse it", remedy)


def _audience(settings: Settings, targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    if not settings.subscribers:
        yield Diagnosis("subscribers", Level.WARN, "nobody is told", f"add [[subscribers]] to {settings.path}")
        return
    yield Diagnosis("subscribers", Level.OK, f"{len(settings.subscribers)}")
    for subscriber, name in unmatched(settings.subscribers, targets):
        says = f"{subscriber.id}: {name!r} is no document, service or tag of any target"
        yield Diagnosis("subscribers", Level.WARN, says, "correct the scope, or add the target")
    for subscriber in settings.subscribers:
        if mailbox(subscriber.address).domain.endswith(".example"):  # RFC 2606 §2: nobody has such an address
            says = f"{subscriber.id}: {subscriber.address} is the example's address; nobody reads it"
            yield Diagnosis("subscribers", Level.WARN, says, f"write who is told into {settings.path}")
        if targets and not any(subscriber.scope.covers(target) for target in targets):
            yield Diagnosis("subscribers", Level.WARN, f"{subscriber.id}: no target is in scope", "widen the scope")


def _subscriptions(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    desk = settings.subscriptions
    if desk is None or schema_state(settings.archive_url) is not SchemaState.CURRENT:
        return
    with closing(open_registry(settings.archive_url, desk.journal)) as registry:
        joined, gone = registry.joined(), registry.left()
    yield Diagnosis("subscriptions", Level.OK, f"open at {desk.form}; {len(joined)} came by themselves")
    for subscriber in settings.subscribers:
        if subscriber.id in gone:
            remedy = f"take them out of {settings.path}, or give them another id if they want to be told again"
            yield Diagnosis("subscribers", Level.WARN, f"{subscriber.id} has unsubscribed, and is not told", remedy)


def _site(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    address, host = settings.site.address, host_of(settings.site.address)
    if _is_loopback(host) and settings.subscribers:
        remedy = "write the address readers use into site.address, once there is one"
        yield Diagnosis("site", Level.WARN, f"{address}: links in digests work on this machine only", remedy)
    elif not address.startswith("https:") and not _is_loopback(host):
        remedy = "put a web server with TLS in front and write its https:// address into site.address"
        yield Diagnosis("site", Level.WARN, f"{address}: what readers see could be altered on the way", remedy)
    else:
        yield Diagnosis("site", Level.OK, address)


def _operations(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    """Whether trouble reaches anybody."""
    own = settings.operations
    if own.operator is None:
        says = "nobody hears of documents that are not read, or of a full disk"
        yield Diagnosis("operator", Level.WARN, says, "write your address into operations.operator")
    else:
        trouble = settings.channels[own.operator.channel].channel().trouble()
        level, says = (Level.FAIL, trouble) if trouble else (Level.OK, own.operator.address)
        remedy = f"correct channels.{own.operator.channel}, or what it leads to" if trouble else ""
        yield Diagnosis("operator", level, says, remedy)
    heart = heartbeat(settings, settings.operations.heartbeat)
    if heart is not None:
        trouble = heart.trouble()
        remedy = "correct operations.heartbeat, or what it leads to" if trouble else ""
        yield Diagnosis("heartbeat", Level.FAIL if trouble else Level.OK, trouble or "can be reached", remedy)
    if own.metrics is not None and not _is_writable(own.metrics.parent):
        remedy = f"make {own.metrics.parent} writable, or change operations.metrics"
        yield Diagnosis("metrics", Level.FAIL, f"nothing can be written into {own.metrics.parent}", remedy)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _crawler(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    wide = [str(network) for network in settings.crawl.allowed_networks if network.prefixlen == 0]
    if wide:
        says = f"{', '.join(wide)} is allowed: any page can redirect us into your own network"
        yield Diagnosis("crawler", Level.WARN, says, "name only the networks you mean in crawler.allowed_networks")
    else:
        yield Diagnosis("crawler", Level.OK, settings.crawl.user_agent)


def _contact(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    """The page that every request names, fetched as any other: under its robots.txt, and by our own guard."""
    page = settings.crawl.contact_url
    for came in from_addresses((page,) if page else (), settings.crawl):
        if isinstance(came, Missing):
            remedy = "whoever wonders about our requests looks there: let it be read, also in its robots.txt"
            yield Diagnosis("contact", Level.WARN, f"{page}: {came.reason}", remedy)
        else:
            yield Diagnosis("contact", Level.OK, page)


def _browser(_settings: Settings, targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    """Looked at only when a target wants one."""
    wanting = [target.id for target in targets if target.fetching is not Fetching.PLAIN]
    if not wanting:
        return
    remedy = missing()
    if remedy:
        says = f"{', '.join(wanting[:3])}{' …' if len(wanting) > 3 else ''}: to be rendered, and there is no browser"
        yield Diagnosis("browser", Level.FAIL, says, remedy)
    else:
        yield Diagnosis(
            "browser", Level.OK, f"{chromium()} for {len(wanting)} target{'' if len(wanting) == 1 else 's'}"
        )


_CHECKS: tuple[Callable[[Settings, tuple[Target, ...], datetime], Iterator[Diagnosis]], ...] = (
    _clock,
    _folders,
    _database,
    _crawler,
    _contact,
    _browser,
    _audience,
    _subscriptions,
    _channels,
    _site,
    _operations,
)
