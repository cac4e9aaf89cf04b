"""What the extractors know of each sentence is kept from version to version."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stated", sa.Column("notes", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("stated", "notes")
