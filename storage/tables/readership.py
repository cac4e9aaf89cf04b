"""Those who subscribed by themselves, those who ask to, and those who left.

They are no evidence, and therefore have no seals: who leaves is forgotten but for an id that means nothing.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from storage.columns import Hash, Instant, OutsideText
from storage.tables.common import metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("mailbox", OutsideText, nullable=False),  # the address, whatever its capitals: one subscription each
    Column("definition", Text, nullable=False),  # JSON of the Subscriber
    Column("since", Instant, nullable=False),
    Index(None, "mailbox", unique=True),
)

requests = Table(
    "requests",
    metadata,
    Column("token_sha256", Hash, primary_key=True),
    Column("definition", Text, nullable=False),  # JSON of the Subscriber
    Column("expires_at", Instant, nullable=False),
)

departures = Table(
    "departures",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)

tries = Table(
    "tries",
    metadata,
    Column("who", Text, primary_key=True),
    Column("slot", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("until", Instant, nullable=False),
)
