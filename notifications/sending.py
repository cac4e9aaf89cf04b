"""When a message that was not taken is offered again, and when an address is left alone."""

from datetime import datetime, timedelta

_FIRST = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_THEN = timedelta(hours=4)
_PATIENCE = timedelta(days=5)  # RFC 5321 §4.5.4.1: give up after 4 to 5 days, not sooner
_TRIES = len(_FIRST) + (_PATIENCE - sum(_FIRST, timedelta())) // _THEN

REFUSALS = 3  # in a row, after which an address gets no more until somebody looked into it


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to offer a message again that was not taken `attempts` times; None: never, it is a dead letter."""
    if attempts < 1:
        raise ValueError(f"attempts = {attempts}: a retry follows at least one attempt")
    if attempts > _TRIES:
        return None
    return now + (_FIRST[attempts - 1] if attempts <= len(_FIRST) else _THEN)
