"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STAMP_SLOTS = 64


def upgrade() -> None:
    _targets()
    _texts()
    _log()
    _telling()
    _house()


def downgrade() -> None:
    tables = (
        "locks",
        "stamps",
        "notices",
        "windows",
        "messages",
        "entries",
        "changes",
        "moves",
        "looks",
        "held",
        "versions",
        "bodies",
        "targets",
    )
    for table in tables:
        op.drop_table(table)


def _targets() -> None:
    op.create_table(
        "targets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("document_type", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("host_hash", sa.BigInteger(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("watched_since", sa.BigInteger(), nullable=False),
        sa.Column("next_check_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("lease", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_checked", sa.BigInteger()),
        sa.Column("last_good", sa.BigInteger()),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_targets"),
    )
    op.create_index("ix_targets_due_at", "targets", ["due_at"])


def _texts() -> None:
    op.create_table(
        "bodies",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.LargeBinary()),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_bodies"),
    )
    op.create_table(
        "versions",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("bodies", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=False),
        sa.Column("returned_to", sa.Integer()),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("keyframe", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_versions_target_id"),
        sa.PrimaryKeyConstraint("target_id", "number", name="pk_versions"),
    )
    op.create_table(
        "held",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer()),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_held_target_id"),
        sa.PrimaryKeyConstraint("target_id", name="pk_held"),
    )


def _log() -> None:
    op.create_table(
        "looks",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_looks_target_id"),
        sa.PrimaryKeyConstraint("target_id", "seq", name="pk_looks"),
    )
    op.create_index("ix_looks_at", "looks", ["at"])
    op.create_index("ix_looks_capture_id", "looks", ["capture_id"], unique=True)
    op.create_table(
        "moves",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_moves_target_id"),
        sa.PrimaryKeyConstraint("target_id", "seq", name="pk_moves"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "changes",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("suspect", sa.Text()),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_changes_target_id"),
        sa.PrimaryKeyConstraint("target_id", "number", name="pk_changes"),
    )
    op.create_index("ix_changes_at", "changes", ["at"])


def _telling() -> None:
    op.create_table(
        "entries",
        sa.Column("subscriber_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_entries_target_id"),
        sa.PrimaryKeyConstraint("subscriber_id", "target_id", "number", name="pk_entries"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subscriber_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.LargeBinary()),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("send_at", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_send_at", "messages", ["send_at"])
    op.create_table(
        "windows",
        sa.Column("subscriber_id", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subscriber_id", name="pk_windows"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notices",
        sa.Column("subscriber_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_notices_target_id"),
        sa.PrimaryKeyConstraint("subscriber_id", "target_id", name="pk_notices"),
        sqlite_with_rowid=False,
    )


def _house() -> None:
    op.create_table(
        "stamps",
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("slot", name="pk_stamps"),
    )
    op.create_table(
        "locks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_locks"),
    )
    slots = sa.table("stamps", sa.column("slot"), sa.column("value"))
    op.bulk_insert(slots, [{"slot": slot, "value": 0} for slot in range(STAMP_SLOTS)])
