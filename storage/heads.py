"""The head of all logs at one moment, as it is printed for those who cannot see the database."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from policy.heads import Head
from storage.json import to_json
from storage.tables import looks, targets

Leaf = tuple[str, int, str]  # a target, how many rows its log has, and the link of the last


class Heads:
    """Heads as they are asked for; the last one is remembered, for it is of a moment that is over."""

    def __init__(self) -> None:
        self._last: Head | None = None

    def known(self, at: datetime) -> Head | None:
        """None: nobody asked for it yet."""
        return self._last if self._last is not None and self._last.at == at else None

    def at(self, db: Connection, at: datetime) -> Head | None:
        """None: nothing was looked at before that moment."""
        if self._last is None or self._last.at != at:
            known = leaves(db, at)
            if not known:
                return None
            self._last = Head(at, root(known))
        return self._last


def leaves(db: Connection, at: datetime) -> tuple[Leaf, ...]:
    """Every target with a look before that moment and where its log stood then, by id. A log ends at its first row of
    that moment or later, whatever was written behind it."""
    since = (
        select(looks.c.target_id, func.min(looks.c.seq).label("first"))
        .where(looks.c.at >= at)
        .group_by(looks.c.target_id)
        .subquery()
    )
    before = select(looks.c.target_id, looks.c.seq, looks.c.link).join(
        since, (looks.c.target_id == since.c.target_id) & (looks.c.seq == since.c.first - 1)
    )
    untouched = select(targets.c.id, targets.c.looks, targets.c.head).where(
        targets.c.looks > 0, targets.c.id.not_in(select(since.c.target_id))
    )
    # Both are read to the end at once: a statement left open by an error would keep its connection in the past.
    ended = [(row.target_id, row.seq + 1, row.link) for row in db.execute(before).all()]
    others = [(row.id, row.looks, row.head) for row in db.execute(untouched).all()]
    return tuple(sorted((*ended, *others)))


def root(leaves: Sequence[Leaf]) -> str:
    """The Merkle tree hash of the leaves in their order (RFC 9162 §2.1.1)."""
    return _tree([hashlib.sha256(b"\0" + to_json(list(leaf))).digest() for leaf in leaves]).hex()


def _tree(level: list[bytes]) -> bytes:
    if not level:
        return hashlib.sha256().digest()
    while len(level) > 1:
        # Pairing neighbours, with a last one alone carried up, is the split of the RFC.
        pairs = [hashlib.sha256(b"\1" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
    return level[0]
