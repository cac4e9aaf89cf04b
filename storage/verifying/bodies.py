"""Every body hashed again, every chain of patches walked once."""

from collections.abc import Iterator, Mapping

from storage.errors import DamagedError
from storage.hashes import sha256
from storage.packing import CHAIN, unpack
from storage.verifying.faults import Fault, Round

_Places = dict[bytes, tuple[bytes | None, int]]  # by its hash: what it is a patch of, and how deep it stands


def faults(turn: Round) -> Iterator[Fault]:
    """Bodies that are not what their name says, or cannot be made from what they are a patch of."""
    places: _Places = {}
    patches: dict[bytes, list[bytes]] = {}
    for row in turn.stored("SELECT sha256, base, depth FROM bodies ORDER BY sha256"):
        places[row["sha256"]] = row["base"], row["depth"]
        if row["base"] is not None:
            patches.setdefault(row["base"], []).append(row["sha256"])
    turn.bodies.update(digest.hex() for digest in places)
    seen = 0
    for digest, (base, _) in places.items():
        yield from _misplaced(digest, places)
        for plain, fault in _chain(turn, digest, patches) if base is None else ():
            seen += 1
            turn.report("bodies", seen, len(places))
            if fault is not None:
                yield fault
            turn.counted["bodies"] += plain is not None
    if seen < len(places):
        yield Fault("bodies", f"{len(places) - seen} cannot be read: what they are patches of is not there")


def _misplaced(digest: bytes, places: _Places) -> Iterator[Fault]:
    base, depth = places[digest]
    if base is None and depth != 0:
        yield Fault(_name(digest), f"is whole and stands at depth {depth} of a chain")
    if base is not None and (base not in places or not 0 < depth == places[base][1] + 1 < CHAIN):
        yield Fault(_name(digest), f"is a patch at depth {depth} of {base.hex()}, which is not one step before it")


def _chain(
    turn: Round, keyframe: bytes, patches: Mapping[bytes, list[bytes]]
) -> Iterator[tuple[bytes | None, Fault | None]]:
    """Each body of the chain that begins with this one, deepest first, with what is wrong with it."""
    waiting: list[tuple[bytes, bytes]] = [(keyframe, b"")]
    while waiting:
        digest, prefix = waiting.pop()
        plain, fault = _read(turn, digest, prefix)
        yield plain, fault
        waiting.extend((patch, plain or b"") for patch in patches.get(digest, ()))


def _read(turn: Round, digest: bytes, prefix: bytes) -> tuple[bytes | None, Fault | None]:
    (row,) = turn.stored("SELECT packed FROM bodies WHERE sha256 = :digest", digest=digest)
    try:
        plain = unpack(row["packed"], prefix)
    except DamagedError as error:
        return None, Fault(_name(digest), str(error))
    found = sha256(plain)
    if found != digest.hex():
        return None, Fault(_name(digest), f"its SHA-256 is {found}")
    return plain, None


def _name(digest: bytes) -> str:
    return f"body {digest.hex()}"
