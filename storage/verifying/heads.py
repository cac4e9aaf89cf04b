"""Heads kept elsewhere, beside the logs as they are now."""

from collections.abc import Iterator, Sequence

from policy.heads import Head
from storage.heads import Leaf, leaves, root
from storage.verifying.faults import Fault, Round


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


def printed(turn: Round, heads: Sequence[Head]) -> Iterator[Fault]:
    """Heads that a mail or a page printed, and the logs do not have."""
    for head in heads:
        known = leaves(turn.db, head.at)
        found = root(known)
        if found != head.root:
            words = f"the {len(known)} logs as they were before {head.at:%Y-%m-%d %H:%M} UTC have {found}"
            yield Fault(f"head {head.token}", f"{words}: a look of before that is another one, or gone")
        turn.counted["heads"] += 1
