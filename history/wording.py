"""What pages say, in the reader's language: as text, and as text that may stand in HTML. Every time is UTC."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from markupsafe import escape

from history.redlining import SectionMark
from policy.catalogues import catalogue, spoken
from policy.model.changes import Severity
from policy.model.looks import State
from policy.phrases import long_date
from policy.speech import Speech

LOCALE = Path(__file__).parent / "locale"
ENDONYMS = (("en", "English"), ("id", "Bahasa Indonesia"), ("ru", "Русский"))  # what each calls itself
SEVERITIES = {
    Severity.CRITICAL: "It touches what people cannot take back: sensitive data, children, sale, AI training.",
    Severity.MAJOR: "It changes what is done with data, with whom, for how long, or where to turn.",
    Severity.MINOR: "It narrows, clarifies or corrects something of substance.",
    Severity.INFO: "Good to know; no alert is sent for it.",
}
STATES = {
    State.NEW: "Named, and not read yet.",
    State.OK: "Read at its last look, with the text in force.",
    State.CHANGED: "A new text was seen twice and is in force since this look.",
    State.SUSPECT: "What came is no policy, or startling beside the text in force: a wall, an error, half a page. It "
    "is looked at again and never told as a change before it has proved to last.",
    State.FLAPPING: "It keeps alternating between a few texts: told once, then summed up weekly.",
    State.UNREACHABLE: "Nothing came: no connection, no answer, a fault of the server, or no page at this address.",
    State.THROTTLED: "The server asks us to wait.",
    State.BLOCKED: "The site refuses us, by an answer, by its rules for robots, or by a wall seen three times.",
    State.MOVED: "The same text is found at another address, to which the old one leads for good.",
    State.GONE: "Taken away by the publisher, as far as several looks over days can tell.",
    State.PAUSED: "Not watched for now; its history stays.",
}
FIGURES = {
    "alert-precision": "Alerts that were right",
    "alert-recall": "Changes that deserve an alert and got one",
    "kinds-precision": "Kinds of change named that were right",
    "kinds-recall": "Kinds of change found of those there were",
    "artefacts-silent": "Faults of capture that raised no alert",
    "quoted": "Findings whose quotes stand in the texts word for word",
}
_UNITS = {
    86_400: ("{n} day", "{n} days"),
    3_600: ("{n} hour", "{n} hours"),
    60: ("{n} minute", "{n} minutes"),
    1: ("{n} second", "{n} seconds"),
}
_MARKS = {
    SectionMark.ADDED: "Added",
    SectionMark.REMOVED: "Removed",
    SectionMark.EDITED: "Edited",
    SectionMark.MOVED: "Moved",
    SectionMark.RENAMED: "Renamed",
    SectionMark.REORDERED: "Reordered",
}


@cache
def speech(language: str) -> Speech:
    """The pages in that language; English for one we do not speak."""
    return Speech(spoken(language), catalogue(LOCALE, language))


def in_html(words: Speech) -> tuple[Callable[..., str], Callable[..., str]]:
    """`say` and `count` for templates: the message is escaped, and so is every value that is not HTML of ours."""

    def say(message: str, **values: object) -> str:
        return escape(words.catalogue.gettext(message)).format(**values)

    def count(one: str, many: str, number: int, **values: object) -> str:
        return escape(words.catalogue.ngettext(one, many, number)).format(n=number, **values)

    return say, count


def moment(at: datetime, words: Speech) -> str:
    """A time for people, to the minute."""
    return f"{words.moment(at)} UTC"


def hour(at: datetime, words: Speech) -> str:
    """The time of a day named above it."""
    return f"{words.clock(at.time())} UTC"


def day(at: datetime, words: Speech) -> str:
    return long_date(at.date(), words.language)


def duration(span: timedelta, words: Speech) -> str:
    """The span in its largest whole unit: "12 hours", "1 day"."""
    seconds = int(span.total_seconds())
    size = next((size for size in _UNITS if seconds >= size and seconds % size == 0), 1)
    return words.count(*_UNITS[size], seconds // size)


def kilobytes(size: int, words: Speech) -> str:
    if size < 1024:
        return words.count("{n} byte", "{n} bytes", size)
    return words.say("{n} KB", n=f"{size / 1024:.1f}")


def mark_label(mark: SectionMark, words: Speech) -> str:
    """What happened to a section."""
    return words.say(_MARKS[mark])


def lower_first(text: str) -> str:
    """The words as they stand inside a sentence; names in capitals (AI training) stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
