"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NoZoneError(ValueError, DontWrapMixin):
    """A time that could be any of two dozen moments."""


class Instant(TypeDecorator[datetime]):
    """An aware time as microseconds since 1970: exact, eight bytes and sortable everywhere. SQLite has no times, and
    would drop the zone of one; a time without a zone is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 – SQLAlchemy's
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 – the same
        return None if value is None else instant(value)


class Hash(TypeDecorator[str]):
    """A SHA-256 in hexadecimal, or the beginning of one, kept as its bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 – SQLAlchemy's
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 – the same
        return None if value is None else value.hex()


class OutsideText(TypeDecorator[str]):
    """Text from outside: NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 cannot say, are replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 – SQLAlchemy's
        return None if value is None else cleaned(value)


def cleaned(words: str) -> str:
    """Text from outside as `OutsideText` keeps it."""
    plain = words.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return plain if plain.isascii() else plain.encode("utf-8", "replace").decode()


def microseconds(at: datetime) -> int:
    """Since 1970, exactly. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise NoZoneError(f"{at.isoformat()} has no time zone; times are aware and in UTC")
    return (at - _EPOCH) // _MICROSECOND


def instant(since: int) -> datetime:
    """The time so many microseconds after 1970 began."""
    return _EPOCH + timedelta(microseconds=since)
