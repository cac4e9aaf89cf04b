"""What is remembered of a target's looks, in the one column of its row that keeps it."""

from policy.model.codec import decode
from policy.model.looks import Past
from storage.packing import canonical, from_json

_NOTHING = Past()


def written(past: Past) -> str | None:
    """None: nothing is remembered."""
    return None if past == _NOTHING else canonical(past).decode()


def read(column: str | None) -> Past:
    return _NOTHING if column is None else decode(Past, from_json(column))
