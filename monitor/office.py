"""Where people subscribe and leave by themselves: what the pages ask for is done here, and mail is only written to
whoever is asked. Every answer is the same for an address we know and one we do not."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from monitor.ports import Registry
from monitor.tokens import Key, fingerprint
from notifications.headers import mailbox
from notifications.invitation import invitation
from notifications.rendering import Letterhead
from policy.model.digests import Subscriber
from policy.model.subscriptions import Allowance, Asked, Request, Wish

log = logging.getLogger(__name__)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_LONGEST = 254  # RFC 5321 §4.5.3.1.3
AN_ADDRESS_A_DAY = 3  # mails that ask: a stranger who enters somebody's address can send no more
A_PEER_AN_HOUR = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator decides about subscriptions."""

    channel: str  # by which digests and invitations go out
    confirm_within: timedelta
    an_hour: int  # mails that ask, to everybody together


@dataclass(frozen=True, slots=True)
class Office:
    """Fits `history.joining.Office`."""

    registry: Registry
    key: Key
    rules: Rules
    letterhead: Letterhead
    confirming: str  # address of the page that confirms, "{language}" and "{token}" in it
    tokens: Callable[[], str]  # a new one at each call, of 128 bits or more

    def ask(self, wish: Wish, peer: str, now: datetime) -> Asked:
        """Write to that address and ask whether the wish is theirs."""
        address = _address(wish.address)
        if address is None:
            return Asked.NO_ADDRESS
        everybody = Allowance("everybody", self.rules.an_hour, _HOUR)
        if not self.registry.admit((self._of_peer(peer), everybody), now):
            return Asked.TOO_OFTEN
        token = self.tokens()
        request = Request(fingerprint(token), self._subscriber(wish, address), now + self.rules.confirm_within)
        link = self.confirming.format(language=wish.language, token=token)
        mail = invitation(request.subscriber, self.letterhead, link, now, request.expires_at)
        whose = Allowance(f"mailbox {self.key.alias(address.casefold())}", AN_ADDRESS_A_DAY, _DAY)
        if self.registry.admit((whose,), now):
            self.registry.ask(request, mail)
        return Asked.TAKEN

    def confirm(self, token: str, now: datetime) -> bool:
        """Whether somebody is told from now on who was not, or otherwise than before."""
        subscriber = self.registry.confirm(fingerprint(token), now)
        if subscriber is not None:
            log.info("subscribed subscriber=%s", subscriber.id)
        return subscriber is not None

    def leave(self, token: str, now: datetime) -> bool:
        """Whether the token was a right one; whoever left before has left."""
        subscriber_id = self.key.left(token)
        if subscriber_id is None:
            return False
        self.registry.leave(subscriber_id, now)
        log.info("left subscriber=%s", subscriber_id)
        return True

    def _subscriber(self, wish: Wish, address: str) -> Subscriber:
        return Subscriber(
            id=f"web-{self.tokens()[:22]}",
            address=address,
            channel=self.rules.channel,
            schedule=wish.schedule,
            language=wish.language,
            minimum=wish.minimum,
            scope=wish.scope,
            alerts=wish.alerts,
        )

    def _of_peer(self, peer: str) -> Allowance:
        return Allowance(f"peer {self.key.alias(_network(peer))}", A_PEER_AN_HOUR, _HOUR)


def _address(written: str) -> str | None:
    """The bare address; None: no mail can go there."""
    if len(written) > _LONGEST or "<" in written or not written.isprintable():
        return None
    try:
        found = mailbox(written.strip())
    except ValueError:
        return None
    return found.address if "." in found.domain else None


def _network(peer: str) -> str:
    """What one visitor has for themselves: an IPv4 address, or a /64 of IPv6."""
    try:
        address = ip_address(peer)
    except ValueError:
        return peer
    if not isinstance(address, IPv6Address):
        return peer
    return str(address.ipv4_mapped or address.exploded[:19])
