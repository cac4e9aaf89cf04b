"""Bodies by their SHA-256, each a patch of an earlier one of the same page where there is one."""

from sqlalchemy import Connection, bindparam, select

from storage.errors import DamagedError
from storage.inserts import insert_new
from storage.packing import CHAIN, pack, sha256, unpack, verified
from storage.tables import bodies

_DEPTH = select(bodies.c.depth).where(bodies.c.sha256 == bindparam("digest"))
_LAST = select(bodies).where(bodies.c.sha256 == bindparam("digest")).cte("chain", recursive=True)
_ALL = _LAST.union_all(select(bodies).join(_LAST, (bodies.c.sha256 == _LAST.c.base) & (bodies.c.depth < _LAST.c.depth)))
_CHAIN = select(_ALL).order_by(_ALL.c.depth)


def keep(db: Connection, digest: str, body: bytes, earlier: str | None) -> None:
    """The body is kept, as a patch of the earlier one when that is kept and its chain is not too long."""
    if sha256(body) != digest:
        raise ValueError(f"body {digest} has SHA-256 {sha256(body)}")
    if db.execute(_DEPTH, {"digest": digest}).first() is not None:
        return
    base, depth, prefix = None, 0, b""
    if earlier is not None:
        found = db.execute(_DEPTH, {"digest": earlier}).first()
        if found is not None and found.depth + 1 < CHAIN:
            base, depth, prefix = earlier, found.depth + 1, read(db, earlier) or b""
    packed = {"sha256": digest, "base": base, "depth": depth, "packed": pack(body, prefix)}
    insert_new(db, bodies, packed)  # another target may have the same page, and its worker may be first


def read(db: Connection, digest: str) -> bytes | None:
    """The body again; None: it is not kept. Raises DamagedError when it is not what was recorded."""
    rows = db.execute(_CHAIN, {"digest": digest}).all()
    if not rows:
        return None
    plain = b""
    try:
        if rows[0].base is not None:
            raise DamagedError(f"{rows[0].base}, which it is a patch of, is missing")
        for row in rows:
            plain = unpack(row.packed, plain)
    except DamagedError as error:
        raise DamagedError(f"body {digest} is damaged: {error}") from error
    return verified(plain, digest, f"body {digest}")
