"""The index of facts is in the order in which they are counted."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BEFORE = ["type", "folded", "target_id", "seq", "role", "polarity"]
_AFTER = ["type", "folded", "role", "polarity", "target_id", "seq"]


def upgrade() -> None:
    _index(_AFTER)


def downgrade() -> None:
    _index(_BEFORE)


def _index(columns: list[str]) -> None:
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facts_type"))
        batch_op.create_index(batch_op.f("ix_facts_type"), columns, unique=False)
