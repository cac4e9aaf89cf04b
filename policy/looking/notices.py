"""When the operator hears that a target is not read."""

from datetime import datetime, timedelta

from policy.looking.memory import troubled_since
from policy.model.looks import Notice, Past

_DAYS = (1, 3, 7, 30)


def notices(target_id: str, before: Past, after: Past, cause: str, now: datetime) -> tuple[Notice, ...]:
    """What this look gives to say: each of the days 1, 3, 7 and 30 that has passed since the look before, and, once one
    was said, that the target is read again."""
    since = troubled_since(before)
    said = 0 if since is None or before.looked_at is None else _passed(since, before.looked_at)
    if since is not None and not after.troubles:
        return (Notice(target_id, 0, since, cause),) if said else ()
    since = troubled_since(after)
    if since is None:
        return ()
    return tuple(Notice(target_id, days, since, cause) for days in _DAYS[said : _passed(since, now)])


def _passed(since: datetime, now: datetime) -> int:
    """How many of the days have passed."""
    return sum(now - since >= timedelta(days=days) for days in _DAYS)
