"""Bodies that came with looks and made no version are known by their look."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sightings",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_sightings_target_id")),
        sa.PrimaryKeyConstraint("target_id", "sha256", name=op.f("pk_sightings")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sightings")
