"""The index of words has a number for each target, where it had the target's name in every passage and in its index."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Passages are made again from the versions once all steps are done."""
    op.create_table(
        "shelves",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelves")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_shelves_target_id")),
        sa.UniqueConstraint("target_id", name=op.f("uq_shelves_target_id")),
    )
    _make_anew(sa.Column("shelf", sa.BigInteger(), nullable=False), "shelves.id")


def downgrade() -> None:
    _make_anew(sa.Column("target_id", sa.Text(), nullable=False), "targets.id")
    op.drop_table("shelves")


def _make_anew(owner: "sa.Column[int] | sa.Column[str]", key: str) -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("DROP TABLE passages_words_terms")
        op.execute("DROP TABLE passages_words")
    op.drop_table("passages")
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        owner,
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("face", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.ForeignKeyConstraint([owner.name], [key], name=op.f(f"fk_passages_{owner.name}")),
    )
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_passages_{owner.name}"), [owner.name, "until"], unique=False)
    if is_sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE passages_words USING fts5(words, content='', detail='none', columnsize=0,"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute("CREATE VIRTUAL TABLE passages_words_terms USING fts5vocab(passages_words, 'row')")
        return
    op.execute("ALTER TABLE passages ADD COLUMN passages_words tsvector")
    op.execute("CREATE INDEX ix_passages_words ON passages USING gin (passages_words)")
