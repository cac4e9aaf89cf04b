"""The trouble with each host outlives the process that had it, and every worker heeds it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hosts", sa.Column("trouble", sa.LargeBinary(), nullable=True))
    op.add_column("hosts", sa.Column("back_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hosts", schema=None) as batch_op:
        batch_op.drop_column("back_at")
        batch_op.drop_column("trouble")
