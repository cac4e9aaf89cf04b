"""Which messages are alerts, told before their window was over."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("alert", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("messages", "alert")
