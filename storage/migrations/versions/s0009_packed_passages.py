"""Passages keep their words packed, and the index of words keeps neither the words nor their places."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """They are made again from the versions once all steps are done."""
    _drop_index()
    op.drop_table("passages")
    _create(
        sa.Column("face", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE passages ADD COLUMN passages_words tsvector")
        op.execute("CREATE INDEX ix_passages_words ON passages USING gin (passages_words)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE passages_words USING fts5(words, content='', detail='none', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 2')"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE passages_words")
    op.drop_table("passages")
    _create(sa.Column("text", sa.Text(), nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_passages_words ON passages"
            " USING gin (to_tsvector('simple', left(heading || ' ' || text, 200000)))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE passages_words USING fts5(heading, text, content='passages', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER passages_written AFTER INSERT ON passages BEGIN"
        " INSERT INTO passages_words (rowid, heading, text) VALUES (new.id, new.heading, new.text); END"
    )


def _drop_index() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TRIGGER passages_written")
        op.execute("DROP TABLE passages_words")


def _create(*words: sa.Column[object]) -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        *words,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_passages_target_id")),
    )
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passages_target_id"), ["target_id", "until"], unique=False)
