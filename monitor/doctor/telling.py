"""Whether what is found reaches those it is for: readers, channels, the site, the operator."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from ipaddress import ip_address

from monitor.audience import unmatched
from monitor.doctor.diagnosis import Diagnosis, Level
from monitor.doctor.machine import is_writable
from monitor.pulse import heartbeat
from monitor.settings import Settings
from notifications.channels import SmtpSettings
from notifications.headers import mailbox
from policy.model.hosts import host_of
from policy.model.targets import Target
from storage import SchemaState, open_registry, schema_state


def audience(settings: Settings, targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
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


def subscriptions(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
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


def channels(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
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


def site(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    address, host = settings.site.address, host_of(settings.site.address)
    if _is_loopback(host) and settings.subscribers:
        remedy = "write the address readers use into site.address, once there is one"
        yield Diagnosis("site", Level.WARN, f"{address}: links in digests work on this machine only", remedy)
    elif not address.startswith("https:") and not _is_loopback(host):
        remedy = "put a web server with TLS in front and write its https:// address into site.address"
        yield Diagnosis("site", Level.WARN, f"{address}: what readers see could be altered on the way", remedy)
    else:
        yield Diagnosis("site", Level.OK, address)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def operations(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
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
    if own.metrics is not None and not is_writable(own.metrics.parent):
        remedy = f"make {own.metrics.parent} writable, or change operations.metrics"
        yield Diagnosis("metrics", Level.FAIL, f"nothing can be written into {own.metrics.parent}", remedy)
