"""Which recipe read a version, and a hash of its links, beside its packed reading."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("versions", sa.Column("recipe", sa.Text(), nullable=True))
    op.add_column("versions", sa.Column("links_sha256", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("versions", "links_sha256")
    op.drop_column("versions", "recipe")
