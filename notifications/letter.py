"""A digest in words, ready to be set in type: both parts of the mail are printed from it, so both say the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from notifications.cards import Card, Edition, Fold, Remark, card, fold, odd_line, weighty
from notifications.digest import documents
from notifications.notices import Notices, notices, tally_words, window_words
from notifications.wishes import because
from notifications.wording import Wording
from policy.model.changes import Severity
from policy.model.digests import Digest, Entry

_SEVERITIES = {
    Severity.CRITICAL: ("{n} critical", "{n} critical"),
    Severity.MAJOR: ("{n} major", "{n} major"),
    Severity.MINOR: ("{n} minor", "{n} minor"),
    Severity.INFO: ("{n} info", "{n} info"),
}
_SEVERAL = 3  # documents told in full, from which on they are told in short first
_NAMED = 3  # findings of one of them


@dataclass(frozen=True, slots=True)
class Brief:
    """A document and what happened to it, in a line: one who has a minute reads no further."""

    severity: Severity
    severity_word: str
    service: str  # apart from the rest: it may be written from right to left
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reader finds in a digest, from top to bottom."""

    title: str
    summary: str  # empty: there are no changes, and it is no trial
    heading: str
    delayed: str  # empty: it comes when it was due
    alerted: str  # empty: no alert went before
    tally: str
    window: str
    short: tuple[
        Brief, ...
    ]  # one for each card, and for documents beyond them; empty: they are few enough to be seen at once
    cards: tuple[Card, ...]
    folds: tuple[Fold, ...]
    returns: tuple[Remark, ...]
    alternating: tuple[Remark, ...]
    restless: tuple[Remark, ...]
    doubtful: tuple[Remark, ...]
    left_out: int  # changes that are not printed
    notices: Notices
    because: str
    zone: str


def letter(digest: Digest, edition: Edition) -> Letter:
    """Weighty changes in full, small ones folded by service, returned texts by number; whatever does not fit the
    limits is counted."""
    wording, limits = edition.wording, edition.limits
    sorts = _sorted(digest, edition)
    cards, folds = sorts.full[: limits.documents], sorts.small[: limits.lines]
    odd = [group[: limits.lines] for group in (sorts.returned, sorts.alternating, sorts.restless, sorts.doubtful)]
    returns, alternating, restless, doubtful = (tuple(odd_line(entry, edition) for entry in group) for group in odd)
    told = tuple(card(document, edition) for document in cards)
    printed = [entry for group in (*cards, *folds, *odd) for entry in group]
    return Letter(
        title=_title(digest, wording),
        summary=_of_trial(wording) if digest.is_trial else _summary(digest.news, wording),
        heading=_heading(digest, wording),
        delayed=_delayed(digest, wording),
        alerted=_alerted(digest, wording),
        tally=tally_words(digest.tally, wording),
        window=window_words(digest.tally, wording),
        short=_briefs(sorts.full, told, edition),
        cards=told,
        folds=tuple(fold(service, edition) for service in folds),
        returns=returns,
        alternating=alternating,
        restless=restless,
        doubtful=doubtful,
        left_out=len(digest.entries) - len(printed),
        notices=notices(digest.unread, limits.lines, wording),
        because=because(digest.subscriber, wording),
        zone=wording.zone.key,
    )


@dataclass(frozen=True, slots=True)
class _Sorts:
    """Every entry of a digest in exactly one place."""

    full: tuple[tuple[Entry, ...], ...]  # by document
    small: tuple[tuple[Entry, ...], ...]  # by service
    returned: tuple[Entry, ...]
    alternating: tuple[Entry, ...]
    restless: tuple[Entry, ...]
    doubtful: tuple[Entry, ...]


def _sorted(digest: Digest, edition: Edition) -> _Sorts:
    full: list[tuple[Entry, ...]] = []
    small: dict[str, list[Entry]] = {}
    returned: list[Entry] = []
    alternating: list[Entry] = []
    doubtful: list[Entry] = []
    for document in documents(digest.news):
        if any(weighty(entry.change, edition.subscriber) for entry in document):
            full.append(document)
            continue
        for entry in document:
            if entry.change.suspect is not None:
                doubtful.append(entry)
            elif entry.turns:
                alternating.append(entry)
            elif entry.change.after.returned_to is not None:
                returned.append(entry)
            else:
                small.setdefault(entry.change.target.service, []).append(entry)
    by_service = tuple(tuple(entries) for entries in small.values())
    restless = tuple(entry for entry in digest.entries if entry.change.is_restless)
    return _Sorts(tuple(full), by_service, tuple(returned), tuple(alternating), restless, tuple(doubtful))


def _briefs(full: Sequence[tuple[Entry, ...]], told: Sequence[Card], edition: Edition) -> tuple[Brief, ...]:
    """Those told in full, and as many lines of those for which there is no room."""
    if len(told) < _SEVERAL:
        return ()
    others = (card(document, edition) for document in full[len(told) : max(len(told), edition.limits.lines)])
    return tuple(_short(one, edition.wording) for one in (*told, *others))


def _short(told: Card, wording: Wording) -> Brief:
    headlines = tuple(dict.fromkeys(point.headline for step in told.steps for point in step.points))
    rest = len(headlines) - _NAMED
    more = (wording.count("{n} more", "{n} more", rest),) if rest > 0 else ()
    text = f"{told.document} – {'; '.join(headlines[:_NAMED] + more)}"
    return Brief(told.severity, told.severity_word, told.service, text)


def _heading(digest: Digest, wording: Wording) -> str:
    date = f"{wording.weekday(digest.until)}, {wording.day(digest.until)}"
    if digest.is_trial:
        return wording.say("Clausewatch trial, {date}", date=date)
    if digest.is_alert:
        return wording.say("Clausewatch alert, {date}", date=date)
    return wording.say("Clausewatch digest, {date}", date=date)


def _alerted(digest: Digest, wording: Wording) -> str:
    """What was told at once is not told again."""
    if not digest.alerted:
        return ""
    return wording.count(
        "{n} alert was sent to you since the last digest.",
        "{n} alerts were sent to you since the last digest.",
        digest.alerted,
    )


def _delayed(digest: Digest, wording: Wording) -> str:
    if digest.delay is None:
        return ""
    return wording.say(
        "Delayed: due on {due}, written on {written}. In between the monitor was down or could not reach you.",
        due=wording.time(digest.delay.due),
        written=wording.time(digest.delay.written),
    )


def _title(digest: Digest, wording: Wording) -> str:
    if digest.is_trial:
        return wording.say("A trial: you are reached")
    if not digest.news:
        if any(one.is_news for one in digest.unread):
            return wording.say("No changes, but there is news of pages not read")
        return wording.say("No changes")
    changes = wording.count("{n} change", "{n} changes", len(digest.news))
    places = wording.count("in {n} document", "in {n} documents", len(documents(digest.news)))
    return wording.say("{changes} {places}", changes=changes, places=places)


def _of_trial(wording: Wording) -> str:
    return wording.say("This was sent by hand, to see whether it arrives, and tells of no change.")


def _summary(entries: Sequence[Entry], wording: Wording) -> str:
    """How many changes there are of each severity, the weightiest first, then how many were not judged; a change has
    that of its weightiest finding, as on the pages."""
    counted = Counter(entry.change.severity for entry in entries if entry.change.suspect is None)
    parts = [
        wording.count(*_SEVERITIES[severity], counted[severity])
        for severity in sorted(Severity, reverse=True)
        if counted[severity]
    ]
    unjudged = sum(entry.change.suspect is not None for entry in entries)
    if unjudged:
        parts.append(wording.count("{n} not judged", "{n} not judged", unjudged))
    return " · ".join(parts)
