"""By what versions are found: their words, and what they state. Made again, not merged, when databases are."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.columns import Hash, OutsideText
from storage.tables.common import metadata, target_id

shelves = Table(  # the number that the index of words has for a target, in place of its name
    "shelves",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("target_id", Text, ForeignKey("targets.id"), nullable=False),
    UniqueConstraint("target_id"),
)

passages = Table(  # an index of versions by their words: made again, not merged, when databases are
    "passages",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("shelf", BigInteger, ForeignKey("shelves.id"), nullable=False),  # the target's, by `storage.shelves`
    Column("number", Integer, nullable=False),  # of the version that brought these words
    Column("until", Integer),  # the version that does not have them any more; NULL: they are in force
    Column("face", Hash, nullable=False),  # half a SHA-256 of what is packed: by it a passage is known again
    Column("base", BigInteger),  # the passage this one is a patch of; NULL: none, it is whole
    Column("packed", LargeBinary, nullable=False),  # the section's id, its heading and its words
    Index(None, "shelf", "until"),
)

stated = Table(  # whose facts are known, and by which edition of the extractors
    "stated",
    metadata,
    target_id(),
    Column("number", Integer, nullable=False),  # of the version
    Column("eyes", Text, nullable=False),
    Column("notes", LargeBinary),  # packed: what those eyes know of each sentence; NULL: nothing is kept of it
    sqlite_with_rowid=False,
)

facts = Table(  # an index of what versions in force state: found again, not merged, when databases are
    "facts",
    metadata,
    target_id(),
    Column("seq", Integer, primary_key=True),  # in the order of the document
    Column("type", Text, nullable=False),
    Column("folded", OutsideText, nullable=False),  # the value without regard to case
    Column("role", OutsideText, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("value", OutsideText, nullable=False),
    Column("condition", OutsideText, nullable=False),
    Column("rule", Text, nullable=False),
    Column("sentence", OutsideText, nullable=False),
    Column("times", Integer, nullable=False),
    Column("section_id", OutsideText, nullable=False),
    Column("trail", OutsideText, nullable=False),  # the headings, each on a line
    Column("quote", OutsideText, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "type", "folded", "role", "polarity", "target_id", "seq"),
    sqlite_with_rowid=False,
)
