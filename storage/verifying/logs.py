"""The log of one target: gap-free, chained, each capture as it was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storage.errors import DamagedError
from storage.hashes import sha256
from storage.json import to_json
from storage.packing import CHAIN, unpack
from storage.records import capture_members, capture_of
from storage.rows import Members
from storage.seals import link_of_stored
from storage.tables import looks
from storage.verifying.faults import Fault

_AT_ONCE = 2  # versions a look brings at most: the one in force read again, and a new one
Wrote = Mapping[int, Sequence[bytes]]  # the seals that came with each version


@dataclass(slots=True)
class Log:
    """What the log of a target says, as far as it was read."""

    rows: list[Members]
    seq_of: dict[bytes, int] = field(default_factory=dict)  # of each capture
    first_with: dict[int, int] = field(default_factory=dict)  # the row at which each version came into force
    head: str | None = None


def faults(target_id: str, log: Log, wrote: Wrote) -> Iterator[Fault]:
    """What is wrong with the rows; `log` holds afterwards what they say."""
    keyframe = b""
    inforce, before = 0, None
    for place, row in enumerate(log.rows):
        where = f"look {row['seq']} of {target_id}"
        if row["seq"] != place:
            yield Fault(where, f"stands where look {place} is expected: the log has a gap")
            return
        yield from _order(where, row, before)
        after = row["version"] or 0
        if not inforce <= after <= inforce + _AT_ONCE:
            yield Fault(where, f"is of version {after}, after a look that left version {inforce} in force")
            after = inforce
        came = range(inforce + 1, after + 1)
        for number in came:
            log.first_with[number] = place
        seals = [one for number in came for one in wrote.get(number, ())]
        inforce = after
        try:
            plain, digest = _capture(row, keyframe)
        except (DamagedError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            yield Fault(where, f"its capture {row['capture_id'].hex()} cannot be read: {error}")
            plain, digest = b"", ""
        if link_of_stored(log.head, looks, {**row, "sha256": digest}, seals) != row["link"].hex():
            yield Fault(
                where,
                "does not fit the chain: it, its capture, a row written with it, or the look before is another one",
            )
        log.head, before = row["link"].hex(), row
        log.seq_of[row["capture_id"]] = place
        if place % CHAIN == 0:
            keyframe = plain


def _order(where: str, row: Members, before: Members | None) -> Iterator[Fault]:
    """Attempts of one look are numbered and say the same of the look."""
    if row["ordinal"] == 0:
        return
    same = ("at", "event", "state", "version")
    if before is None or row["ordinal"] != before["ordinal"] + 1 or any(row[one] != before[one] for one in same):
        yield Fault(where, f"is attempt {row['ordinal']} of a look whose attempt before it is not there")


def _capture(row: Members, keyframe: bytes) -> tuple[bytes, str]:
    """The capture as it was packed, and the SHA-256 of the whole of it, which the link of its row is of. Raises
    DamagedError, or what decoding raises, when it cannot be read."""
    plain = unpack(row["packed"], b"" if row["seq"] % CHAIN == 0 else keyframe)
    members = capture_members(plain, row)
    capture_of(members)
    return plain, sha256(to_json(members))
