"""When a message that was not taken is offered again, and when an address is left alone."""

from datetime import datetime, timedelta

_FIRST = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_THEN = timedelta(hours=4)
_PATIENCE = timedelta(days=5)  # RFC 5321 §4.5.4.1: give up after 4 to 5 days, not sooner
_TRIES = len(_FIRST) + (_PATIENCE - sum(_FIRST, timedelta())) // _THEN

REFUSALS = 3  # in a row, after which an address gets nothing new until one of them is taken
_REST = timedelta(weeks=1)  # of a dead letter, until it is offered again
_HOPE = timedelta(weeks=13)  # since it was sealed: what nobody took for so long, nobody waits for


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to offer a message again that was not taken `attempts` times; None: never, it is a dead letter."""
    if attempts < 1:
        raise ValueError(f"attempts = {attempts}: a retry follows at least one attempt")
    if attempts > _TRIES:
        return None
    return now + (_FIRST[attempts - 1] if attempts <= len(_FIRST) else _THEN)


def may_be_tried_again(sealed_at: datetime, dead_since: datetime, now: datetime) -> bool:
    """Whether a dead letter is offered once more without being asked for: mail servers count each try against the
    sender, so seldom, and not for ever."""
    return now - dead_since >= _REST and now - sealed_at < _HOPE
