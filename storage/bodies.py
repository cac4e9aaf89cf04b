"""Bodies by their SHA-256, each a patch of an earlier one of the same page where there is one."""

from sqlalchemy import Connection, literal, select

from storage.errors import DamagedError
from storage.packing import CHAIN, pack, sha256, unpack, verified
from storage.tables import bodies


def keep(db: Connection, digest: str, body: bytes, earlier: str | None) -> None:
    """The body is kept, as a patch of the earlier one when that is kept and its chain is not too long."""
    if sha256(body) != digest:
        raise ValueError(f"body {digest} has SHA-256 {sha256(body)}")
    if db.execute(select(literal(1)).where(bodies.c.sha256 == digest)).first() is not None:
        return
    base, depth, prefix = None, 0, b""
    if earlier is not None:
        found = db.execute(select(bodies.c.depth).where(bodies.c.sha256 == earlier)).first()
        if found is not None and found.depth + 1 < CHAIN:
            base, depth, prefix = earlier, found.depth + 1, read(db, earlier) or b""
    db.execute(bodies.insert().values(sha256=digest, base=base, depth=depth, packed=pack(body, prefix)))


def read(db: Connection, digest: str) -> bytes | None:
    """The body again; None: it is not kept. Raises DamagedError when it is not what was recorded."""
    chain = select(bodies).where(bodies.c.sha256 == digest).cte("chain", recursive=True)
    chain = chain.union_all(select(bodies).join(chain, bodies.c.sha256 == chain.c.base))
    rows = db.execute(select(chain).order_by(chain.c.depth)).all()
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
