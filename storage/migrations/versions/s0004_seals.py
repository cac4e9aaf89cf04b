"""Every row that is evidence gets a seal, and the log of each target becomes a chain."""

import hashlib
import json
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The columns of a row's key, and those its seal leaves out.
SEALED: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "targets": (("id",), frozenset({"lease", "due_at"})),
    "versions": (("target_id", "number"), frozenset({"keyframe", "packed"})),
    "changes": (("target_id", "number"), frozenset({"packed"})),
    "moves": (("target_id", "seq"), frozenset()),
    "entries": (("subscriber_id", "target_id", "number"), frozenset()),
    "messages": (("id",), frozenset({"send_at"})),
    "windows": (("subscriber_id",), frozenset()),
    "notices": (("subscriber_id", "target_id"), frozenset()),
}
LOOKS_OUTSIDE = frozenset({"packed", "link"})
AT_ONCE = 500


def upgrade() -> None:
    empty = sa.text("''")
    for table in SEALED:
        op.add_column(table, sa.Column("seal", sa.LargeBinary(), nullable=False, server_default=empty))
    op.add_column("targets", sa.Column("head", sa.LargeBinary(), nullable=True))
    op.add_column("looks", sa.Column("link", sa.LargeBinary(), nullable=False, server_default=empty))
    db = op.get_bind()
    for table in SEALED:
        if table != "targets":
            _seal(db, table)
    for (target_id,) in db.execute(sa.text("SELECT id FROM targets ORDER BY id")).all():
        _chain(db, target_id)
    _seal(db, "targets")  # which hold the heads of their logs


def downgrade() -> None:
    for table, column in [("targets", "head"), ("looks", "link"), *((table, "seal") for table in SEALED)]:
        op.drop_column(table, column)


def _seal(db: sa.Connection, table: str) -> None:
    key, outside = SEALED[table]
    named = " AND ".join(f"{column} = :key_{column}" for column in key)
    put = sa.text(f"UPDATE {table} SET seal = :seal WHERE {named}").bindparams(  # noqa: S608 – names of ours
        sa.bindparam("seal", type_=sa.LargeBinary)
    )
    for rows in _portions(db, f"SELECT * FROM {table} ORDER BY {', '.join(key)}"):  # noqa: S608 – names of ours
        written = [
            {f"key_{column}": row[column] for column in key} | {"seal": _sealed(table, row, outside)} for row in rows
        ]
        db.execute(put, written)


def _chain(db: sa.Connection, target_id: str) -> None:
    """The log of the target is a chain; each look is linked with the versions and changes it brought."""
    wrote = _seals_by_version(db, target_id)
    put = sa.text("UPDATE looks SET link = :link WHERE target_id = :target AND seq = :seq").bindparams(
        sa.bindparam("link", type_=sa.LargeBinary)
    )
    head, inforce = "0" * 64, 0
    for rows in _portions(db, "SELECT * FROM looks WHERE target_id = :target ORDER BY seq", target_id):
        links = []
        for row in rows:
            after = int(str(row["version"] or 0))
            seals = [seal for number in range(inforce + 1, after + 1) for seal in wrote.get(number, ())]
            inforce = after
            stated = [head, _stated(row, LOOKS_OUTSIDE), seals]
            head = hashlib.sha256(b"\0" + _json(stated)).hexdigest()
            links.append({"target": target_id, "seq": row["seq"], "link": bytes.fromhex(head)})
        db.execute(put, links)
    if head != "0" * 64:
        last = sa.text("UPDATE targets SET head = :head WHERE id = :target").bindparams(
            sa.bindparam("head", type_=sa.LargeBinary)
        )
        db.execute(last, {"head": bytes.fromhex(head), "target": target_id})


def _seals_by_version(db: sa.Connection, target_id: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for table in ("versions", "changes"):
        rows = sa.text(f"SELECT number, seal FROM {table} WHERE target_id = :target")  # noqa: S608 – names of ours
        for number, seal in db.execute(rows, {"target": target_id}):
            found.setdefault(number, []).append(bytes(seal).hex())
    return found


def _portions(db: sa.Connection, question: str, target_id: str | None = None) -> Iterator[list[Mapping[str, object]]]:
    """The rows, some hundreds at a time; read whole before they are written."""
    values = {} if target_id is None else {"target": target_id}
    start = 0
    while rows := db.execute(sa.text(f"{question} LIMIT {AT_ONCE} OFFSET {start}"), values).mappings().all():
        yield [dict(row) for row in rows]
        start += len(rows)


def _sealed(table: str, row: Mapping[str, object], outside: frozenset[str]) -> bytes:
    return hashlib.sha256(_json([table, _stated(row, outside)])).digest()[:16]


def _stated(row: Mapping[str, object], outside: frozenset[str]) -> dict[str, object]:
    return {
        name: bytes(value).hex() if isinstance(value, bytes | memoryview) else value
        for name, value in row.items()
        if name != "seal" and name not in outside and value is not None
    }


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
