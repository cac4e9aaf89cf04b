"""What waits to be told, and what was told."""

from collections.abc import Iterator, Mapping
from email import message_from_bytes

from policy.model.subscriptions import INVITATION
from storage.json import from_json
from storage.rows import Members
from storage.tables import entries, messages, notices, windows
from storage.verifying.faults import Fault, Round, unsealed

_SEND_AGAIN = "the next digest takes it up; if it comes back, report it as a mistake of ours"
_OPEN = ("sealed", "retry")
_ENDS = ("delivered", "refused", "retry")  # the last: tried too often


def faults(turn: Round) -> Iterator[Fault]:
    """Entries without a change, messages that cannot be what was sealed, windows that do not fit them."""
    known = {(row["target_id"], row["number"]) for row in turn.stored("SELECT target_id, number FROM changes")}
    told: dict[str, set[str]] = {}
    latest: dict[str, int] = {}
    for row in turn.stored("SELECT * FROM messages ORDER BY id"):
        yield from _message(row, told)
        if not row["alert"] and row["subscriber_id"] != INVITATION:  # which close no window
            latest[row["subscriber_id"]] = max(row["until"], latest.get(row["subscriber_id"], row["until"]))
        turn.counted["messages"] += 1
    for row in turn.stored("SELECT * FROM entries ORDER BY subscriber_id, target_id, number"):
        change = f"{row['target_id']}/{row['number']}"
        where = f"entry of change {change} for {row['subscriber_id']}"
        yield from unsealed(entries, row, where)
        if (row["target_id"], row["number"]) not in known:
            yield Fault(where, "the change is not recorded")
        if change in told.get(row["subscriber_id"], ()):
            yield Fault(where, "was told already, and waits to be told again", _SEND_AGAIN)
        turn.counted["entries"] += 1
    yield from _windows(turn, latest)
    yield from _notices(turn)
    lost = {change for changes in told.values() for change in changes} - {f"{one}/{number}" for one, number in known}
    for change in sorted(lost):
        yield Fault(f"change {change}", "was told, and is not recorded")


def _message(row: Members, told: dict[str, set[str]]) -> Iterator[Fault]:
    where = f"message {row['id']}"
    yield from unsealed(messages, row, where)
    is_closed = row["closed_at"] is not None
    allowed = _ENDS if is_closed else _OPEN
    if row["state"] not in allowed or is_closed != (row["send_at"] is None):
        yield Fault(where, f"is {row['state']!r}, and its times say otherwise", _SEND_AGAIN)
    if (row["mime"] is None) != (row["state"] == "delivered"):
        yield Fault(where, f"is {row['state']!r}, and its bytes are {'gone' if row['mime'] is None else 'still here'}")
    try:
        changes = from_json(row["changes"])
        from_json(row["unread"])
    except ValueError as error:
        yield Fault(where, f"cannot be read: {error}")
        return
    told.setdefault(row["subscriber_id"], set()).update(changes if isinstance(changes, list) else ())
    if row["mime"] is not None and (named := _message_id(row["mime"])) not in ("", row["id"]):
        yield Fault(where, f"its bytes are of message {named}")


def _message_id(mime: bytes) -> str:
    """The Message-ID of the bytes; empty: they are not a mail, as for a webhook."""
    return str(message_from_bytes(mime).get("Message-ID", "")).strip("<> ")


def _windows(turn: Round, latest: Mapping[str, int]) -> Iterator[Fault]:
    known = set()
    for row in turn.stored("SELECT * FROM windows ORDER BY subscriber_id"):
        where = f"window of {row['subscriber_id']}"
        known.add(row["subscriber_id"])
        yield from unsealed(windows, row, where)
        if row["until"] < latest.get(row["subscriber_id"], row["until"]):
            yield Fault(where, "is open, and a message of it was sealed", _SEND_AGAIN)
    for subscriber_id in sorted(set(latest) - known):
        yield Fault(f"window of {subscriber_id}", "is missing, and messages of it were sealed")


def _notices(turn: Round) -> Iterator[Fault]:
    for row in turn.stored("SELECT * FROM notices ORDER BY subscriber_id, target_id"):
        yield from unsealed(notices, row, f"notice of {row['target_id']} for {row['subscriber_id']}")
