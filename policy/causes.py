"""Why a document is not read, in the reader's words as far as the record is in words of ours."""

import re

from policy.model.captures import Failure
from policy.model.readings import Suspicion
from policy.speech import Speech
from policy.words import failure_label, suspicion_label

_FAILURES = frozenset(failure.value for failure in Failure)
_SUSPICIONS = frozenset(suspicion.value for suspicion in Suspicion)
_STATUS = re.compile(r"\bthe server answered (\d{3})\b")
_DOUBTED = re.compile(r"seen (\d{1,6}) times, not yet believed: ([a-z, -]+)")


def cause_words(cause: str, speech: Speech) -> str:
    """A failure by its name with the detail recorded, doubts by their names, and all else as it was recorded."""
    name, _, detail = cause.partition(": ")
    doubted = _DOUBTED.fullmatch(cause)
    if name in _FAILURES:
        label = failure_label(Failure(name), speech.language)
        detail = _STATUS.sub(r"HTTP \1", detail)
        return f"{label} ({detail})" if detail else label
    if doubted is None:
        return cause
    doubts = [
        suspicion_label(Suspicion(one), speech.language) if one in _SUSPICIONS else one
        for one in doubted[2].split(", ")
    ]
    return speech.count(
        "seen {n} time and not believed: {doubts}",
        "seen {n} times and not believed: {doubts}",
        int(doubted[1]),
        doubts="; ".join(doubts),
    )
