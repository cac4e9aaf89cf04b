"""The changes of a digest as they are printed: in full, in one line, or as a return to an earlier text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from notifications.excerpts import Excerpt, excerpt
from notifications.phrases import explanation, headline
from notifications.visible import visible, web_link
from notifications.wording import Wording
from policy.effect import effect_words
from policy.grounds import anchors
from policy.model.changes import Finding, Severity
from policy.model.digests import Entry, Subscriber
from policy.model.shelf import Change
from policy.model.targets import Target
from policy.words import document_type_label, severity_label, suspicion_label

_NAME = 80  # characters of a name
_TRAIL = 200  # characters of the headings over a quote
_BRIEFS = 6  # lesser findings named beside the full ones


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each sort is printed in full."""

    documents: int
    points: int  # a change
    quote: int  # characters a side
    lines: int  # a list


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom a digest is printed, in which words, how much of it, and where more can be read."""

    subscriber: Subscriber
    wording: Wording
    limits: Limits
    site: str | None  # None: the history is not on the web


@dataclass(frozen=True, slots=True)
class CardPoint:
    """One finding in full."""

    headline: str
    severity: Severity
    severity_word: str
    trail: str  # empty: it concerns the whole document
    excerpt: Excerpt
    is_as_above: bool  # it quotes what the point before it quotes
    reason: str
    law: str  # where the law speaks of such a change; empty: nowhere


@dataclass(frozen=True, slots=True)
class CardChange:
    """One change of a document."""

    points: tuple[CardPoint, ...]
    lesser: tuple[str, ...]
    left_out: int  # findings neither in full nor named
    note: str  # empty: a new text, judged
    effect: str  # empty: no day is stated from which it applies
    seen: str
    versions: str
    link: str | None  # None: there is no page for it


@dataclass(frozen=True, slots=True)
class Card:
    """A document with changes that matter, in the order they happened."""

    service: str
    document: str
    severity: Severity
    severity_word: str
    language: str | None  # BCP 47, of the quotes; None: unknown
    steps: tuple[CardChange, ...]
    live: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something told in one line; None: there is no page for it."""

    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Fold:
    """The small changes of a service, counted, and what they are."""

    service: str
    count: str
    lines: tuple[Remark, ...]
    left_out: int


def weighty(change: Change, subscriber: Subscriber) -> tuple[Finding, ...]:
    """The findings printed with their quotes, the weightiest first: major at least, of a kind the subscriber wants."""
    wanted = subscriber.scope.kinds
    return tuple(
        finding
        for finding in sorted(change.findings, key=lambda finding: -finding.severity)
        if finding.severity >= Severity.MAJOR and (not wanted or finding.kind in wanted)
    )


def card(document: Sequence[Entry], edition: Edition) -> Card:
    first, last = document[0].change, document[-1].change
    weightiest = max(entry.change.severity for entry in document)
    return Card(
        service=service_name(first.target),
        document=document_name(first.target, edition.wording),
        severity=weightiest,
        severity_word=severity_label(weightiest, edition.wording.language),
        language=next(iter(last.after.languages), last.target.language),
        steps=tuple(_step(entry, edition) for entry in document),
        live=web_link(first.target.urls[0]),
    )


def fold(service: Sequence[Entry], edition: Edition) -> Fold:
    """The small changes of one service, document by document."""
    lines = [_small(entry.change, edition) for entry in service]
    return Fold(
        service=service_name(service[0].change.target),
        count=edition.wording.count("{n} small change", "{n} small changes", len(service)),
        lines=tuple(lines[: edition.limits.lines]),
        left_out=max(0, len(lines) - edition.limits.lines),
    )


def _small(change: Change, edition: Edition) -> Remark:
    name = document_name(change.target, edition.wording)
    return Remark(f"{name}: {_told(change, edition.wording)}", link(change, edition.site))


def odd_line(entry: Entry, edition: Edition) -> Remark:
    """A change that is a return, one of many turns, or was not judged, in one line."""
    change = entry.change
    name = f"{service_name(change.target)}, {document_name(change.target, edition.wording)}"
    said = " ".join(filter(None, (_note(entry, edition.wording), _told(change, edition.wording))))
    return Remark(f"{name}: {said}", link(change, edition.site))


def service_name(target: Target) -> str:
    return visible(target.service_name, _NAME) or target.service


def document_name(target: Target, wording: Wording) -> str:
    return document_type_label(target.document_type, wording.language)


def link(change: Change, site: str | None) -> str | None:
    """Where the change is shown on that site; None: there is none."""
    return web_link(f"{site}/{change.target.id}/changes/{change.after.number}") if site else None


def _step(entry: Entry, edition: Edition) -> CardChange:
    wording, change, after = edition.wording, entry.change, entry.change.after
    full = weighty(change, edition.subscriber)[: edition.limits.points]
    lesser, left_out = _lesser(
        [finding for finding in change.findings if all(finding is not one for one in full)], wording
    )
    seen, confirmed = wording.time(after.first_seen), wording.time_after(after.confirmed_at, after.first_seen)
    return CardChange(
        points=tuple(_point(finding, before, edition) for before, finding in pairwise((None, *full)) if finding),
        lesser=lesser,
        left_out=left_out,
        note=_note(entry, wording),
        effect=effect_words(change, wording, wording.zone),
        seen=wording.say("First seen {seen}, confirmed {confirmed}.", seen=seen, confirmed=confirmed),
        versions=wording.say("Version {old} → {new}", old=change.before.number, new=after.number),
        link=link(change, edition.site),
    )


def _point(finding: Finding, before: Finding | None, edition: Edition) -> CardPoint:
    return CardPoint(
        headline=headline(finding, edition.wording),
        severity=finding.severity,
        severity_word=severity_label(finding.severity, edition.wording.language),
        trail=visible(" › ".join(finding.section), _TRAIL),
        excerpt=excerpt(finding, edition.limits.quote),
        is_as_above=before is not None and (before.before, before.after) == (finding.before, finding.after),
        reason=explanation(finding, edition.wording),
        law="; ".join(anchors(finding.kind)),
    )


def _told(change: Change, wording: Wording) -> str:
    """All findings of a change in one line, and when it takes effect; empty: it has none."""
    named, left_out = _lesser(change.findings, wording)
    rest = (wording.count("{n} more", "{n} more", left_out),) if left_out else ()
    told = "; ".join((*named, *rest)) + "." if named else ""
    return " ".join(filter(None, (told, effect_words(change, wording, wording.zone))))


def _lesser(findings: Sequence[Finding], wording: Wording) -> tuple[tuple[str, ...], int]:
    """The headlines of findings, equal ones counted, the weightiest first; and how many were left out."""
    ranked = sorted(findings, key=lambda finding: -finding.severity)
    ordered = list(Counter(headline(finding, wording) for finding in ranked).items())
    named = tuple(text if number == 1 else f"{text} (×{number})" for text, number in ordered[:_BRIEFS])
    return named, sum(number for _, number in ordered[_BRIEFS:])


def _note(entry: Entry, wording: Wording) -> str:
    """What is odd about a change; empty: nothing."""
    change, said = entry.change, []
    if change.suspect is not None:
        why = suspicion_label(change.suspect, wording.language)
        said.append(wording.say("The new text was not judged, because {why}.", why=why))
    elif change.after.returned_to is not None:
        new, old = change.after.number, change.after.returned_to
        said.append(wording.say("Version {new} has the text of version {old} again.", new=new, old=old))
    if entry.turns:
        turns = wording.count("{n} new version", "{n} new versions", entry.turns)
        said.append(wording.say("The page keeps alternating between a few texts: {turns} in a week.", turns=turns))
    return " ".join(said)
