"""What is remembered of a target's looks, in the one column of its row that keeps it."""

from policy.model.codec import decode
from policy.model.looks import Past
from storage.json import from_json, to_json
from storage.packing import pack, unpack

_NOTHING = Past()

# What their JSON has in common, so that each keeps only what is its own. Part of the format: never edited.
_USUAL = (
    b'"landing":{"is":"Run","last":"2026-01-01T00:00:00.000000+00:00","looks":2,"sign":"https://","since":"2026-01-01T"},'
    b'"on_trial":2,"pace":"PT12H","sighted":"","still":1,"troubles":[{"is":"Run","last":"2026-01-01T","looks":1,"sign":'
    b'"timeout","since":"2026-01-01T"}],"turns":1,{"around":{"is":"Surroundings","sha256":"","since":"2026-01-01T'
    b'00:00:00.000000+00:00"},"full_at":"2026-01-01T00:00:00.000000+00:00","home":"https://www.","is":"Past",'
    b'"looked_at":"2026-01-01T00:00:00.000000+00:00","skeleton":"","surface":"","told_at":"2026-01-01T","turns":[{"after":'
    b'"","at":"2026-01-01T00:00:00.000000+00:00","before":"","is":"Turn","number":2},{"after":"'
)


def written(past: Past) -> bytes | None:
    """None: nothing is remembered."""
    return None if past == _NOTHING else pack(to_json(past), _USUAL)


def read(column: bytes | None) -> Past:
    """Raises DamagedError or ValueError for what `written` did not write."""
    return _NOTHING if column is None else decode(Past, from_json(unpack(column, _USUAL)))
