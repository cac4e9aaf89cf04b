"""The only clock of the program; everything below is given its times."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
