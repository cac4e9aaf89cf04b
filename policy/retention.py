"""Which versions an archive may let go, by the owner's rule and by what must stay whatever the rule."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.model.shelf import VersionCard

_SETTLED = timedelta(days=30)  # until then a version may still be told, returned to, or counted as alternating


@dataclass(frozen=True, slots=True)
class Retention:
    """The owner's rule: a version goes when it was superseded for so long, and so many newer ones are there."""

    keep_for: timedelta
    keep_last: int = 50


def removable(cards: Sequence[VersionCard], bound: Set[int], rule: Retention, now: datetime) -> dict[int, str]:
    """The versions that may go, each with the reason; `cards` oldest first, `bound` those that somebody was told of or
    will be. The first, the one in force and those a later one returned to stay."""
    returned = {card.returned_to for card in cards}
    limit = max(rule.keep_for, _SETTLED)
    found = {}
    for place, card in enumerate(cards[:-1]):
        newer = len(cards) - 1 - place
        superseded = cards[place + 1].confirmed_at
        if not place or card.number in bound or card.number in returned:
            continue
        if now - superseded > limit and newer >= rule.keep_last:
            found[card.number] = (
                f"superseded on {superseded:%Y-%m-%d}, more than {limit.days} days ago, by {newer} newer versions; "
                "told to nobody"
            )
    return found


def unaccepted(seen: datetime, rule: Retention, now: datetime) -> str | None:
    """Why the body of a page that was seen then and never made a version may go; None: it stays."""
    limit = max(rule.keep_for, _SETTLED)
    if now - seen <= limit:
        return None
    return f"seen on {seen:%Y-%m-%d}, more than {limit.days} days ago, and never accepted; told to nobody"
