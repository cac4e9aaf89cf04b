"""Why a document is where it is, in the reader's words as far as the record is in words of ours."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from policy.model.captures import Failure
from policy.model.readings import Suspicion
from policy.speech import Speech
from policy.words import failure_label, suspicion_label

_FAILURES = frozenset(failure.value for failure in Failure)
_SUSPICIONS = frozenset(suspicion.value for suspicion in Suspicion)
_STATUS = re.compile(r"\bthe server answered (\d{3})\b")
_DOUBTED = re.compile(r"seen (\d{1,6}) times, not yet believed: ([a-z, -]+)")
_UNREVIEWED = re.compile(r"seen (\d{1,6}) times since (.{1,40}) and accepted unreviewed: ([a-z, -]+)(?:; (.+))?")
_UTC = " UTC"
_OFTEN = re.compile(r"; (\d{1,6}) times since (\d{4}-\d\d-\d\d \d\d:\d\d UTC)\Z")
_SENTENCES = {  # what `policy.looking` writes when a document was read, and `storage` when it is watched, by when
    "first": "read for the first time",
    "same": "read and unchanged",
    "confirmed": "seen twice",
    "returned": "the text of version {n} again",
    "held": "a new text",
    "disagreement": "two fetches in a row disagree",
    "flapping": "alternates between {n} texts: {changes} changes since {day}",
    "moved": "found at {place} since {day}",
    "redirected": "redirected to another site, {place}",
    "trial": "read as before; {n} more such looks are wanted",
    "trusted": "read as before several times in a row",
    "calm": "the same text for 14 days",
    "home": "the redirect has ended",
    "again": "read again",
    "unwatched": "no longer among the targets",
    "watched": "among the targets again",
}

_FORMS = tuple(
    (sentence, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(sentence))))
    for sentence in _SENTENCES.values()
)


def cause_words(cause: str, speech: Speech) -> str:
    """A failure by its name with the detail recorded, doubts by their names, our own sentences in that language, and
    all else as it was recorded."""
    often = _OFTEN.search(cause)
    if often is None:
        return _once(cause, speech)
    times = speech.count("{n} time since {day}", "{n} times since {day}", int(often[1]), day=_day(often[2], speech))
    return f"{_once(cause[: often.start()], speech)}; {times}"


def _once(cause: str, speech: Speech) -> str:
    """The cause without how often it was met."""
    name, _, detail = cause.partition(": ")
    if name in _FAILURES:
        label = failure_label(Failure(name), speech.language)
        detail = _STATUS.sub(r"HTTP \1", detail)
        return f"{label} ({detail})" if detail else label
    doubted = _DOUBTED.fullmatch(cause)
    if doubted is not None:
        return _doubted(int(doubted[1]), doubted[2], speech)
    if (unreviewed := _UNREVIEWED.fullmatch(cause)) is not None:
        return _unreviewed(unreviewed, speech)
    return next(_sentences(cause, speech), cause)


def _doubted(number: int, doubts: str, speech: Speech) -> str:
    return speech.count(
        "seen {n} time and not believed: {doubts}",
        "seen {n} times and not believed: {doubts}",
        number,
        doubts=_named(doubts, speech),
    )


def _unreviewed(cause: re.Match[str], speech: Speech) -> str:
    said = speech.count(
        "seen {n} time since {day} and accepted unreviewed: {doubts}",
        "seen {n} times since {day} and accepted unreviewed: {doubts}",
        int(cause[1]),
        day=_day(cause[2], speech),
        doubts=_named(cause[3], speech),
    )
    return f"{said}; {next(_sentences(cause[4], speech), cause[4])}" if cause[4] else said


def _named(doubts: str, speech: Speech) -> str:
    named = (
        suspicion_label(Suspicion(one), speech.language) if one in _SUSPICIONS else one for one in doubts.split(", ")
    )
    return "; ".join(named)


def _sentences(cause: str, speech: Speech) -> Iterator[str]:
    for sentence, form in _FORMS:
        found = form.fullmatch(cause)
        if found is not None:
            told = found.groupdict()
            yield speech.say(sentence, **(told | {"day": _day(told["day"], speech)} if "day" in told else told))


def _day(recorded: str, speech: Speech) -> str:
    """A day, or a minute of it, as a person writes it; what is recorded is UTC."""
    try:
        if recorded.endswith(_UTC):
            return f"{speech.moment(datetime.fromisoformat(recorded.removesuffix(_UTC)))}{_UTC}"
        return speech.date(date.fromisoformat(recorded))
    except ValueError:  # not of our writing
        return recorded
