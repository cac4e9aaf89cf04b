"""What the log and the changes say twice is kept once: findings name the places of what they quote, and no more the
words, which the readings have; the times of an attempt are kept by how far they are from the time of its look.

What is there stays as it is, and can be read.
"""

import json
import sys
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CHAIN = 64
MAGIC = b"\x28\xb5\x2f\xfd"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = ("kind", "direction", "severity", "what", "reason", "rule", "section", "before", "after")
FINDINGS = (
    b'[{"after":{"end":0,"is":"Quote","section":["Contact"],"section_id":"","start":0,"text":""},"before":null,'
    b'"direction":"removed","is":"Finding","kind":"retention-change","reason":"","rule":"","section":[],"severity":1,'
    b'"what":""},{"after":null,"before":{"end":0,"is":"Quote","section":["Retention"],"section_id":"","start":0,"text":""}'
    b',"direction":"added","is":"Finding","kind":"data-category-change","reason":"","rule":"","section":["'
)
USUAL = (
    b'[["effective-date-change","changed",0,"20 \xe2\x86\x92 20","The date of the document changed: ","dates/own",null,'
    b'[["editorial-change","changed",0,"","The wording changed; no change in the facts was found.","fallback/wording",'
    b'["unclassified-change","changed",1,"","Something no rule names: ","fallback/new-words",'
    b'["rights-procedure-change","narrowed",1,"","","themes/edited",null,[['
    b'"negative-promise-change","removed",3,"","A promise not to do something is gone: ","promises/set",null,[['
    b'"controller-change","changed",3,"","Responsible company: ","controllers/replaced",null,'
    b'["named-third-party-change","added",1,"","Now names: ","thirdparties/set",null,null,'
    b'["purpose-change","added",2,"","Now also uses data for: ","purposes/set",null,null,'
    b'["data-category-change","added",2,"","Now also collects: ","categories/set",null,null,'
    b'["retention-change","widened",2,"P \xe2\x86\x92 P","Keeps data longer: P","periods/replaced",null,'
    b'["contact-change","changed",2,"@","A contact changed: ","contacts/email",null,['
)
Row: TypeAlias = Mapping[str, Any]


def upgrade() -> None:
    op.add_column("changes", sa.Column("form", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Words and times stand in full again; what cannot be read was damaged, and stays what it was."""
    for target_id in _target_ids():
        _looks(target_id)
        _changes(target_id)
    op.drop_column("changes", "form")


def _looks(target_id: str) -> None:
    put = "UPDATE looks SET packed = :packed WHERE target_id = :target AND seq = :seq"
    for _, chain in groupby(_rows("looks", "seq", target_id), key=lambda row: int(row["seq"]) // CHAIN):
        was, now = b"", b""  # the first record of the chain, of which the others are patches
        for row in chain:
            begins = row["seq"] % CHAIN == 0
            plain = _unpacked(row["packed"], b"" if begins else was)
            whole = _in_full(plain, row["at"]) if plain else b""
            if whole:
                _put(put, _packed(whole, b"" if begins else now), target=target_id, seq=row["seq"])
            if begins:
                was, now = plain, whole


def _in_full(plain: bytes, at: int) -> bytes:
    members = _from_json(plain)
    for name in ("started", "finished"):
        if isinstance(members[name], int):
            members[name] = (EPOCH + timedelta(microseconds=at + members[name])).isoformat()
    return _to_json(members)


def _changes(target_id: str) -> None:
    plain: dict[int, bytes] = {}
    before = b""
    for row in _rows("versions", "number", target_id):
        before = _unpacked(row["packed"], b"" if row["keyframe"] == row["number"] else before)
        plain[row["number"]] = before
    for row in _rows("changes", "number", target_id):
        if row["form"] is not None:
            _write_out(row, plain.get(row["before"], b""), plain.get(row["number"], b""))


def _write_out(row: Row, before: bytes, after: bytes) -> None:
    terse = _unpacked(row["packed"], before + after + USUAL)
    if not (before and after and terse):
        return
    sides = _from_json(before)["sections"], _from_json(after)["sections"]
    whole = _to_json([_finding(one, sides) for one in _from_json(terse)])
    put = "UPDATE changes SET packed = :packed WHERE target_id = :target AND number = :number"
    _put(put, _packed(whole, FINDINGS + before + after), target=row["target_id"], number=row["number"])


def _finding(short: "Row | list[object]", sides: tuple[list[Row], list[Row]]) -> Row:
    if isinstance(short, dict):
        return short
    finding: dict[str, object] = dict(zip(NAMES, short, strict=True))
    for name, sections in zip(("before", "after"), sides, strict=True):
        place = finding[name]
        if isinstance(place, list):
            finding[name] = _quote(place, sections)
    if finding["section"] is None:
        quote = finding["after"] or finding["before"]
        finding["section"] = quote["section"] if isinstance(quote, dict) else None
    return finding | {"is": "Finding"}


def _quote(place: list[int], sections: list[Row]) -> Row:
    number, start, signs = place
    section = sections[number]
    text = "\n".join(block["text"] for block in section["blocks"])
    return {
        "is": "Quote",
        "text": section["heading"] if start == -1 else text[start : start + signs],
        "section": section["path"],
        "section_id": section["id"],
        "start": start,
        "end": start + signs,
    }


def _target_ids() -> list[str]:
    return list(op.get_bind().execute(sa.text("SELECT id FROM targets ORDER BY id")).scalars())


def _rows(table: str, order: str, target_id: str) -> Iterator[Row]:
    """Those of a target, with bytes for what is packed."""
    asked = sa.text(f"SELECT * FROM {table} WHERE target_id = :target ORDER BY {order}")  # noqa: S608 – names of ours
    for row in op.get_bind().execute(asked, {"target": target_id}).mappings().all():
        yield {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def _put(statement: str, packed: bytes, **values: object) -> None:
    bound = sa.text(statement).bindparams(sa.bindparam("packed", type_=sa.LargeBinary))
    op.get_bind().execute(bound, {"packed": packed, **values})


def _unpacked(packed: bytes, prefix: bytes = b"") -> bytes:
    """Empty: it cannot be unpacked."""
    try:
        return zstd.decompress(MAGIC + packed[4:], zstd_dict=_as_prefix(prefix))
    except zstd.ZstdError:
        return b""


def _packed(plain: bytes, prefix: bytes = b"") -> bytes:
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: 10 if prefix else 3,
        zstd.CompressionParameter.window_log: max(18, (len(plain) + len(prefix)).bit_length()),
        zstd.CompressionParameter.content_size_flag: 0,
    }
    frame = zstd.compress(plain, options=options, zstd_dict=_as_prefix(prefix))[len(MAGIC) :]
    return zlib.crc32(frame).to_bytes(4, "big") + frame


def _as_prefix(prefix: bytes) -> "tuple[zstd.ZstdDict, int] | None":
    return zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= 8 else None


def _to_json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _from_json(plain: bytes) -> Any:  # noqa: ANN401 – JSON has no narrower type
    return json.loads(plain.decode("utf-8", "surrogatepass"))
