"""The record of an attempt as the log packs it: without what its row has in columns."""

from collections.abc import Mapping
from datetime import datetime

from policy.model.captures import Capture
from policy.model.codec import decode, layer
from storage.columns import instant, microseconds
from storage.json import from_json, to_json
from storage.rows import Members, Parsed

_IDS = ("id", "target_id")  # of a capture: kept in columns of their own
_BODY = "body_sha256"  # of its response: the same
_TIMES = ("started", "finished")  # of a capture: kept by how far they are from the time of the look


def capture_forms(capture: Capture, at: datetime) -> tuple[bytes, bytes]:
    """The JSON of a capture: whole, and without what its row has in columns: the ids, the SHA-256 of its body, and most
    of the digits of its times."""
    members = layer(capture)
    own = {name: member for name, member in members.items() if name not in _IDS}
    own |= {name: _apart(getattr(capture, name), at) for name in _TIMES}
    if capture.response is not None and capture.response.body_sha256 is not None:
        answer = layer(capture.response)
        del answer[_BODY]
        own["response"] = answer
    return to_json(members), to_json(own)


def _apart(moment: datetime, at: datetime) -> int | datetime:
    """Microseconds from the time of the look; the moment itself where its text would be another one."""
    since = microseconds(moment)
    return since - microseconds(at) if instant(since).isoformat() == moment.isoformat() else moment


def capture_members(plain: bytes, row: Mapping[str, Parsed]) -> Members:
    """The capture as JSON has it, with what its row has in columns again. Raises ValueError when it is no capture."""
    members: Parsed = from_json(plain)
    if not isinstance(members, dict):
        raise ValueError(f"expected an object, found {members!r:.80}")
    if row["body"] is not None:
        members["response"] = {**members["response"], _BODY: _digits(row["body"])}
    for name in _TIMES:
        if isinstance(members[name], int):
            members[name] = instant(_since(row["at"]) + members[name]).isoformat()
    return members | {"id": _digits(row["capture_id"]), "target_id": row["target_id"]}


def _digits(stored: str | bytes) -> str:
    """Of a column read with its type, or as it is stored."""
    return stored if isinstance(stored, str) else stored.hex()


def _since(stored: datetime | int) -> int:
    """Of a column read with its type, or as it is stored."""
    return stored if isinstance(stored, int) else microseconds(stored)


def capture_of(members: Members) -> Capture:
    return decode(Capture, members)
