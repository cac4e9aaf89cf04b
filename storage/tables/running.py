"""What daemons know together: politeness, whose turn it is, and what caches go by."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from storage.columns import Instant, OutsideText
from storage.tables.common import metadata

hosts = Table(  # what politeness remembers between requests, for every worker
    "hosts",
    metadata,
    Column("host", OutsideText, primary_key=True),
    Column("free_at", Instant),  # nobody enters before; NULL: it was never entered
    Column("shut_until", Instant),  # it wished no request before; NULL: it wished nothing
    Column("day", Instant),  # midnight (UTC) of the day it was entered last; NULL: it never was
    Column("asked", Integer),  # how often it was entered on that day
    Column("trouble", LargeBinary),  # JSON: what went wrong with it since it last gave a page; NULL: nothing
    Column("back_at", Instant),  # until when that trouble keeps looks away; NULL: it does not
    sqlite_with_rowid=False,
)

robots = Table(
    "robots",
    metadata,
    Column("origin", OutsideText, primary_key=True),
    Column("rules", OutsideText, nullable=False),
    Column("at", Instant, nullable=False),  # when they were got
)

locks = Table(
    "locks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
)

stamps = Table(  # their sum grows with every write; several slots, so that writers need not wait for one row
    "stamps",
    metadata,
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("value", BigInteger, nullable=False),
)
