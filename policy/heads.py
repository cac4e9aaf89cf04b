"""Heads: one hash for the logs of everything watched, as they stood at a midnight; whoever has it in a mail or on a
page can tell years later whether any look before that midnight is another one now."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_SETTLING = timedelta(hours=1)  # a look may be recorded as much as a lease after it was made
_TOKEN = re.compile(r"(\d{4}-\d{2}-\d{2}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The Merkle root (RFC 9162 §2.1.1) over the logs of all targets with a look before `at`."""

    at: datetime  # midnight, UTC
    root: str

    @property
    def token(self) -> str:
        """As it is printed, and as `clausewatch verify --head` takes it."""
        return f"{self.at:%Y-%m-%d}:{self.root}"


def settled(now: datetime) -> datetime:
    """The last midnight (UTC) before which nothing is recorded any more."""
    return (now.astimezone(UTC) - _SETTLING).replace(hour=0, minute=0, second=0, microsecond=0)


def head_of(token: str) -> Head:
    """The head a token stands for. Raises ValueError for anything that was never printed."""
    found = _TOKEN.fullmatch(token.strip())
    if found is None:
        raise ValueError(f"{token!r} is no head: a day such as 2026-03-02, a colon and 64 hexadecimal digits")
    return Head(datetime.fromisoformat(found[1]).replace(tzinfo=UTC), found[2])
