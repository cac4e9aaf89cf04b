"""Ids of captures are kept as the bytes that their hexadecimal digits say: half the length.

Seals and links are of the digits, and stay what they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = ("looks", "versions")


def upgrade() -> None:
    as_bytes = "CASE WHEN capture_id ~ '^([0-9a-f]{2})+$' THEN decode(capture_id, 'hex') ELSE capture_id::bytea END"
    if op.get_bind().dialect.name == "sqlite":
        _teach("clausewatch_bytes", _bytes)
        as_bytes = "clausewatch_bytes(capture_id)"
    _replace(sa.LargeBinary(), as_bytes)


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _replace(sa.Text(), "lower(hex(capture_id))" if is_sqlite else "encode(capture_id, 'hex')")


def _replace(kind: "sa.LargeBinary | sa.Text", form: str) -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("other_form", kind, nullable=False, server_default=sa.text("''")))
        op.execute(f"UPDATE {table} SET other_form = {form}")  # noqa: S608 – names of ours
        op.drop_column(table, "capture_id")
        op.execute(f"ALTER TABLE {table} RENAME COLUMN other_form TO capture_id")


def _teach(name: str, function: object) -> None:
    """SQLite learns to turn digits into bytes only with its release 3.41."""
    op.get_bind().connection.driver_connection.create_function(name, 1, function)  # type: ignore[union-attr]


def _bytes(digits: str) -> bytes:
    """What are no digits was damaged, and stays what it was."""
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return digits.encode("utf-8", "surrogatepass")
