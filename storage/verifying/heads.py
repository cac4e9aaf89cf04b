"""Heads: one hash for everything the archive holds, to be kept where the owner of the database cannot reach."""

import hashlib
from collections.abc import Iterator, Sequence

from storage.packing import to_json
from storage.verifying.faults import Fault, Round

Leaf = tuple[str, int, str]  # a target, how many rows its log has, and the link of the last


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


def against(turn: Round, earlier: Sequence[Leaf]) -> Iterator[Fault]:
    """Logs that do not go on from where they stood then: rows of before are other ones, or gone."""
    for target_id, count, head in earlier:
        if not count:
            continue
        asked = "SELECT link FROM looks WHERE target_id = :id AND seq = :seq"
        found = [row["link"].hex() for row in turn.stored(asked, id=target_id, seq=count - 1)]
        if found != [head]:
            words = "is another one now" if found else "is not there any more"
            yield Fault(f"look {count - 1} of {target_id}", f"{words}; the head kept elsewhere names {head}")
