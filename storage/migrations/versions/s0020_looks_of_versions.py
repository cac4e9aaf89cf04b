"""A version names the row of the log that has its capture: no index of all captures is needed any more.

That index took an eighth of the disk of every look.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("versions", sa.Column("look", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE versions SET look = (SELECT seq FROM looks"
        " WHERE looks.capture_id = versions.capture_id AND looks.target_id = versions.target_id)"
    )
    op.drop_index("ix_looks_capture_id", "looks")


def downgrade() -> None:
    op.create_index("ix_looks_capture_id", "looks", ["capture_id"], unique=True)
    op.drop_column("versions", "look")
