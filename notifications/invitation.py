"""The one mail to an address whose owner has not said yes: it asks them to, and holds no word of a stranger's."""

import hashlib
from datetime import datetime

from notifications.headers import AUTOMATIC, mailbox, opening, sealed
from notifications.press import Parts, body, printed
from notifications.rendering import Letterhead
from notifications.schedule import zone_info
from notifications.wishes import alert_words, minimum_words, schedule_words, scope_words
from notifications.wording import wording
from policy.model.digests import Message, Subscriber
from policy.model.subscriptions import INVITATION


def invitation(wished: Subscriber, letterhead: Letterhead, link: str, now: datetime, expires_at: datetime) -> Message:
    """The sealed mail with the link that says yes. Raises ValueError for an address no mail can go to."""
    words = wording(wished.language, zone_info(wished.schedule.zone))
    sender, reader = mailbox(letterhead.sender), mailbox(wished.address)
    subject = words.say("Please confirm your subscription to policy changes")
    parts = printed(
        "invitation",
        {
            "subject": subject,
            "language": words.language,
            "schedule": schedule_words(wished.schedule, words),
            "scope": scope_words(wished.scope, words),
            "minimum": minimum_words(wished, words),
            "alerts": alert_words(wished, words),
            "link": link,
            "expires": words.time(expires_at),
            "zone": words.zone.key,
            "home": letterhead.home,
            "say": words.say,
        },
    )
    identity = _identity(reader.address, parts, sender.domain)
    fields = (*opening(sender, reader, subject, now, identity), AUTOMATIC)
    return Message(
        id=identity,
        subscriber_id=INVITATION,
        address=reader.address,
        channel=wished.channel,
        subject=subject,
        until=now,
        mime=sealed(fields, body(parts, identity)),
        is_alert=True,
    )


def _identity(address: str, parts: Parts, domain: str) -> str:
    contents = "\0".join((address, parts.text, parts.html))
    return f"{hashlib.sha256(contents.encode()).hexdigest()}@{domain}"
