"""What the versions in force state, to be looked up across documents."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stated",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("eyes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target_id", name=op.f("pk_stated")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_stated_target_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "facts",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("trail", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("target_id", "seq", name=op.f("pk_facts")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_facts_target_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("facts", schema=None) as batch_op:
        columns = ["type", "folded", "target_id", "seq", "role", "polarity"]
        batch_op.create_index(batch_op.f("ix_facts_type"), columns, unique=False)


def downgrade() -> None:
    op.drop_table("facts")
    op.drop_table("stated")
