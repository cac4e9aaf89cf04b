"""What waits to be told, and what was."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from storage.columns import Instant, OutsideText
from storage.tables.common import metadata, seal, target_id

entries = Table(  # what waits to be told; a sealed message takes its entries over
    "entries",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    target_id(),
    Column("number", Integer, primary_key=True),
    Column("queued_at", Instant, nullable=False),
    seal(),
    sqlite_with_rowid=False,
)

messages = Table(
    "messages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subscriber_id", Text, nullable=False),
    Column("address", OutsideText, nullable=False),
    Column("channel", Text, nullable=False),
    Column("subject", OutsideText, nullable=False),
    Column("until", Instant, nullable=False),
    Column("mime", LargeBinary),  # NULL: delivered, the bytes are not needed any more
    Column("changes", Text, nullable=False),  # JSON list of the ids told
    Column("unread", Text, nullable=False),  # JSON list of (target id, state)
    Column("state", Text, nullable=False),  # of the last delivery; "sealed" before the first
    Column("send_at", Instant),  # end of the lease while being sent; NULL: closed, delivered or dead
    Column("attempts", Integer, nullable=False),
    Column("closed_at", Instant),
    Column("detail", OutsideText, nullable=False),
    Column("alert", Integer),  # 1: it left its window open; NULL: it closed it
    seal(),
    Index(None, "send_at"),
)

windows = Table(
    "windows",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    Column("until", Instant, nullable=False),
    seal(),
    sqlite_with_rowid=False,
)

notices = Table(  # targets told to a subscriber as not read, and not yet as read again
    "notices",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    target_id(),
    Column("state", Text, nullable=False),
    seal(),
    sqlite_with_rowid=False,
)
