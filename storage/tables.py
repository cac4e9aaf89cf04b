"""The tables as they are today; `storage.migrations` makes them, and a test compares the two.

No key is counted up across targets, so that databases can be split and merged by `targets.host_hash`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from storage.columns import Digest, Instant, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _target_id() -> Column[str]:
    return Column("target_id", Text, ForeignKey("targets.id"), primary_key=True, nullable=False)


def _seal() -> Column[bytes]:
    """Of the row, by `storage.seals`: what is changed by anything but us no longer fits it."""
    return Column("seal", LargeBinary, nullable=False)


targets = Table(
    "targets",
    metadata,
    Column("id", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("document_type", Text, nullable=False),
    Column("tags", Text, nullable=False),  # each between line ends
    Column("host_hash", BigInteger, nullable=False),  # of the first address; targets of one host have one hash
    Column("definition", Text, nullable=False),  # JSON of the Target
    Column("state", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("cause", Words, nullable=False),
    Column("watched_since", Instant, nullable=False),  # enlisted, or enlisted again after a pause
    Column("next_check_at", Instant, nullable=False),
    Column("due_at", Instant),  # end of the lease while leased, else next_check_at; NULL: paused
    Column("lease", Text),  # NULL: nobody works on it
    Column("etag", Words),
    Column("last_modified", Words),
    Column("failures", Integer, nullable=False),
    Column("last_checked", Instant),
    Column("last_good", Instant),
    Column("looks", Integer, nullable=False),  # rows so far, in each of these tables
    Column("moves", Integer, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("past", LargeBinary),  # packed JSON of the Past; NULL: nothing is remembered
    Column("recipe", Text),  # of the version in force; NULL: of before this was kept; the packed reading has it
    Column("links_sha256", Digest),  # NULL as the recipe
    Column("head", Digest),  # link of the last row of the log; NULL: there was no look
    _seal(),
    Index(None, "due_at"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("sha256", Digest, primary_key=True),  # of the plain bytes
    Column("base", Digest),  # the body this one is a patch of; NULL: none, it is a keyframe
    Column("depth", Integer, nullable=False),  # patches to go through to the keyframe
    Column("packed", LargeBinary, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    _target_id(),
    Column("seq", Integer, primary_key=True),  # from 0 within the target
    Column("ordinal", Integer, nullable=False),  # 0 for the first attempt of a look, which stands for the look
    Column("capture_id", Digest, nullable=False),
    Column("at", Instant, nullable=False),
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),  # after the look
    Column("version", Integer),  # in force after the look; NULL: nothing was read yet
    Column("body", Digest),  # the SHA-256 of the body it brought; NULL: none, or the packed record has it
    Column("packed", LargeBinary, nullable=False),  # the rest of the capture, a patch of row seq - seq % 64
    Column("link", Digest, nullable=False),  # of this row, its capture, all it was written with, and the row before
    Index(None, "at"),
)

versions = Table(
    "versions",
    metadata,
    _target_id(),
    Column("number", Integer, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("capture_id", Digest, nullable=False),
    Column("look", Integer),  # the row of the log that has that capture; NULL: none does
    Column("title", Words, nullable=False),
    Column("languages", Text, nullable=False),  # separated by blanks
    Column("text_sha256", Digest, nullable=False),
    Column("bodies", LargeBinary, nullable=False),  # SHA-256 after SHA-256
    Column("first_seen", Instant, nullable=False),
    Column("confirmed_at", Instant, nullable=False),
    Column("returned_to", Integer),
    Column("keyframe", Integer, nullable=False),  # the version whose reading is whole; those between are patches
    Column("packed", LargeBinary, nullable=False),  # the reading without its text hash
    _seal(),
)

held = Table(
    "held",
    metadata,
    _target_id(),
    Column("base", Integer),  # the version whose reading this is a patch of; NULL: none
    Column("sha256", Digest, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # JSON of the Held
)

changes = Table(
    "changes",
    metadata,
    _target_id(),
    Column("number", Integer, primary_key=True),  # of the version it led to
    Column("before", Integer, nullable=False),  # number of the version before
    Column("at", Instant, nullable=False),  # when that version was confirmed
    Column("verdict", Integer, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("suspect", Text),
    Column("kinds", Text, nullable=False),  # by their letters (`storage.kinds`), or spelt out; each between blanks
    Column("edits", Integer, nullable=False),
    Column("form", Integer),  # how the findings are packed (`storage.findings`); NULL: as before there were two ways
    Column("packed", LargeBinary, nullable=False),  # the findings, a patch of the two readings they quote
    _seal(),
    Index(None, "at"),
)

passages = Table(  # an index of versions by their words: made again, not merged, when databases are
    "passages",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("shelf", BigInteger, ForeignKey("shelves.id"), nullable=False),  # the target's, by `storage.shelves`
    Column("number", Integer, nullable=False),  # of the version that brought these words
    Column("until", Integer),  # the version that does not have them any more; NULL: they are in force
    Column("face", Digest, nullable=False),  # half a SHA-256 of what is packed: by it a passage is known again
    Column("base", BigInteger),  # the passage this one is a patch of; NULL: none, it is whole
    Column("packed", LargeBinary, nullable=False),  # the section's id, its heading and its words
    Index(None, "shelf", "until"),
)

stated = Table(  # whose facts are known, and by which edition of the extractors
    "stated",
    metadata,
    _target_id(),
    Column("number", Integer, nullable=False),  # of the version
    Column("eyes", Text, nullable=False),
    Column("notes", LargeBinary),  # packed: what those eyes know of each sentence; NULL: nothing is kept of it
    sqlite_with_rowid=False,
)

facts = Table(  # an index of what versions in force state: found again, not merged, when databases are
    "facts",
    metadata,
    _target_id(),
    Column("seq", Integer, primary_key=True),  # in the order of the document
    Column("type", Text, nullable=False),
    Column("folded", Words, nullable=False),  # the value without regard to case
    Column("role", Words, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("value", Words, nullable=False),
    Column("condition", Words, nullable=False),
    Column("rule", Text, nullable=False),
    Column("sentence", Words, nullable=False),
    Column("times", Integer, nullable=False),
    Column("section_id", Words, nullable=False),
    Column("trail", Words, nullable=False),  # the headings, each on a line
    Column("quote", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "type", "folded", "role", "polarity", "target_id", "seq"),
    sqlite_with_rowid=False,
)

moves = Table(
    "moves",
    metadata,
    _target_id(),
    Column("seq", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("cause", Words, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

removals = Table(  # versions let go by the owner's rule, and the changes between them: why, and the seals of their rows
    "removals",
    metadata,
    Column("what", Text, primary_key=True),  # "version" or "change"
    _target_id(),
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("reason", Words, nullable=False),
    Column("row_seal", LargeBinary, nullable=False),  # of the row removed: the chain of the log rests on it
    _seal(),
    sqlite_with_rowid=False,
)

entries = Table(  # what waits to be told; a sealed message takes its entries over
    "entries",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    _target_id(),
    Column("number", Integer, primary_key=True),
    Column("queued_at", Instant, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

messages = Table(
    "messages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subscriber_id", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("channel", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("until", Instant, nullable=False),
    Column("mime", LargeBinary),  # NULL: delivered, the bytes are not needed any more
    Column("changes", Text, nullable=False),  # JSON list of the ids told
    Column("unread", Text, nullable=False),  # JSON list of (target id, state)
    Column("state", Text, nullable=False),  # of the last delivery; "sealed" before the first
    Column("send_at", Instant),  # end of the lease while being sent; NULL: closed, delivered or dead
    Column("attempts", Integer, nullable=False),
    Column("closed_at", Instant),
    Column("detail", Words, nullable=False),
    Column("alert", Integer),  # 1: it left its window open; NULL: it closed it
    _seal(),
    Index(None, "send_at"),
)

windows = Table(
    "windows",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    Column("until", Instant, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

notices = Table(  # targets told to a subscriber as not read, and not yet as read again
    "notices",
    metadata,
    Column("subscriber_id", Text, primary_key=True),
    _target_id(),
    Column("state", Text, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

hosts = Table(  # what politeness remembers between requests, for every worker
    "hosts",
    metadata,
    Column("host", Words, primary_key=True),
    Column("free_at", Instant),  # nobody enters before; NULL: it was never entered
    Column("shut_until", Instant),  # it wished no request before; NULL: it wished nothing
    Column("day", Instant),  # midnight (UTC) of the day it was entered last; NULL: it never was
    Column("asked", Integer),  # how often it was entered on that day
    sqlite_with_rowid=False,
)

robots = Table(
    "robots",
    metadata,
    Column("origin", Words, primary_key=True),
    Column("rules", Words, nullable=False),
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
