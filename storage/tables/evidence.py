"""What was looked at, what came, what it said and what changed."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.columns import Hash, Instant, OutsideText
from storage.tables.common import metadata, seal, target_id

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
    Column("cause", OutsideText, nullable=False),
    Column("watched_since", Instant, nullable=False),  # enlisted, or enlisted again after a pause
    Column("next_check_at", Instant, nullable=False),
    Column("due_at", Instant),  # end of the lease while leased, else next_check_at; NULL: paused
    Column("lease", Text),  # NULL: nobody works on it
    Column("etag", OutsideText),
    Column("last_modified", OutsideText),
    Column("failures", Integer, nullable=False),
    Column("last_checked", Instant),
    Column("last_good", Instant),
    Column("looks", Integer, nullable=False),  # rows so far, in each of these tables
    Column("moves", Integer, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("past", LargeBinary),  # packed JSON of the Past; NULL: nothing is remembered
    Column("recipe", Text),  # of the version in force; NULL: of before this was kept; the packed reading has it
    Column("links_sha256", Hash),  # NULL as the recipe
    Column("head", Hash),  # link of the last row of the log; NULL: there was no look
    seal(),
    Index(None, "due_at"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("sha256", Hash, primary_key=True),  # of the plain bytes
    Column("base", Hash),  # the body this one is a patch of; NULL: none, it is a keyframe
    Column("depth", Integer, nullable=False),  # patches to go through to the keyframe
    Column("packed", LargeBinary, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    target_id(),
    Column("seq", Integer, primary_key=True),  # from 0 within the target
    Column("ordinal", Integer, nullable=False),  # 0 for the first attempt of a look, which stands for the look
    Column("capture_id", Hash, nullable=False),
    Column("at", Instant, nullable=False),
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),  # after the look
    Column("version", Integer),  # in force after the look; NULL: nothing was read yet
    Column("body", Hash),  # the SHA-256 of the body it brought; NULL: none, or the packed record has it
    Column("packed", LargeBinary, nullable=False),  # the rest of the capture, a patch of row seq - seq % 64
    Column("link", Hash, nullable=False),  # of this row, its capture, all it was written with, and the row before
    Index(None, "at"),
)

versions = Table(
    "versions",
    metadata,
    target_id(),
    Column("number", Integer, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("capture_id", Hash, nullable=False),
    Column("look", Integer),  # the row of the log that has that capture; NULL: none does
    Column("title", OutsideText, nullable=False),
    Column("languages", Text, nullable=False),  # separated by blanks
    Column("text_sha256", Hash, nullable=False),
    Column("bodies", LargeBinary, nullable=False),  # SHA-256 after SHA-256
    Column("first_seen", Instant, nullable=False),
    Column("confirmed_at", Instant, nullable=False),
    Column("returned_to", Integer),
    Column("keyframe", Integer, nullable=False),  # the version whose reading is whole; those between are patches
    Column("packed", LargeBinary, nullable=False),  # the reading without its text hash
    seal(),
)

held = Table(
    "held",
    metadata,
    target_id(),
    Column("base", Integer),  # the version whose reading this is a patch of; NULL: none
    Column("sha256", Hash, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # JSON of the Held
)

changes = Table(
    "changes",
    metadata,
    target_id(),
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
    seal(),
    Index(None, "at"),
)

moves = Table(
    "moves",
    metadata,
    target_id(),
    Column("seq", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("cause", OutsideText, nullable=False),
    seal(),
    sqlite_with_rowid=False,
)

removals = Table(  # versions let go by the owner's rule, and the changes between them: why, and the seals of their rows
    "removals",
    metadata,
    Column("what", Text, primary_key=True),  # "version" or "change"
    target_id(),
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("reason", OutsideText, nullable=False),
    Column("row_seal", LargeBinary, nullable=False),  # of the row removed: the chain of the log rests on it
    seal(),
    sqlite_with_rowid=False,
)

sightings = Table(  # bodies of pages that made no version, until they are accepted or let go
    "sightings",
    metadata,
    target_id(),
    Column("sha256", Hash, primary_key=True),  # of the body
    Column("seq", Integer, nullable=False),  # of the look that brought it first
    seal(),
    sqlite_with_rowid=False,
)
