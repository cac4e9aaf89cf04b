"""The telling half-line of the house: pending → compose → seal → send → mark."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.ports import Archive
from notifications.bulletin import OPERATOR
from notifications.channels import Channel
from notifications.digest import compose
from notifications.headers import HeaderError
from notifications.printing import printed
from notifications.rendering import Letterhead
from notifications.schedule import delay, due_window, next_alert
from notifications.sending import REFUSALS, retry_at
from policy.heads import settled
from policy.model.digests import AtOnce, DeadLetter, Delivery, DeliveryState, Digest, Message, Subscriber
from storage import DamagedError

log = logging.getLogger(__name__)
_SENDING = timedelta(minutes=10)
_FAILURES = 3  # in a row, after which a channel is left alone until the leases end
Told = tuple[tuple[Message, Delivery], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What telling is done with."""

    archive: Archive
    audience: Callable[[], tuple[Subscriber, ...]]
    channels: Mapping[str, Channel]
    letterhead: Letterhead
    allowance: timedelta  # how long a target may go unread before subscribers hear of it
    leaving: Callable[[str], str] | None = None  # the token by which a subscriber leaves; None: there is no page for it


def tell(telling: Telling, now: datetime, *, early: bool = False) -> Told:
    """Seal what is due, or, early, all that waits; then send what is sealed. A crash between the two, or between
    sending and marking, sends the same message again under the same Message-ID (RFC 5321 §6.1 leaves nothing better).
    """
    for subscriber in telling.audience():
        if is_suppressed(telling.archive, subscriber):
            continue
        try:
            message = due_message(telling, subscriber, now, early=early) or _due_alert(telling, subscriber, now)
        except HeaderError:
            # A mail that would not be what we built is not sent; the others must not wait for our mending it.
            log.exception("no digest for subscriber=%s", subscriber.id)
            continue
        except DamagedError as damage:
            log.error("no digest for subscriber=%s: %s; see: clausewatch verify", subscriber.id, damage)
            continue
        if message is not None:
            telling.archive.seal(message)
    return send(telling, now)


def send(telling: Telling, now: datetime) -> Told:
    """Offer what is sealed to its channels, side by side, so that one that does not answer holds up no other."""
    by_channel: dict[str, list[Message]] = {}
    for message in telling.archive.outbox(now, _SENDING):
        by_channel.setdefault(message.channel, []).append(message)
    if not by_channel:
        return ()
    with ThreadPoolExecutor(max_workers=len(by_channel)) as pool:
        rounds = [pool.submit(_deliver_all, telling, letters, now) for letters in by_channel.values()]
        return tuple(told for one in rounds for told in one.result())


def due_message(telling: Telling, subscriber: Subscriber, now: datetime, *, early: bool = False) -> Message | None:
    """The digest a subscriber is owed now, or would be if their time had come; None: it has not, or there is nothing to
    tell."""
    archive = telling.archive
    since = archive.told_until(subscriber.id)
    if since is None:
        archive.open_window(subscriber.id, now)
        return None
    until = now if early else due_window(subscriber.schedule, since, now)
    if until is None:
        return None
    entries = archive.pending(subscriber.id, until)
    unread = archive.unread(subscriber, until, telling.allowance)
    if not entries and not any(one.is_news for one in unread) and not subscriber.tells_quiet:
        return None
    if isinstance(subscriber.schedule, AtOnce) and _is_flooded(archive, subscriber, now):
        return None
    alerted = 0 if isinstance(subscriber.schedule, AtOnce) else len(archive.told_since(subscriber.id, since))
    digest = compose(subscriber, entries, unread, archive.tally(subscriber, since, until), until)
    late = delay(subscriber.schedule, min(entry.queued_at for entry in entries), now) if entries else None
    return print_for(telling, replace(digest, alerted=alerted, delay=late))


def _due_alert(telling: Telling, subscriber: Subscriber, now: datetime) -> Message | None:
    """What is weighty enough to be told before the next digest; None: nothing is, or an hour has had its alerts, and
    the digest brings the rest."""
    since = telling.archive.told_until(subscriber.id)
    if subscriber.alerts is None or since is None or isinstance(subscriber.schedule, AtOnce):
        return None
    waiting = telling.archive.pending(subscriber.id, now)
    entries = [entry for entry in waiting if subscriber.weighed(entry.change).severity >= subscriber.alerts]
    if not entries or _is_flooded(telling.archive, subscriber, now):
        return None
    digest = compose(subscriber, entries, (), telling.archive.tally(subscriber, since, now), now)
    return replace(print_for(telling, replace(digest, is_alert=True)), is_alert=True)


def print_for(telling: Telling, digest: Digest) -> Message:
    """The digest in the form of its reader's channel, with the head of the logs; errors as of `render`."""
    reader = digest.subscriber
    token = telling.leaving(reader.id) if telling.leaving else None
    with_head = replace(digest, head=telling.archive.head(settled(digest.until)))
    return printed(with_head, telling.letterhead, telling.channels.get(reader.channel), token)


def is_suppressed(archive: Archive, subscriber: Subscriber) -> bool:
    """True when a reader's address refused mail too often in a row: what there is to tell them waits, and goes into
    one digest when a dead letter was taken after all or their address is another one."""
    return archive.refusals(subscriber.id, subscriber.address) >= REFUSALS


def told_again(archive: Archive, subscriber: Subscriber, now: datetime) -> datetime:
    """When a reader may be told at once again: now, or when an hour has room for one more message."""
    told = archive.told_since(subscriber.id, now - timedelta(hours=1))
    return next_alert([at for at in told if at <= now], now)  # later ones: the clock was set back since


def retry(telling: Telling, letters: Sequence[DeadLetter], now: datetime) -> Told:
    """Offer dead letters again, each to the address and channel its reader has now."""
    for letter, to in destinations(telling, letters):
        if to is not None:
            telling.archive.revive(letter.id, to, now)
    return send(telling, now)


def destinations(
    telling: Telling, letters: Sequence[DeadLetter]
) -> tuple[tuple[DeadLetter, Subscriber | DeadLetter | None], ...]:
    """Where each dead letter would go now: to its reader, or, when it is the operator's, to where it was to go. None:
    nobody of that id is told any more."""
    readers = {subscriber.id: subscriber for subscriber in telling.audience()}
    return tuple(
        (letter, letter if letter.subscriber_id == OPERATOR else readers.get(letter.subscriber_id))
        for letter in letters
    )


def _is_flooded(archive: Archive, subscriber: Subscriber, now: datetime) -> bool:
    """True when a reader has had enough for now: what is new goes into one digest a little later."""
    return told_again(archive, subscriber, now) > now


def _deliver_all(telling: Telling, letters: Sequence[Message], now: datetime) -> Told:
    """The messages of one channel, one after another. A channel that fails is not tried for all of them, and those
    left keep their lease: a server that hangs would hang for each."""
    told: list[tuple[Message, Delivery]] = []
    failures = 0
    for message in letters:
        if failures >= _FAILURES:
            log.warning("channel=%s is left alone for now, messages=%d", message.channel, len(letters) - len(told))
            break
        delivery = _deliver(telling, message, now)
        failures = failures + 1 if delivery.state is DeliveryState.RETRY else 0
        told.append((message, delivery))
    return tuple(told)


def _deliver(telling: Telling, message: Message, now: datetime) -> Delivery:
    delivery = offer(telling, message)
    _MARKS[delivery.state](telling.archive, message, delivery, now)
    if delivery.state is DeliveryState.DELIVERED:
        log.info("told subscriber=%s message=%s", message.subscriber_id, message.id)
    else:
        log.warning("not told subscriber=%s message=%s: %s", message.subscriber_id, message.id, delivery.detail)
    return delivery


def offer(telling: Telling, message: Message) -> Delivery:
    """What its channel says to the message; nothing is marked."""
    channel = telling.channels.get(message.channel)
    if channel is None:
        return Delivery(DeliveryState.RETRY, f"no channel is called {message.channel!r} in the settings")
    return channel.send(message)


def _taken(archive: Archive, message: Message, _: Delivery, now: datetime) -> None:
    archive.delivered(message.id, now)


def _put_off(archive: Archive, message: Message, delivery: Delivery, now: datetime) -> None:
    archive.postponed(message.id, now, retry_at(message.attempts + 1, now), delivery.detail)


def _given_up(archive: Archive, message: Message, delivery: Delivery, now: datetime) -> None:
    archive.refused(message.id, now, delivery.detail)


_MARKS: Mapping[DeliveryState, Callable[[Archive, Message, Delivery, datetime], None]] = {
    DeliveryState.DELIVERED: _taken,
    DeliveryState.RETRY: _put_off,
    DeliveryState.REFUSED: _given_up,
}
