"""Why a document is not read, as it may stand in a mail."""

from notifications.visible import visible
from notifications.wording import Wording
from policy import causes

_LIMIT = 300  # characters


def cause_words(cause: str, wording: Wording) -> str:
    """The cause in the reader's words, in one line and without a full stop."""
    return visible(causes.cause_words(cause, wording), _LIMIT).rstrip(".")
