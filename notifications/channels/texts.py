"""A sealed mail as the text of a chat message: its plain part, without its end, in a length all services take."""

import re

from notifications.rendering import text_of
from policy.model.digests import Message

_LIMIT = 3_000  # characters; the strictest of the large services takes 4,096 with its own marks
_END = "\n-- \n"  # from here on a mail speaks of mails
_CALLS = re.compile(r"@(?=everyone|here|channel|all\b)|<(?=[!@#])", re.IGNORECASE)  # what wakes a whole room


def chat_text(message: Message) -> str:
    """The digest with a mark by which a repeat is known; what does not fit is left out at a blank line."""
    told = _CALLS.sub(lambda found: f"{found[0]} ", text_of(message).partition(_END)[0].strip())
    if len(told) > _LIMIT:
        told = f"{told[:_LIMIT].rpartition(chr(10) * 2)[0] or told[:_LIMIT]}\n\n[…]"
    return f"{told}\n\n#{message.id[:12]}"
