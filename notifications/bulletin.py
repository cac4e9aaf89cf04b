"""A mail to the operator: what only they can mend, in plain text."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from notifications.headers import AUTOMATIC, clean, mailbox, opening, sealed
from policy.model.digests import Message
from policy.model.looks import Notice

OPERATOR = "the operator"  # stands for a subscriber's id in the outbox
_LONGEST = 1_000  # characters of a line


def bulletin(address: str, channel: str, sender: str, subject: str, lines: Sequence[str], now: datetime) -> Message:
    """The sealed mail; the same subject and lines make the same message, which is sent once. It closes no window."""
    writer, reader = mailbox(sender), mailbox(address)
    text = "\n".join(clean(line, _LONGEST) for line in lines) + "\n"
    digest = hashlib.sha256("\0".join((reader.address, subject, text)).encode()).hexdigest()
    identity = f"{digest}@{writer.domain}"
    body = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    body.set_content(text)
    fields = (*opening(writer, reader, subject, now, identity), AUTOMATIC)
    return Message(identity, OPERATOR, reader.address, channel, subject, now, sealed(fields, body), is_alert=True)


def notice_words(notice: Notice) -> tuple[str, tuple[str, ...]]:
    """Subject and lines for a target that is not read, or is read again."""
    since = f"{notice.since:%Y-%m-%d %H:%M} UTC"
    if not notice.days:
        return f"Read again: {notice.target_id}", (f"{notice.target_id} is read again. It was not since {since}.",)
    days = f"{notice.days} day{'' if notice.days == 1 else 's'}"
    return f"Not read for {days}: {notice.target_id}", (
        f"{notice.target_id} has not been read since {since}: {notice.cause}",
        "",
        "What it says now is not known. The version in force stays as it was.",
        "See what is read there, at its address in targets/: clausewatch read ADDRESS",
        f"Try it at once: clausewatch look {notice.target_id}",
        *(("Take it out of targets/ if nobody needs it any more.",) if notice.days >= _LONG else ()),
    )


_LONG = 30  # days after which a document is not coming back by itself
