"""Why a document is not read, in the reader's words as far as the record is in words of ours."""

import re

from notifications.visible import visible
from notifications.wording import Wording
from policy.model.captures import Failure
from policy.model.readings import Suspicion
from policy.words import failure_label, suspicion_label

_LIMIT = 300
_FAILURES = frozenset(failure.value for failure in Failure)
_SUSPICIONS = frozenset(suspicion.value for suspicion in Suspicion)
_STATUS = re.compile(r"\bthe server answered (\d{3})\b")
_DOUBTED = re.compile(r"seen (\d{1,6}) times, not yet believed: ([a-z, -]+)")


def cause_words(cause: str, wording: Wording) -> str:
    """A failure by its name with the detail recorded, doubts by their names, and all else as it was recorded."""
    name, _, detail = cause.partition(": ")
    doubted = _DOUBTED.fullmatch(cause)
    said = cause
    if name in _FAILURES:
        label = failure_label(Failure(name), wording.language)
        detail = _STATUS.sub(r"HTTP \1", detail)
        said = f"{label} ({detail})" if detail else label
    elif doubted is not None:
        doubts = [
            suspicion_label(Suspicion(one), wording.language) if one in _SUSPICIONS else one
            for one in doubted[2].split(", ")
        ]
        said = wording.count(
            "seen {n} time and not believed: {doubts}",
            "seen {n} times and not believed: {doubts}",
            int(doubted[1]),
            doubts="; ".join(doubts),
        )
    return visible(said, _LIMIT).rstrip(".")
