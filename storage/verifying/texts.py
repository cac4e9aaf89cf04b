"""The versions and changes of one target: each as it was written, and each with what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policy.model.readings import Reading
from storage import findings, passages
from storage.errors import DamagedError
from storage.hashes import sha256
from storage.packing import CHAIN, unpack
from storage.rows import Members, findings_of, reading_of
from storage.tables import changes, removals, versions
from storage.verifying.faults import Fault, Round, unsealed
from storage.verifying.logs import Log

_UNREADABLE = (DamagedError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(slots=True)
class Texts:
    """The versions and changes of a target by number, and the readings as far as they could be unpacked."""

    target_id: str
    versions: dict[int, Members]
    changes: dict[int, Members]
    removals: Sequence[Members]
    plain: dict[int, bytes] = field(default_factory=dict)
    faces: dict[int, frozenset[str]] = field(default_factory=dict)  # of the sections of each reading
    latest: tuple[int, Reading] | None = None  # the last that could be read, and its number

    @property
    def removed(self) -> set[int]:
        """The numbers of the versions let go."""
        return {row["number"] for row in self.removals if row["what"] == "version"}

    def removed_changes(self) -> int:
        return sum(row["what"] == "change" for row in self.removals)

    def wrote(self) -> dict[int, list[bytes]]:
        """The seals that came with each version, its own first, also of what was removed since."""
        found: dict[int, list[bytes]] = {}
        for what, rows in (("version", self.versions), ("change", self.changes)):
            gone = {row["number"]: row["row_seal"] for row in self.removals if row["what"] == what}
            for number, known in (gone | {number: row["seal"] for number, row in rows.items()}).items():
                found.setdefault(number, []).append(known)
        return found


def faults(turn: Round, texts: Texts, log: Log) -> Iterator[Fault]:
    """What is wrong with versions and changes."""
    for removal in texts.removals:
        yield from unsealed(removals, removal, f"removal of {removal['what']} {removal['number']} of {texts.target_id}")
    last, keyframe, gone = 0, 0, texts.removed
    plain = b""
    for number, row in texts.versions.items():
        where = f"version {number} of {texts.target_id}"
        missing = [one for one in range(last + 1, number) if one not in gone]
        if missing:
            yield Fault(where, f"follows version {last}: version {missing[0]} is missing")
        is_whole = row["keyframe"] == number
        if not is_whole and (missing or row["keyframe"] != keyframe):
            yield Fault(where, f"is a patch in the chain of version {row['keyframe']}, and the version before is not")
        try:
            plain = unpack(row["packed"], b"" if is_whole else plain)
            yield from unsealed(versions, row | {"sha256": sha256(plain)}, where)
            reading = reading_of(plain, row["text_sha256"].hex())
            texts.plain[number], texts.faces[number] = plain, passages.faces(reading)
            texts.latest = number, reading
        except _UNREADABLE as error:
            yield Fault(where, f"cannot be read: {error}")
        yield from _evidence(turn, texts, row, where, log)
        if number - row["keyframe"] >= CHAIN:
            yield Fault(where, f"is {number - row['keyframe']} patches away from a whole reading")
        last, keyframe = number, row["keyframe"]
        turn.counted["versions"] += 1
    for number, row in texts.changes.items():
        yield from _change(texts, number, row)
        turn.counted["changes"] += 1


def _evidence(turn: Round, texts: Texts, row: Members, where: str, log: Log) -> Iterator[Fault]:
    """A version rests on its bodies and on what looks saw."""
    digests = [row["bodies"][at : at + 32].hex() for at in range(0, len(row["bodies"]), 32)]
    for digest in digests:
        if digest not in turn.bodies:
            yield Fault(where, f"its body {digest} is not kept")
    yield from _sightings(row, where, log)
    if row["returned_to"] is not None and not _has_returned(texts, row):
        yield Fault(where, f"says it has the text of version {row['returned_to']}, which has another one")


def _sightings(row: Members, where: str, log: Log) -> Iterator[Fault]:
    """A version rests on a capture; one that the publisher made, on two looks."""
    seen = log.seq_of.get(row["capture_id"])
    if seen is None:
        yield Fault(where, f"its capture {row['capture_id'].hex()} is not in the log")
    elif row["look"] != seen:
        yield Fault(where, f"says that its capture is in row {row['look']} of the log, and it is in row {seen}")
    came = log.first_with.get(row["number"])
    if came is None:
        yield Fault(where, "no look brought it into force")
    if row["cause"] == "source" and seen is not None and came is not None:
        first = came - log.rows[came]["ordinal"]
        if seen >= first:
            yield Fault(where, "was seen by one look only, and believed", "report it as a mistake of ours")


def _has_returned(texts: Texts, row: Members) -> bool:
    """Whether the version has the text of the earlier one it names."""
    then = texts.versions.get(row["returned_to"])
    return then is not None and then["number"] < row["number"] and then["text_sha256"] == row["text_sha256"]


def _change(texts: Texts, number: int, row: Members) -> Iterator[Fault]:
    where = f"change {texts.target_id}/{number}"
    after = texts.versions.get(number)
    if after is None or row["before"] != number - 1 or row["before"] not in texts.versions:
        yield Fault(where, "the version before or after it is missing")
        return
    if row["at"] != after["confirmed_at"]:
        yield Fault(where, "is of another time than its version")
    if row["before"] not in texts.plain or number not in texts.plain:
        return  # said of the versions
    try:
        plain = findings.unpacked(row["form"], row["packed"], texts.plain[row["before"]], texts.plain[number])
        yield from unsealed(changes, row | {"sha256": sha256(plain)}, where)
        findings_of(plain)
    except _UNREADABLE as error:
        yield Fault(where, f"cannot be read: {error}")
