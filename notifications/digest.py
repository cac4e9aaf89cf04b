"""What one subscriber is told in one window, the weightiest first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from policy.model.digests import Digest, Entry, Subscriber, Tally, Unread
from policy.model.looks import State


def compose(
    subscriber: Subscriber, entries: Sequence[Entry], unread: Sequence[Unread], tally: Tally, until: datetime
) -> Digest:
    """The digest of a window: documents by their severest change, then by service; within one document its changes
    in the order they happened. A change queued twice is told once. Notices: news first, then what is read again, then
    what was told before. Severities are those the subscriber gave them."""
    once = {entry.change.id: replace(entry, change=subscriber.weighed(entry.change)) for entry in entries}
    in_order = sorted(once.values(), key=lambda entry: (entry.change.target.id, entry.change.after.number))
    return Digest(
        subscriber,
        until,
        tuple(entry for document in sorted(documents(in_order), key=_weight) for entry in document),
        tuple(sorted(unread, key=_urgency)),
        tally,
    )


def documents(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Neighbouring entries of one document together, in the order given."""
    return tuple(tuple(group) for _, group in groupby(entries, key=lambda entry: entry.change.target.id))


def _weight(document: Sequence[Entry]) -> tuple[int, str, str, str]:
    severest = max(entry.change.severity for entry in document)
    target = document[0].change.target
    return -severest, target.service_name.casefold(), target.document_type, target.id


def _urgency(unread: Unread) -> tuple[bool, bool, str, str]:
    is_back = unread.state is State.OK
    return not unread.is_news, is_back, unread.target.service_name.casefold(), unread.target.id
