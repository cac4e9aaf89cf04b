"""What is remembered of a target's looks, in the one column of its row that keeps it."""

from policy.model.codec import decode
from policy.model.looks import Past
from storage.packing import PAST, canonical, from_json, pack, unpack

_NOTHING = Past()


def written(past: Past) -> bytes | None:
    """None: nothing is remembered."""
    return None if past == _NOTHING else pack(canonical(past), PAST)


def read(column: bytes | None) -> Past:
    """Raises DamagedError or ValueError for what `written` did not write."""
    return _NOTHING if column is None else decode(Past, from_json(unpack(column, PAST)))
