"""A message to each reader that shows whether they are reached, before there is anything to tell."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.telling import Telling, Told, offer, print_for
from notifications.digest import compose
from policy.model.digests import Message, Subscriber

_LATELY = timedelta(days=7)  # what is counted for a reader whose first window is not open yet


def trial(telling: Telling, now: datetime) -> Told:
    """One message by hand to every reader, offered once. It goes past the outbox: what there is to tell still waits
    for its time, and a trial that failed is not sent later, when nobody expects it."""
    return tuple(
        (message, offer(telling, message))
        for message in (_message(telling, reader, now) for reader in telling.audience())
    )


def _message(telling: Telling, reader: Subscriber, now: datetime) -> Message:
    since = telling.archive.told_until(reader.id) or now - _LATELY
    digest = compose(reader, (), (), telling.archive.tally(reader, since, now), now)
    return print_for(telling, replace(digest, is_trial=True))
