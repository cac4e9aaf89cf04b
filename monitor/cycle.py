"""The two half-lines of the house: look (due → fetch → check → record) and tell (pending → compose → send → mark)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from monitor.ports import Archive
from notifications.channels import Channel
from notifications.digest import compose
from notifications.headers import HeaderError
from notifications.rendering import Letterhead, render
from notifications.schedule import due_window
from notifications.sending import retry_at
from policy.looking import Pace
from policy.model.captures import Failed, Failure, Outcome
from policy.model.digests import Delivery, DeliveryState, Message, Subscriber
from policy.model.looks import Checked, Event, Standing
from policy.model.targets import Order
from policy.reading import recipe

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)  # longer than any fetch may last, so that only the dead lose theirs
SENDING = timedelta(minutes=10)
_AT_ONCE = 4  # looks thought through side by side; more would only hold bodies in memory


class Fetcher(Protocol):
    """The crawler, as the cycle needs it."""

    def fetch(self, orders: Sequence[Order]) -> AsyncIterator[tuple[Order, Outcome]]: ...


class Thinker(Protocol):
    """Where `check` runs."""

    async def check(self, order: Order, outcome: Outcome, standing: Standing, now: datetime, pace: Pace) -> Checked: ...


Clock = Callable[[], datetime]
Report = Callable[[Order, Checked], None]


@dataclass(frozen=True, slots=True)
class Looking:
    """What a look is done with."""

    archive: Archive
    fetcher: Fetcher
    readers: Thinker
    audience: tuple[Subscriber, ...]
    pace: Pace
    clock: Clock
    report: Report = field(default=lambda _order, _checked: None)


async def look(orders: Sequence[Order], looking: Looking) -> tuple[Checked, ...]:
    """Look at every target ordered; each is recorded as soon as it is known, whatever becomes of the others."""
    found: list[Checked] = []
    gate = asyncio.Semaphore(_AT_ONCE)

    async def settle(order: Order, outcome: Outcome) -> None:
        try:
            checked = await _settle(order, outcome, looking)
            if checked is not None:
                found.append(checked)
        except Exception:
            # The one broad except of the program: a mistake of ours with one target must not cost the others theirs.
            # Its lease runs out, and it is due again.
            log.exception("look failed target=%s", order.target.id)
        finally:
            gate.release()

    async with asyncio.TaskGroup() as looks:
        async for order, outcome in looking.fetcher.fetch(orders):
            await gate.acquire()
            looks.create_task(settle(order, outcome))
    return tuple(found)


async def _settle(order: Order, outcome: Outcome, looking: Looking) -> Checked | None:
    """One target from outcome to record; None: nothing was kept, because we were stopped or lost the lease."""
    archive, target = looking.archive, order.target
    if isinstance(outcome, Failed) and outcome.failure is Failure.STOPPED:
        await asyncio.to_thread(archive.release, (order,))
        return None
    standing = await asyncio.to_thread(archive.standing, target.id, recipe(target.reading))
    checked = await looking.readers.check(order, outcome, standing, looking.clock(), looking.pace)
    if not await asyncio.to_thread(archive.record, checked, looking.audience):
        log.warning("lease lost target=%s", target.id)
        return None
    findings = len(checked.changes.findings) if checked.changes else 0
    log.info("looked target=%s event=%s findings=%d", target.id, checked.event, findings)
    looking.report(order, checked)
    return checked


def awaiting_confirmation(found: Sequence[Checked], within: timedelta) -> tuple[Checked, ...]:
    """The looks that hold a new text to be seen again soon."""
    return tuple(one for one in found if one.event is Event.HELD and one.next_check_at - one.at <= within)


@dataclass(frozen=True, slots=True)
class Telling:
    """What telling is done with."""

    archive: Archive
    subscribers: tuple[Subscriber, ...]
    channels: Mapping[str, Channel]
    letterhead: Letterhead
    allowance: timedelta  # how long a target may go unread before subscribers hear of it


def tell(telling: Telling, now: datetime) -> tuple[tuple[Message, Delivery], ...]:
    """Seal what is due, then send what is sealed. A crash between the two, or between sending and marking, sends the
    same message again under the same Message-ID (RFC 5321 §6.1 leaves nothing better)."""
    for subscriber in telling.subscribers:
        try:
            message = due_message(telling, subscriber, now)
        except HeaderError:
            # A mail that would not be what we built is not sent; the others must not wait for our mending it.
            log.exception("no digest for subscriber=%s", subscriber.id)
            continue
        if message is not None:
            telling.archive.seal(message)
    return tuple(_deliver(telling, message, now) for message in telling.archive.outbox(now, SENDING))


def due_message(telling: Telling, subscriber: Subscriber, now: datetime) -> Message | None:
    """The digest a subscriber is owed now; None: their time has not come, or there is nothing to tell."""
    archive = telling.archive
    since = archive.told_until(subscriber.id)
    if since is None:
        archive.open_window(subscriber.id, now)
        return None
    until = due_window(subscriber.schedule, since, now)
    if until is None:
        return None
    entries = archive.pending(subscriber.id, until)
    unread = archive.unread(subscriber, until, telling.allowance)
    if not entries and not any(one.is_news for one in unread) and not subscriber.tells_quiet:
        return None
    tally = archive.tally(subscriber, since, until)
    return render(compose(subscriber, entries, unread, tally, until), telling.letterhead)


def _deliver(telling: Telling, message: Message, now: datetime) -> tuple[Message, Delivery]:
    channel = telling.channels.get(message.channel)
    if channel is None:
        delivery = Delivery(DeliveryState.RETRY, f"no channel is called {message.channel!r} in the settings")
    else:
        delivery = channel.send(message)
    if delivery.state is DeliveryState.DELIVERED:
        telling.archive.delivered(message.id, now)
        log.info("told subscriber=%s message=%s", message.subscriber_id, message.id)
    else:
        again = retry_at(message.attempts + 1, now) if delivery.state is DeliveryState.RETRY else None
        telling.archive.postponed(message.id, now, again, delivery.detail)
        log.warning("not told subscriber=%s message=%s: %s", message.subscriber_id, message.id, delivery.detail)
    return message, delivery
