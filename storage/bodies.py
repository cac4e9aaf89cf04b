"""Bodies by their SHA-256, each a patch of an earlier one of the same page where there is one."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select, text, update

from storage.errors import DamagedError
from storage.hashes import sha256, verified
from storage.inserts import adding, insert_new
from storage.packing import CHAIN, pack, unpack
from storage.rows import Stored
from storage.tables import bodies

_DEPTH = select(bodies.c.depth).where(bodies.c.sha256 == bindparam("digest"))
_LOCKED_DEPTH = _DEPTH.with_for_update(read=True, key_share=True)
_LOCKED = (
    select(bodies.c.sha256)
    .where(bodies.c.sha256.in_(bindparam("digests", expanding=True)))
    .order_by(bodies.c.sha256)
    .with_for_update(read=True, key_share=True)
)
_LAST = select(bodies).where(bodies.c.sha256 == bindparam("digest")).cte("chain", recursive=True)
_ALL = _LAST.union_all(select(bodies).join(_LAST, (bodies.c.sha256 == _LAST.c.base) & (bodies.c.depth < _LAST.c.depth)))
_FIRST = select(bodies.c.sha256).where(bodies.c.sha256 == bindparam("digest")).cte("behind", recursive=True)
_BEHIND = _FIRST.union_all(select(bodies.c.sha256).join(_FIRST, bodies.c.base == _FIRST.c.sha256))
_NEARER = (
    update(bodies).where(bodies.c.sha256.in_(select(_BEHIND.c.sha256))).values(depth=bodies.c.depth - 1)
)  # a body and all its patches
_NAMED_SQLITE = text(
    "SELECT seq FROM sightings WHERE sha256 = :digest "
    "UNION ALL SELECT number FROM versions WHERE instr(bodies, :digest) > 0 LIMIT 1"
)
_NAMED_POSTGRES = text(
    "SELECT seq FROM sightings WHERE sha256 = :digest "
    "UNION ALL SELECT number FROM versions WHERE position(:digest in bodies) > 0 LIMIT 1"
)
_CHAIN = select(_ALL).order_by(_ALL.c.depth)


def keep(db: Connection, digest: str, body: bytes, earlier: str | None) -> None:
    """The body is kept, as a patch of the earlier one when that is kept and its chain is not too long."""
    if sha256(body) != digest:
        raise ValueError(f"body {digest} has SHA-256 {sha256(body)}")
    # Locked against being let go: until this transaction ends, no version names it.
    if db.execute(_LOCKED_DEPTH, {"digest": digest}).first() is not None:
        return
    base, depth, prefix = None, 0, b""
    chain = db.execute(_CHAIN, {"digest": earlier}).all() if earlier is not None else ()
    if earlier is not None and chain and chain[-1].depth + 1 < CHAIN:
        base, depth, prefix = earlier, chain[-1].depth + 1, _unpacked(chain, earlier)
    packed = {"sha256": digest, "base": base, "depth": depth, "packed": pack(body, prefix)}
    insert_new(db, bodies, packed)  # another target may have the same page, and its worker may be first


def keep_whole(db: Connection, brought: Sequence[tuple[str, bytes]]) -> None:
    """The bodies, each under its hash, are kept; none of them is a patch of another."""
    for digest, body in brought:
        if sha256(body) != digest:
            raise ValueError(f"body {digest} has SHA-256 {sha256(body)}")
    here = set(db.execute(_LOCKED, {"digests": sorted({digest for digest, _ in brought})}).scalars())
    come = {digest: body for digest, body in brought if digest not in here}
    if come:
        rows = [{"sha256": one, "base": None, "depth": 0, "packed": pack(come[one])} for one in sorted(come)]
        db.execute(adding(bodies, db.dialect.name), rows)


def read(db: Connection, digest: str) -> bytes | None:
    """The body again; None: it is not kept. Raises DamagedError when it is not what was recorded."""
    chain = db.execute(_CHAIN, {"digest": digest}).all()
    return _unpacked(chain, digest) if chain else None


def _unpacked(chain: Sequence[Stored], digest: str) -> bytes:
    """The body that is packed last in the chain; raises DamagedError as `read` does."""
    plain = b""
    try:
        if chain[0].base is not None:
            raise DamagedError(f"{chain[0].base}, which it is a patch of, is missing")
        for row in chain:
            plain = unpack(row.packed, plain)
    except DamagedError as error:
        raise DamagedError(f"body {digest} is damaged: {error}") from error
    return verified(plain, digest, f"body {digest}")


def let_go(db: Connection, digest: str) -> bool:
    """The body is not kept any more, unless a version or a sighting has it; its patches become patches of what it was
    one of."""
    row = db.execute(select(bodies).where(bodies.c.sha256 == digest).with_for_update()).first()
    named = _NAMED_POSTGRES if db.dialect.name == "postgresql" else _NAMED_SQLITE
    if row is None or db.execute(named, {"digest": bytes.fromhex(digest)}).first() is not None:
        return False
    prefix = b"" if row.base is None else read(db, row.base) or b""
    for patch in db.execute(select(bodies.c.sha256).where(bodies.c.base == digest)).scalars().all():
        packed = pack(read(db, patch) or b"", prefix)
        db.execute(_NEARER, {"digest": patch})
        db.execute(update(bodies).where(bodies.c.sha256 == patch).values(base=row.base, packed=packed))
    db.execute(delete(bodies).where(bodies.c.sha256 == digest))
    return True
