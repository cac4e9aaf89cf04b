"""What can be found out again is not stored with every row: the SHA-256 of what is packed, which seals and links go on
to be of, and the recipe and the links of versions that are not in force. The hash of a look's body, which hardly packs,
is in a column of its own from now on.

That was an eighth of the disk of a further version.
"""

import hashlib
import json
import sys
import zlib
from collections.abc import Iterator, Mapping
from itertools import groupby

import sqlalchemy as sa
from alembic import op

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CHAIN = 64
MAGIC = b"\x28\xb5\x2f\xfd"
FINDINGS = (
    b'[{"after":{"end":0,"is":"Quote","section":["Contact"],"section_id":"","start":0,"text":""},"before":null,'
    b'"direction":"removed","is":"Finding","kind":"retention-change","reason":"","rule":"","section":[],"severity":1,'
    b'"what":""},{"after":null,"before":{"end":0,"is":"Quote","section":["Retention"],"section_id":"","start":0,"text":""}'
    b',"direction":"added","is":"Finding","kind":"data-category-change","reason":"","rule":"","section":["'
)
Row = Mapping[str, object]


def upgrade() -> None:
    op.add_column("targets", sa.Column("recipe", sa.Text(), nullable=True))
    op.add_column("targets", sa.Column("links_sha256", sa.LargeBinary(), nullable=True))
    inforce = "FROM versions WHERE versions.target_id = targets.id AND versions.number = targets.versions"
    op.execute(f"UPDATE targets SET recipe = (SELECT recipe {inforce}), links_sha256 = (SELECT links_sha256 {inforce})")  # noqa: S608 – names of ours
    op.add_column("looks", sa.Column("body", sa.LargeBinary(), nullable=True))
    for table in ("looks", "versions", "changes"):
        op.drop_column(table, "sha256")
    op.drop_column("versions", "recipe")
    op.drop_column("versions", "links_sha256")


def downgrade() -> None:
    """Of a row that can no longer be unpacked the hash is empty: it is damaged, as it was."""
    op.add_column("versions", sa.Column("recipe", sa.Text(), nullable=True))
    op.add_column("versions", sa.Column("links_sha256", sa.LargeBinary(), nullable=True))
    inforce = "FROM targets WHERE targets.id = versions.target_id AND targets.versions = versions.number"
    for name in ("recipe", "links_sha256"):
        op.execute(f"UPDATE versions SET {name} = (SELECT {name} {inforce})")  # noqa: S608 – names of ours
    op.drop_column("targets", "recipe")
    op.drop_column("targets", "links_sha256")
    nothing = "''::bytea" if op.get_bind().dialect.name == "postgresql" else "x''"
    for table in ("looks", "versions", "changes"):
        column = sa.Column("sha256", sa.LargeBinary(), nullable=False, server_default=sa.text(nothing))
        op.add_column(table, column)
    for target_id in op.get_bind().execute(sa.text("SELECT id FROM targets ORDER BY id")).scalars().all():
        _looks(target_id)
        _texts(target_id)
    op.drop_column("looks", "body")


def _looks(target_id: str) -> None:
    """Every record has the hash of its body again, and its row its own hash."""
    put = "UPDATE looks SET sha256 = :digest, packed = :packed WHERE target_id = :target AND seq = :seq"
    for _, chain in groupby(_rows("looks", "seq", target_id), key=lambda row: int(str(row["seq"])) // CHAIN):
        was, now = b"", b""  # the first record of the chain, of which the others are patches
        for row in chain:
            begins = int(str(row["seq"])) % CHAIN == 0
            plain = _unpacked(row["packed"], b"" if begins else was)
            own, whole = _with_body(row, plain)
            digest = hashlib.sha256(whole).digest() if whole else b""
            packed = _packed(own, b"" if begins else now) if own else row["packed"]
            _put(put, {"digest": digest, "packed": packed, "target": target_id, "seq": row["seq"]})
            if begins:
                was, now = plain, own


def _with_body(row: Row, plain: bytes) -> tuple[bytes, bytes]:
    """The record as it was packed before, and the whole of it."""
    if not plain:
        return b"", b""
    members = json.loads(plain.decode("utf-8", "surrogatepass"))
    if row["body"] is not None:
        members["response"]["body_sha256"] = _bytes(row["body"]).hex()
    return _json(members), _json(members | {"id": row["capture_id"], "target_id": row["target_id"]})


def _texts(target_id: str) -> None:
    """Versions and changes have the hash of what is packed in them again."""
    put = "UPDATE {} SET sha256 = :digest WHERE target_id = :target AND number = :number"
    plain: dict[object, bytes] = {}
    before = b""
    for row in _rows("versions", "number", target_id):
        before = _unpacked(row["packed"], b"" if row["keyframe"] == row["number"] else before)
        plain[row["number"]] = before
        digest = hashlib.sha256(before).digest() if before else b""
        _put(put.format("versions"), {"digest": digest, "target": target_id, "number": row["number"]})
    for row in _rows("changes", "number", target_id):
        quoted = plain.get(row["before"], b"") + plain.get(row["number"], b"")
        found = _unpacked(row["packed"], FINDINGS + quoted)
        digest = hashlib.sha256(found).digest() if found else b""
        _put(put.format("changes"), {"digest": digest, "target": target_id, "number": row["number"]})


def _rows(table: str, order: str, target_id: str) -> Iterator[Row]:
    asked = sa.text(f"SELECT * FROM {table} WHERE target_id = :target ORDER BY {order}")  # noqa: S608 – names of ours
    for row in op.get_bind().execute(asked, {"target": target_id}).mappings().all():
        yield dict(row)


def _put(statement: str, values: dict[str, object]) -> None:
    as_bytes = [sa.bindparam(name, type_=sa.LargeBinary) for name in ("digest", "packed") if name in values]
    op.get_bind().execute(sa.text(statement).bindparams(*as_bytes), values)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def _unpacked(value: object, prefix: bytes) -> bytes:
    """Empty: it cannot be unpacked."""
    packed = _bytes(value)
    try:
        return zstd.decompress(MAGIC + packed[4:], zstd_dict=_as_prefix(prefix))
    except zstd.ZstdError:
        return b""


def _packed(plain: bytes, prefix: bytes) -> bytes:
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: 10 if prefix else 3,
        zstd.CompressionParameter.window_log: max(18, (len(plain) + len(prefix)).bit_length()),
        zstd.CompressionParameter.content_size_flag: 0,
    }
    frame = zstd.compress(plain, options=options, zstd_dict=_as_prefix(prefix))[len(MAGIC) :]
    return zlib.crc32(frame).to_bytes(4, "big") + frame


def _as_prefix(prefix: bytes) -> "tuple[zstd.ZstdDict, int] | None":
    return zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= 8 else None


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
