"""Runs steps on the connection that `storage.schema` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,  # SQLite alters a table by copying it
    compare_type=True,
    # The index of words is the database's own: FTS5 tables on SQLite, a column on PostgreSQL.
    include_name=lambda name, _kind, _parents: not (name or "").startswith(("passages_words", "ix_passages_words")),
)
with context.begin_transaction():
    context.run_migrations()
