"""What first versions state, found when nothing is in hand: to the first version of a document nothing is compared, so
that its look need not wait for it. What nobody came to is found by the next look that reads the page."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from monitor.cycle import Looking
from policy.facts.statements import eyes
from policy.model.looks import Checked, Event

log = logging.getLogger(__name__)
_TOGETHER = 16  # targets in one transaction, and texts in the hands of readers


def firsts(found: Sequence[Checked]) -> tuple[str, ...]:
    """The targets that were read for the first time."""
    return tuple(one.target_id for one in found if one.event is Event.FIRST)


async def glean(waiting: list[str], looking: Looking, is_over: Callable[[], bool] = lambda: False) -> int:
    """What the versions in force of these targets state is kept, a few at a time until it is over; gives of how many.
    The targets are taken off the list; those of which it is known by now are left out."""
    archive, readers, number = looking.archive, looking.readers, 0
    while waiting and not is_over():
        portion, waiting[:_TOGETHER] = waiting[:_TOGETHER], []
        unstated = await asyncio.to_thread(archive.unstated, portion, eyes())
        found = await asyncio.gather(*(readers.state(target, version) for target, version in unstated))
        stated = {version.target_id: one for (_, version), one in zip(unstated, found, strict=True) if one is not None}
        if stated:
            number += await asyncio.to_thread(archive.state, stated)
    if number:
        log.info("facts found targets=%d", number)
    return number
