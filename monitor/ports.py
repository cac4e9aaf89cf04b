"""What the cycle needs of an archive; `storage` fits it without knowing it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from policy.heads import Head
from policy.model.digests import DeadLetter, Entry, Message, Subscriber, Tally, Unread
from policy.model.hosts import HostTrouble
from policy.model.looks import Checked, Footing, Standing, Version
from policy.model.shelf import DocumentCard
from policy.model.statements import Stated
from policy.model.subscriptions import Allowance, Request
from policy.model.targets import Order, Target


class Archive(Protocol):
    """Every call is one transaction: it happens whole or not at all."""

    def enlist(self, targets: Sequence[Target], now: datetime) -> None:
        """Make these the targets that are watched: new ones are due at once, changed ones updated, ones no longer
        named are paused with all their history kept."""
        ...

    def due(self, now: datetime, limit: int, lease: timedelta) -> tuple[Order, ...]:
        """Claim up to `limit` targets whose time has come, longest overdue first; nobody else gets them meanwhile."""
        ...

    def claim(self, target_ids: Sequence[str], now: datetime, lease: timedelta) -> tuple[Order, ...]:
        """Claim these targets whether due or not (a look by hand); those leased to another worker are left out."""
        ...

    def release(self, orders: Sequence[Order]) -> None:
        """Give leases back unused: the targets are due again at their old time."""
        ...

    def free(self, is_forsaken: Callable[[str], bool], now: datetime, lease: timedelta) -> int:
        """End now the leases of that length under names of which that is true; gives of how many targets. A target that
        was taken over before is left to the end of its lease: its page may be the cause."""
        ...

    def footings(self, target_ids: Sequence[str]) -> dict[str, Footing]:
        """Where these targets stand, without their texts, by id: what claimed targets are looked at with as long as
        nothing has changed. Those of which that is not known apart from the texts are left out."""
        ...

    def standing(self, target_id: str, recipe: str) -> Standing:
        """All that a look needs of the past; with the stored bodies when the version in force was read by another
        recipe. Raises KeyError for a target never enlisted."""
        ...

    def record(self, checked: Checked, audience: Sequence[Subscriber]) -> bool:
        """Keep one look: captures, bodies, versions, findings, state, and an entry for every subscriber who wants the
        change. False: the lease was lost to another worker, and nothing was kept."""
        ...

    def record_all(self, checked: Sequence[Checked], audience: Sequence[Subscriber]) -> tuple[bool, ...]:
        """Keep looks at different targets, all or none: for each what `record` says."""
        ...

    def unstated(self, target_ids: Sequence[str], eyes: str) -> tuple[tuple[Target, Version], ...]:
        """Those of these targets of which that edition of the extractors has found nothing yet, each with its version
        in force."""
        ...

    def state(self, found: Mapping[str, Stated]) -> int:
        """This is what these targets state, but for those of which another version came in force meanwhile; gives of
        how many it is kept."""
        ...

    def documents(self) -> tuple[DocumentCard, ...]:
        """Every target and where it stands, by id."""
        ...

    def head(self, at: datetime) -> Head | None:
        """One hash for all logs as they stood at that moment, which must be settled; None: there was no look before."""
        ...

    def told_until(self, subscriber_id: str) -> datetime | None:
        """End of the last window sealed for a subscriber; None: nothing yet."""
        ...

    def told_since(self, subscriber_id: str, since: datetime) -> tuple[datetime, ...]:
        """Ends of the windows sealed for a subscriber after that time, oldest first."""
        ...

    def open_window(self, subscriber_id: str, now: datetime) -> None:
        """Start telling a new subscriber from now on; without effect for a known one."""
        ...

    def pending(self, subscriber_id: str, until: datetime) -> tuple[Entry, ...]:
        """Changes queued for a subscriber up to `until` and not yet sealed into a message, oldest first."""
        ...

    def unread(self, subscriber: Subscriber, now: datetime, allowance: timedelta) -> tuple[Unread, ...]:
        """Targets in the subscriber's scope not read for longer than the allowance, and those that were told as such
        and are read again."""
        ...

    def tally(self, subscriber: Subscriber, since: datetime, until: datetime) -> Tally:
        """The looks at the subscriber's targets in a window, counted."""
        ...

    def seal(self, message: Message) -> None:
        """Put a message in the outbox and, unless it is an alert, close its window: its changes and notices belong to
        it from now on. Sealing the same Message-ID again changes nothing."""
        ...

    def outbox(self, now: datetime, lease: timedelta) -> tuple[Message, ...]:
        """Claim the messages to be sent now, oldest first."""
        ...

    def delivered(self, message_id: str, now: datetime) -> None:
        """The channel took it: it is never sent again."""
        ...

    def postponed(self, message_id: str, now: datetime, retry_at: datetime | None, detail: str) -> None:
        """The channel did not take it; None for `retry_at`: it had its tries, and the message is a dead letter."""
        ...

    def refused(self, message_id: str, now: datetime, detail: str) -> None:
        """The channel will never take it: the message is a dead letter."""
        ...

    def dead(self) -> tuple[DeadLetter, ...]:
        """Every message given up, the longest dead first."""
        ...

    def revive(self, message_id: str, to: Subscriber | DeadLetter, now: datetime) -> bool:
        """Put a dead letter in the outbox again, as if never tried, for the address and channel its reader has now.
        False: there is no such dead letter."""
        ...

    def refusals(self, subscriber_id: str, address: str) -> int:
        """How many of the messages last settled for a reader at that address were refused, one after another."""
        ...


class HostMemory(Protocol):
    """What went wrong with hosts, for every process that looks. BookError says that the keeper does not answer."""

    async def troubles(self, names: Collection[str]) -> dict[str, HostTrouble]:
        """The trouble with those of these hosts that have any."""
        ...

    async def learn(self, host: str, fold: Callable[[HostTrouble], HostTrouble]) -> tuple[HostTrouble, HostTrouble]:
        """The trouble with a host before and after one more look, which `fold` makes of the one before, one look after
        the other. Nobody enters a host that is shut by it."""
        ...


class Registry(Protocol):
    """What the office needs of the subscriptions. Every call is one transaction."""

    def admit(self, allowances: Sequence[Allowance], now: datetime) -> bool:
        """Count one try more for each; False: one of them is used up, and none is counted."""
        ...

    def ask(self, request: Request, invitation: Message) -> None:
        """Keep a wish until its token comes back, and put the mail that asks for it in the outbox."""
        ...

    def confirm(self, token_sha256: str, now: datetime) -> Subscriber | None:
        """Tell whoever asked under that token from now on; an address subscribed before keeps its id and gets the new
        wish. None: there is no such wish, or it is too old."""
        ...

    def leave(self, subscriber_id: str, now: datetime) -> None:
        """Tell them nothing any more, drop what waits for them, and forget their address; for ever, whatever backup of
        the database is restored."""
        ...

    def joined(self) -> tuple[Subscriber, ...]:
        """Those who subscribed by themselves, by id."""
        ...

    def left(self) -> frozenset[str]:
        """The ids of all who left."""
        ...

    def reconcile(self, now: datetime) -> None:
        """Whoever left by the journal has left by the database too, and the other way round."""
        ...

    def forget(self, now: datetime) -> None:
        """Drop wishes too old to confirm, counts, and mails that asked."""
        ...
