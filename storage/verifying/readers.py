"""Those who subscribed by themselves: nobody who left is among them, and what is kept of each agrees.

They have no seals. A seal is for evidence that stays, and these rows are to go without a trace; nor would one keep out
whoever may write to the database, who can compute it. Who left stays away by the journal, which is no part of it.
"""

from collections.abc import Iterator

from storage.subscriptions import subscriber_of
from storage.verifying.faults import Fault, Round

_ASK_AGAIN = "delete the row; who is missed can subscribe again"
_LEFT = "start the daemon: whoever left is taken out of the list before anybody is told"


def faults(turn: Round) -> Iterator[Fault]:
    """What is wrong with subscriptions and with wishes that wait for their yes."""
    gone = {row["subscriber_id"] for row in turn.stored("SELECT subscriber_id FROM departures")}
    for row in turn.stored("SELECT * FROM subscriptions ORDER BY id"):
        where = f"subscription {row['id']}"
        try:
            reader = subscriber_of(row["definition"])
        except ValueError as error:
            yield Fault(where, f"cannot be read: {error}", _ASK_AGAIN)
            continue
        if (reader.id, reader.address.casefold()) != (row["id"], row["mailbox"]):
            yield Fault(where, "its definition is of another reader, or another address", _ASK_AGAIN)
        if row["id"] in gone:
            yield Fault(where, "has left, and would still be told", _LEFT)
        turn.counted["subscriptions"] += 1
    for row in turn.stored("SELECT * FROM requests ORDER BY token_sha256"):
        try:
            subscriber_of(row["definition"])
        except ValueError as error:
            yield Fault(f"wish {row['token_sha256'].hex()[:12]}", f"cannot be read: {error}", _ASK_AGAIN)
