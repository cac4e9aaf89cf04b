"""Rows that another worker may be adding at the same moment."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(db: Connection, table: Table, columns: Mapping[str, object]) -> bool:
    """A row with that key is there. True: it is this one; False: there was one, and it stays as it is."""
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    added = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return db.execute(added, columns).first() is not None
