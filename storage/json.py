"""Values of the model, and of JSON itself, as they are written in columns: the same bytes on every machine."""

import json
from collections.abc import Callable

from policy.model.codec import layer

_READ: Callable[[str], tuple[object, int]] = json.JSONDecoder().raw_decode  # what `json.loads` adds costs as much again
_WRITE = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    default=layer,
    check_circular=False,  # what is frozen holds nothing that holds it
).encode


def to_json(value: object) -> bytes:
    """Raises TypeError for what has no JSON form."""
    return _WRITE(value).encode("utf-8", "surrogatepass")


def from_json(plain: bytes | str) -> object:
    """The JSON value that `to_json` wrote. Raises ValueError for anything before or behind it."""
    text = plain if isinstance(plain, str) else plain.decode("utf-8", "surrogatepass")
    value, end = _READ(text)
    if end != len(text):
        raise ValueError(f"expected one JSON value, found {text[end:]!r:.80} behind it")
    return value
