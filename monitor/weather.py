"""What the looks of one process say of the world beyond single targets: our own network, and hosts in trouble."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from policy.looking import HostTrouble, Pace, Witnesses, after_look
from policy.model.captures import Outcome
from policy.model.hosts import host_of
from policy.model.looks import Checked
from policy.model.targets import Order

log = logging.getLogger(__name__)
_ROUNDS = 40  # rounds that may be taken together when each is too small to bear witness
Shut = Callable[[str, datetime], Awaitable[None]]


async def _nobody(_host: str, _until: datetime) -> None:
    """No host book to write in."""


class Weather:
    """Remembers between rounds; one for all rounds of a process."""

    def __init__(self, shut: Shut = _nobody) -> None:
        self._shut = shut
        self._hosts: dict[str, HostTrouble] = {}
        self._rounds: deque[Witnesses] = deque(maxlen=_ROUNDS)
        self.is_our_network = False

    def after_round(self, seen: Witnesses) -> bool:
        """Whether what failed in this round failed because of our network; said to the operator once each way."""
        if seen.are_enough:
            self._rounds.clear()
        self._rounds.append(seen)
        is_ours = self._recent().is_our_network
        if is_ours and not self.is_our_network:
            log.error("our network lost=%d reached=%d: no target is blamed", seen.lost + seen.unknown, seen.reached)
        if self.is_our_network and not is_ours:
            log.warning("our network is back reached=%d", seen.reached)
        self.is_our_network = is_ours
        return is_ours

    def _recent(self) -> Witnesses:
        """The last rounds together, back to where they are enough: a daemon's rounds are often of one or two looks."""
        total = Witnesses()
        for one in reversed(self._rounds):
            total = total.with_those_of(one)
            if total.are_enough:
                break
        return total

    async def heeded(self, order: Order, outcome: Outcome, checked: Checked, pace: Pace) -> Checked:
        """The look with what is known of its host: no target of a host in trouble comes back before the host may."""
        host = host_of(order.target.urls[0])
        before = self._hosts.get(host, HostTrouble())
        trouble = after_look(before, order.target.id, outcome, checked.at, pace)
        if trouble.is_none:
            self._hosts.pop(host, None)
            return checked
        self._hosts[host] = trouble
        if trouble.is_shut and trouble.until is not None and not (before.is_shut and before.until == trouble.until):
            log.warning("host left alone host=%s until=%s", host, trouble.until.isoformat())
            await self._shut(host, trouble.until)
        if trouble.until is None or trouble == HostTrouble():
            return checked
        return replace(checked, next_check_at=max(checked.next_check_at, trouble.until))
