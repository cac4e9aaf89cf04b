"""The operator is told by mail when a message for somebody was given up: nobody reads the log of a watch that is left
alone, and a reader whose address refused too often hears nothing more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.alarm import Alarm
from monitor.ports import Archive
from notifications.bulletin import OPERATOR
from policy.model.digests import DeadLetter

REMEDY = "See why: clausewatch tell --dead. After mending it: clausewatch tell --dead --retry"
_EVERY = timedelta(hours=1)
_AT_ONCE = 20  # readers in an hour; a mail server that refuses everybody is one trouble, and each is told in the end


class Unreached:
    """Says of each reader once that a message was given up, and again when that was mended and one more is."""

    def __init__(self, archive: Archive, alarm: Alarm) -> None:
        self._archive = archive
        self._alarm = alarm
        self._said: frozenset[str] = frozenset()  # ids of letters
        self._last: datetime | None = None  # None: never

    def heed(self, now: datetime) -> None:
        """What was given up is looked through, if that was not done within the hour."""
        if self._last is not None and timedelta() <= now - self._last < _EVERY:
            return
        self._last = now
        first = _first_of_each(self._archive.dead())
        news = [letter for letter in first if letter.id not in self._said][:_AT_ONCE]
        for letter in news:
            self._alarm.trouble(f"A message was given up: {letter.subscriber_id}", _lines(letter), now)
        self._said = frozenset(letter.id for letter in first if letter in news or letter.id in self._said)


def _first_of_each(letters: Sequence[DeadLetter]) -> list[DeadLetter]:
    """The longest dead letter of each reader; what the operator does not get cannot be told to them."""
    first: dict[str, DeadLetter] = {}
    for letter in letters:
        if letter.subscriber_id != OPERATOR:
            first.setdefault(letter.subscriber_id, letter)
    return list(first.values())


def _lines(letter: DeadLetter) -> tuple[str, ...]:
    return (  # nothing that another try changes: the same lines are the same message
        f"{letter.address} by {letter.channel}: {letter.detail}",
        f"Subject: {letter.subject}, of {letter.sealed_at:%Y-%m-%d %H:%M} UTC",
        "",
        "It is kept, and offered again once a week for a quarter of a year.",
        "After three refusals in a row nothing new is sent to an address until one is taken.",
        REMEDY,
    )
