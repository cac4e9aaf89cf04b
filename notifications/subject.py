"""The one line that is read first: the most important thing of a digest, within 70 characters."""

from collections.abc import Iterator

from notifications.cards import document_name, service_name, weighty
from notifications.headers import clean
from notifications.notices import tally_words
from notifications.phrases import lowered, matter, phrase
from notifications.wording import Wording
from policy.model.changes import Severity
from policy.model.digests import Digest, Subscriber, Unread
from policy.model.looks import State
from policy.model.shelf import Change

LIMIT = 70  # characters of a subject
_SHORT_NAME = 24  # characters of a service's name in it


def subject(digest: Digest, wording: Wording) -> str:
    """The fullest wording that fits; clean enough for a header."""
    offers = list(_offers(digest, wording))
    return next((line for line in offers if len(line) <= LIMIT), clean(offers[-1], LIMIT))


def _offers(digest: Digest, wording: Wording) -> Iterator[str]:
    """Ways to say it, from the fullest to the shortest."""
    if digest.is_trial:
        yield clean(wording.say("Trial, you are reached: {tally}", tally=tally_words(digest.tally, wording)))
        yield wording.say("Trial, you are reached")
    elif digest.news:
        yield from _of_changes(digest, wording)
    elif news := [unread for unread in digest.unread if unread.is_news]:
        yield from _of_notices(news, wording)
    else:
        yield clean(wording.say("No changes: {tally}", tally=tally_words(digest.tally, wording)))
        yield wording.say("No changes")


def _of_changes(digest: Digest, wording: Wording) -> Iterator[str]:
    top = max((entry.change for entry in digest.news), key=lambda change: _top(change, digest.subscriber))
    others = sum(_points(entry.change) for entry in digest.news) - 1
    more = wording.say(", and {n} more", n=others) if others else ""
    name = clean(service_name(top.target))
    for shown in (name, clean(name, _SHORT_NAME)):
        for news in _news(top, digest.subscriber, wording):
            yield clean(f"{shown}: {news}{more}")


def _points(change: Change) -> int:
    """How much there is to tell of a change: its findings of weight, or that it happened."""
    return max(1, sum(finding.severity >= Severity.MINOR for finding in change.findings))


def _top(change: Change, subscriber: Subscriber) -> tuple[Severity, Severity]:
    asked = weighty(change, subscriber)
    return asked[0].severity if asked else Severity.INFO, change.severity


def _news(change: Change, subscriber: Subscriber, wording: Wording) -> Iterator[str]:
    document = lowered(document_name(change.target, wording))
    if change.after.returned_to is not None and not change.findings:
        yield wording.say("{document} is back to version {n}", document=document, n=change.after.returned_to)
    elif change.findings:
        finding = max(weighty(change, subscriber) or change.findings, key=lambda one: one.severity)
        what = clean(matter(finding, wording))
        if what:
            yield f"{lowered(phrase(finding, wording))} ({what})"
        yield lowered(phrase(finding, wording))
    yield wording.say("{document} changed", document=document)


def _of_notices(news: list[Unread], wording: Wording) -> Iterator[str]:
    first = news[0]
    document = lowered(document_name(first.target, wording))
    more = wording.count(", and {n} more notice", ", and {n} more notices", len(news) - 1) if news[1:] else ""
    if first.state is State.OK:
        ways = [wording.say("{document} is read again", document=document)]
    else:
        since = wording.say("{document} not read since {day}", document=document, day=wording.day(first.since))
        ways = [since, wording.say("{document} not read", document=document)]
    name = clean(service_name(first.target))
    for shown in (name, clean(name, _SHORT_NAME)):
        for said in ways:
            yield clean(f"{shown}: {said}{more}")
