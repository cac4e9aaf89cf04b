"""What the looks of one process say of the world beyond single targets: our own network, and hosts in trouble."""

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.captures import blank_capture
from monitor.ports import HostMemory
from policy.looking import Pace, Witnesses, after_look
from policy.model.captures import Failed, Failure, Outcome
from policy.model.hosts import HostTrouble, host_of
from policy.model.looks import Checked
from policy.model.targets import Order, Trigger

log = logging.getLogger(__name__)
_ROUNDS = 40  # rounds that may be taken together when each is too small to bear witness


class Weather:
    """Remembers between rounds; one for all rounds of a process. What is known of hosts is known to all processes that
    share their memory."""

    def __init__(self, memory: HostMemory) -> None:
        self._memory = memory
        self._troubled: dict[str, HostTrouble] = {}
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

    async def divided(
        self, orders: Sequence[Order], now: datetime
    ) -> tuple[tuple[Order, ...], tuple[tuple[Order, Failed], ...]]:
        """The orders that may be asked for now, and those of hosts where nobody was there when they were last asked,
        each with what is recorded instead. Whoever looks by hand asks all the same."""
        self._troubled = await self._memory.troubles({_host(order) for order in orders})
        going, staying = [], []
        for order in orders:
            trouble = self._troubled.get(_host(order), HostTrouble())
            if trouble.keeps_away(now) and order.trigger is not Trigger.MANUAL:
                staying.append((order, _not_asked(order, trouble, now)))
            else:
                going.append(order)
        return tuple(going), tuple(staying)

    async def heeded(self, order: Order, outcome: Outcome, checked: Checked, pace: Pace) -> Checked:
        """The look with what is known of its host: no target of a host in trouble comes back before the host may."""
        host = _host(order)
        if not isinstance(outcome, Failed) and host not in self._troubled:
            return checked

        def fold(trouble: HostTrouble) -> HostTrouble:
            return after_look(trouble, order.target.id, outcome, checked.at, pace)

        before, trouble = await self._memory.learn(host, fold)
        if trouble.is_none:
            self._troubled.pop(host, None)
            return checked
        self._troubled[host] = trouble
        if trouble.until is None:
            return checked
        if trouble.is_shut and before.until != trouble.until:
            log.warning("host left alone host=%s until=%s", host, trouble.until.isoformat())
        if trouble.is_away and not before.is_away:
            log.warning("nobody is at host=%s until=%s", host, trouble.until.isoformat())
        return replace(checked, next_check_at=max(checked.next_check_at, trouble.until))


def _host(order: Order) -> str:
    return host_of(order.target.urls[0])


def _not_asked(order: Order, trouble: HostTrouble, now: datetime) -> Failed:
    """What is recorded of a look that was not made."""
    until = f"{trouble.until:%Y-%m-%d %H:%M:%S} UTC"
    often = f"nobody was at {_host(order)} {trouble.failures} times in a row"
    blank = blank_capture(order, order.target.urls[0], now)
    capture = replace(blank, failure=Failure.CONNECT, detail=f"not asked: {often}, and it is left alone until {until}")
    return Failed((capture,), Failure.CONNECT, trouble.until)
