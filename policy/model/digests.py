"""Who is told, when, and what: subscribers, entries, digests, messages."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum
from typing import TypeAlias

from policy.heads import Head
from policy.model.changes import Finding, Kind, Severity
from policy.model.looks import State
from policy.model.shelf import Change
from policy.model.targets import DocumentType, Target


@dataclass(frozen=True, slots=True)
class AtOnce:
    """As soon as a change is recorded."""

    zone: str = "UTC"  # IANA name, for the times printed


@dataclass(frozen=True, slots=True)
class Daily:
    at: time
    zone: str  # IANA name


@dataclass(frozen=True, slots=True)
class Weekly:
    weekday: int  # Monday is 0
    at: time
    zone: str  # IANA name


Schedule: TypeAlias = AtOnce | Daily | Weekly


@dataclass(frozen=True, slots=True)
class Scope:
    """Which targets and kinds a subscriber wants; empty: all. Lists are alternatives, scopes are all required."""

    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    document_types: tuple[DocumentType, ...] = ()
    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()  # ids of targets

    def covers(self, target: Target) -> bool:
        return (
            (not self.documents or target.id in self.documents)
            and (not self.services or target.service in self.services)
            and (not self.tags or not set(self.tags).isdisjoint(target.tags))
            and (not self.document_types or target.document_type in self.document_types)
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """What some findings weigh for one subscriber; empty: any. Lists are alternatives, and each that is not empty must
    hold."""

    severity: Severity
    kinds: tuple[Kind, ...] = ()
    names: tuple[str, ...] = ()  # what the finding names, such as the labels of data categories
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def covers(self, target: Target, finding: Finding) -> bool:
        return (
            Scope(self.services, self.tags).covers(target)
            and (not self.kinds or finding.kind in self.kinds)
            and (not self.names or any(_names(finding.what, name) for name in self.names))
        )


def _names(what: str, name: str) -> bool:
    """Whether a list such as "Call logs, E-mail address and 2 more" has that member."""
    return re.search(rf"(?:^|, |→ ){re.escape(name)}(?:$|, | →|: | and \d)", what) is not None


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who is told, where, when and of what."""

    id: str
    address: str  # an e-mail address
    channel: str  # name of a configured channel
    schedule: Schedule
    language: str = "en"
    minimum: Severity = Severity.MINOR
    scope: Scope = field(default_factory=Scope)
    tells_quiet: bool = False  # a digest also when there is nothing to tell
    alerts: Severity | None = None  # what is as weighty is told at once, beside the digest; None: nothing is
    weights: tuple[Weight, ...] = ()  # severities of their own

    def wants(self, change: Change) -> bool:
        """True when this change is to be told to them, now or in their next digest."""
        return (
            self.scope.covers(change.target)
            and self.weighed(change).severity >= self.minimum
            and (not self.scope.kinds or any(finding.kind in self.scope.kinds for finding in change.findings))
        )

    def weighed(self, change: Change) -> Change:
        """The change with the severities it has for them: of the weights that cover a finding the first counts."""
        if not self.weights or not change.findings:
            return change
        return replace(change, findings=tuple(self._weighed(change.target, one) for one in change.findings))

    def _weighed(self, target: Target, finding: Finding) -> Finding:
        weight = next((one for one in self.weights if one.covers(target, finding)), None)
        return replace(finding, severity=weight.severity) if weight else finding


@dataclass(frozen=True, slots=True)
class Entry:
    """A change that waits to be told to one subscriber."""

    subscriber_id: str
    change: Change
    queued_at: datetime
    turns: int = 0  # versions in the week before, of a document that keeps alternating; 0: it does not


@dataclass(frozen=True, slots=True)
class Unread:
    """A target that is not read, or is read again (`state` OK)."""

    target: Target
    state: State
    since: datetime
    last_good: datetime | None  # None: it was never read
    cause: str
    is_news: bool  # not told to this subscriber before


@dataclass(frozen=True, slots=True)
class Tally:
    """The looks of a window, counted: `good` were read (changed or not), the rest by state."""

    since: datetime
    until: datetime
    checks: int
    good: int
    failed: tuple[tuple[State, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Delay:
    """That a digest comes late: when what it tells was to be told, and when it was written."""

    due: datetime
    written: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What one subscriber is told in one window; entries ranked, weightiest first."""

    subscriber: Subscriber
    until: datetime
    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]
    tally: Tally
    is_alert: bool = False  # told at once; the digest of the window is still to come
    alerted: int = 0  # alerts sent in this window before
    delay: Delay | None = None  # None: it comes when it was due
    head: Head | None = None  # of the logs at the last midnight; None: there was no look before
    is_trial: bool = False  # sent by hand to show that the reader is reached; tells of nothing, is recorded nowhere

    @property
    def news(self) -> tuple[Entry, ...]:
        """The entries that count: at a place that changes at nearly every visit nothing is new."""
        return tuple(entry for entry in self.entries if not entry.change.is_restless)


@dataclass(frozen=True, slots=True)
class Message:
    """A digest sealed for sending: the same bytes, under the same Message-ID, however often it is sent."""

    id: str  # Message-ID without angle brackets, derived from subscriber and contents
    subscriber_id: str
    address: str
    channel: str
    subject: str
    until: datetime
    mime: bytes
    changes: tuple[str, ...] = ()  # ids of the changes told
    unread: tuple[tuple[str, str], ...] = ()  # (target id, state) of the notices given
    attempts: int = 0
    is_alert: bool = False  # sealing it leaves the window open


class DeliveryState(StrEnum):
    DELIVERED = "delivered"
    RETRY = "retry"  # the channel may take it later
    REFUSED = "refused"  # it will not take it


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a channel said to one message."""

    state: DeliveryState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the outbox that no channel has taken yet."""

    subscriber_id: str
    channel: str
    subject: str
    attempts: int
    next_try: datetime
    detail: str  # what the channel said last; empty: it was not tried


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message given up: refused for good, or not taken for days. Its bytes are kept."""

    id: str
    subscriber_id: str
    address: str
    channel: str
    subject: str
    sealed_at: datetime
    attempts: int
    dead_since: datetime
    detail: str  # what the channel said last
