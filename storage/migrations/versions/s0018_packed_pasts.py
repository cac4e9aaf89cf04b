"""What is remembered of the looks at a target is packed: its row grows less with each version, and splits fewer pages.

A row whose seal did not fit keeps its seal: packing it anew must not make good what somebody else wrote.
"""

import hashlib
import json
import sys
import zlib
from collections.abc import Callable, Mapping

import sqlalchemy as sa
from alembic import op

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

AT_ONCE = 500
OUTSIDE = frozenset({"lease", "due_at", "seal"})  # of what the seal of a target says nothing
LEVEL = 10
MAGIC = b"\x28\xb5\x2f\xfd"
IN_COMMON = (
    b'"landing":{"is":"Run","last":"2026-01-01T00:00:00.000000+00:00","looks":2,"sign":"https://","since":"2026-01-01T"},'
    b'"on_trial":2,"pace":"PT12H","sighted":"","still":1,"troubles":[{"is":"Run","last":"2026-01-01T","looks":1,"sign":'
    b'"timeout","since":"2026-01-01T"}],"turns":1,{"around":{"is":"Surroundings","sha256":"","since":"2026-01-01T'
    b'00:00:00.000000+00:00"},"full_at":"2026-01-01T00:00:00.000000+00:00","home":"https://www.","is":"Past",'
    b'"looked_at":"2026-01-01T00:00:00.000000+00:00","skeleton":"","surface":"","told_at":"2026-01-01T","turns":[{"after":'
    b'"","at":"2026-01-01T00:00:00.000000+00:00","before":"","is":"Turn","number":2},{"after":"'
)


def upgrade() -> None:
    op.add_column("targets", sa.Column("packed_past", sa.LargeBinary(), nullable=True))
    _rewrite("packed_past", _packed)
    op.drop_column("targets", "past")
    op.execute("ALTER TABLE targets RENAME COLUMN packed_past TO past")


def downgrade() -> None:
    op.add_column("targets", sa.Column("plain_past", sa.Text(), nullable=True))
    _rewrite("plain_past", _plain)
    op.drop_column("targets", "past")
    op.execute("ALTER TABLE targets RENAME COLUMN plain_past TO past")


def _rewrite(new: str, form: Callable[..., str | bytes]) -> None:
    """Every past in its new form in the new column, and the seals of the rows with it."""
    db, after = op.get_bind(), ""
    asked = sa.text("SELECT * FROM targets WHERE id > :after ORDER BY id LIMIT :limit")
    put = sa.text(f"UPDATE targets SET {new} = :past, seal = :seal WHERE id = :target").bindparams(  # noqa: S608 – a name of ours
        sa.bindparam("seal", type_=sa.LargeBinary)
    )
    while rows := db.execute(asked, {"after": after, "limit": AT_ONCE}).mappings().all():
        after = str(rows[-1]["id"])
        written = []
        for row in rows:
            stated = {name: value for name, value in row.items() if name != new}
            past = None if row["past"] is None else form(row["past"])
            seal = bytes(row["seal"])
            if _seal(stated) == seal:
                seal = _seal({**stated, "past": past})
            written.append({"target": row["id"], "past": past, "seal": seal})
        db.execute(put, written)


def _packed(text: str) -> bytes:
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: LEVEL,
        zstd.CompressionParameter.window_log: 18,
        zstd.CompressionParameter.content_size_flag: 0,
    }
    known = zstd.ZstdDict(IN_COMMON, is_raw=True).as_prefix
    frame = zstd.compress(text.encode("utf-8", "surrogatepass"), options=options, zstd_dict=known)[len(MAGIC) :]
    return zlib.crc32(frame).to_bytes(4, "big") + frame


def _plain(packed: bytes) -> str:
    known = zstd.ZstdDict(IN_COMMON, is_raw=True).as_prefix
    return zstd.decompress(MAGIC + bytes(packed)[4:], zstd_dict=known).decode("utf-8", "surrogatepass")


def _seal(row: Mapping[str, object]) -> bytes:
    """What `storage.seals` said of a row when this step was written."""
    stated = {
        name: bytes(value).hex() if isinstance(value, bytes | memoryview) else value
        for name, value in row.items()
        if name not in OUTSIDE and value is not None
    }
    text = json.dumps(["targets", stated], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
