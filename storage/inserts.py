"""Rows that another worker may be adding at the same moment."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert


def insert_new(db: Connection, table: Table, columns: Mapping[str, object]) -> bool:
    """A row with that key is there. True: it is this one; False: there was one, and it stays as it is."""
    returning = _returning(table, db.dialect.name)
    return db.execute(returning, columns).first() is not None


@cache
def adding(table: Table, dialect: str) -> Insert:
    """Adds rows whose keys are not there; made once: to make a statement takes as long as to execute it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


@cache
def replacing(table: Table, dialect: str) -> Insert:
    """Adds rows, or puts them in the place of those with their keys."""
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    others = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=table.primary_key.columns, set_=others)


@cache
def _returning(table: Table, dialect: str) -> "ReturningInsert[tuple[object, ...]]":
    return adding(table, dialect).returning(*table.primary_key)
