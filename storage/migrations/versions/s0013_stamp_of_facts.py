"""A stamp that grows when facts change, and the words of the index as a list, to find those that begin like another."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OLD, _NEW = 64, 128


def upgrade() -> None:
    slots = sa.table("stamps", sa.column("slot"), sa.column("value"))
    op.bulk_insert(slots, [{"slot": slot, "value": 0} for slot in range(_OLD, _NEW)])
    if op.get_bind().dialect.name != "postgresql":
        op.execute("CREATE VIRTUAL TABLE passages_words_terms USING fts5vocab(passages_words, 'row')")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE passages_words_terms")
    op.execute("DELETE FROM stamps WHERE slot >= 64")
