"""Quantities as people write them in a settings file, each with its unit."""

import re
from datetime import timedelta

_QUANTITY = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) ?([A-Za-z%]+)")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_BYTES = {"B": 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}
_LONGEST = timedelta(days=3660)  # ten years; more is a slip of the pen


def duration(text: str) -> timedelta:
    """Such as "90s" or "12h"; raises ValueError for anything else, and for more than ten years."""
    number, unit = _split(text, _SECONDS, 'a duration such as "90s", "15m", "12h" or "2d"')
    length = timedelta(seconds=number * _SECONDS[unit])
    if length > _LONGEST:
        raise ValueError("longer than ten years; did you mean another unit?")
    return length


def positive(text: str) -> timedelta:
    """The same, longer than none."""
    length = duration(text)
    if not length:
        raise ValueError("must be longer than nothing")
    return length


def size(text: str) -> int:
    """Bytes, from such as "2MiB"; raises ValueError for anything else."""
    number, unit = _split(text, _BYTES, 'a size such as "512KiB" or "2MiB"')
    return round(number * _BYTES[unit])


def share(text: str) -> float:
    """A part of the whole between 0 and 1, from such as "10%"; raises ValueError for anything else."""
    number, _ = _split(text, {"%": 1}, 'a share such as "10%"')
    if number > 100:
        raise ValueError('more than the whole; write a share such as "10%"')
    return number / 100


def spelled(length: timedelta) -> str:
    """The duration in the largest unit that leaves no fraction; `duration` gives it back."""
    seconds = length.total_seconds()
    for unit in ("w", "d", "h", "m", "s"):
        if seconds >= _SECONDS[unit] and seconds % _SECONDS[unit] == 0:
            return f"{seconds / _SECONDS[unit]:.0f}{unit}"
    return f"{seconds * 1000:.0f}ms"


def _split(text: str, units: dict[str, float] | dict[str, int], form: str) -> tuple[float, str]:
    found = _QUANTITY.fullmatch(text.strip())
    if found is None or found[2] not in units:
        raise ValueError(f"not {form}")
    return float(found[1]), found[2]
