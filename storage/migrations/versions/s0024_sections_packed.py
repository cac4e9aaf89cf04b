"""Of a passage the section's id and heading are packed with its words, as a patch like those; half a SHA-256 is enough
to know it again by.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """They are made again from the versions once all steps are done."""
    _make_anew()


def downgrade() -> None:
    _make_anew(
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
    )


def _make_anew(*apart: sa.Column[str]) -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("DROP TABLE passages_words_terms")
        op.execute("DROP TABLE passages_words")
    op.drop_table("passages")
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        *apart,
        sa.Column("face", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_passages_target_id")),
    )
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passages_target_id"), ["target_id", "until"], unique=False)
    if is_sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE passages_words USING fts5(words, content='', detail='none', columnsize=0,"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute("CREATE VIRTUAL TABLE passages_words_terms USING fts5vocab(passages_words, 'row')")
        return
    op.execute("ALTER TABLE passages ADD COLUMN passages_words tsvector")
    op.execute("CREATE INDEX ix_passages_words ON passages USING gin (passages_words)")
