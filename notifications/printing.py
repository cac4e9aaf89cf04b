"""A digest in the form that its channel carries."""

from notifications.channels.channel import Channel
from notifications.channels.webhook import WebhookChannel
from notifications.payload import payload
from notifications.rendering import Letterhead, render
from policy.model.digests import Digest, Message


def printed(digest: Digest, letterhead: Letterhead, channel: Channel | None, token: str | None = None) -> Message:
    """JSON for a webhook, a mail for every other channel, also for one that is not in the settings any more; errors
    as of `render`."""
    if isinstance(channel, WebhookChannel):
        return payload(digest, letterhead)
    return render(digest, letterhead, token)
