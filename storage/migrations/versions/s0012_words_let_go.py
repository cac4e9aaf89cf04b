"""Passages of removed versions were hidden and kept; where there are any, all passages are made again."""

from alembic import op
from sqlalchemy import text

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """They are made again from the versions once all steps are done."""
    db = op.get_bind()
    if db.execute(text("SELECT 1 FROM passages WHERE number = 0 LIMIT 1")).first() is None:
        return
    if db.dialect.name != "postgresql":
        op.execute("INSERT INTO passages_words (passages_words) VALUES ('delete-all')")
    op.execute("DELETE FROM passages")


def downgrade() -> None:
    """What was let go stays so."""
