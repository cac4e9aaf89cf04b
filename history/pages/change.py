"""One change: what it means, then every word that went or came; of a version that is none, why. And any two versions,
word by word."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeGuard

from history import plain
from history.answers import Absent, Answer, Html, Json, Unclear, Visit, numeral
from history.named import VersionOf, change, shows, version
from history.redlining import Touched
from history.rendering import machine
from history.spread import spread
from policy.model.changes import Severity
from policy.model.looks import Event, Version, VersionCause
from policy.model.shelf import Change, ChangeFilter, DocumentCard, VersionCard
from policy.words import cause_label

_STEPS_SHOWN = 20  # between two versions, the latest
_STEPS_LISTED = 1_000  # of them, for machines


def one(visit: Visit) -> Answer:
    """The change's page; of a version that no change led to, because it is the first or of our own making, that."""
    told = change(visit)
    if isinstance(told, Change):
        return _changed(visit, told)
    kept = version(visit)
    return _no_change(visit, kept) if _is_no_change(kept) else told


def _is_no_change(kept: VersionOf | Absent) -> TypeGuard[VersionOf]:
    return isinstance(kept, VersionOf) and kept.version.cause is not VersionCause.SOURCE


def _no_change(visit: Visit, kept: VersionOf) -> Answer:
    beside = {"older": _older(visit, kept.version), "newer": _newer(visit, kept.version)}
    return Html("no_change.html", {"card": kept.card, "version": kept.version, **beside})


def _changed(visit: Visit, told: Change) -> Answer:
    before = visit.library.version(told.target.id, told.before.number)
    after = visit.library.version(told.target.id, told.after.number)
    return Html(
        "change.html",
        {
            "change": told,
            "findings": sorted(told.findings, key=lambda finding: -finding.severity),
            "is_light": told.severity is Severity.INFO,
            "spread": spread(visit, before, after),
            "stood_until": _stood_until(visit, told),
            "older": _older(visit, told.after),
            "newer": _newer(visit, told.after),
        },
    )


def one_json(visit: Visit) -> Answer:
    told = change(visit)
    if isinstance(told, Absent):
        kept = version(visit)
        why = cause_label(kept.version.cause, visit.speech.language) if _is_no_change(kept) else ""
        return replace(told, why=why)
    until = _stood_until(visit, told)
    return Json({**plain.change(told), "before_last_read": machine(until) if until else None})


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two versions of one document that somebody wants to see beside each other."""

    card: DocumentCard
    before: Version
    after: Version


def _pair(visit: Visit) -> _Pair | Absent | Unclear:
    card = visit.library.document(visit.name("target"))
    if card is None or card.latest is None:
        return Absent(visit.speech.say("This document"))
    latest = card.latest.number
    older = numeral(visit.query.get("from") or str(max(latest - 1, 1)))
    newer = numeral(visit.query.get("to") or str(latest))
    if not older or not newer:
        return Unclear(visit.speech.say("“from” and “to” must be numbers of versions, such as 1 and 2."))
    before, after = visit.library.version(card.target.id, older), visit.library.version(card.target.id, newer)
    if before is None or after is None:
        return Absent(visit.speech.say("Version {n}", n=older if before is None else newer))
    return _Pair(card, before, after)


@shows(_pair)
def between(visit: Visit, pair: _Pair) -> Answer:
    """Any two versions of a document beside each other; the last two when none are named."""
    steps = _steps(pair)
    shown = {
        "card": pair.card,
        "before": pair.before,
        "after": pair.after,
        "steps": visit.library.changes(steps, _STEPS_SHOWN),
        "steps_in_all": visit.library.count_changes(steps),
    }
    rest = {"versions": visit.library.versions(pair.card.target.id), "spread": spread(visit, pair.before, pair.after)}
    return Html("comparison.html", shown | rest)


@shows(_pair)
def between_json(visit: Visit, pair: _Pair) -> Answer:
    laid = spread(visit, pair.before, pair.after)
    return Json(
        {
            "target_id": pair.card.target.id,
            "from": pair.before.number,
            "to": pair.after.number,
            "comparable": laid.parts is not None,
            "changes": [step.id for step in visit.library.changes(_steps(pair), _STEPS_LISTED)],
            "sections": [plain.touched(part) for part in laid.parts or () if isinstance(part, Touched)],
            "links": [plain.link_change(change) for change in laid.links],
        }
    )


def _steps(pair: _Pair) -> ChangeFilter:
    """The changes told from the one version to the other, whichever is the older."""
    first, last = sorted((pair.before.confirmed_at, pair.after.confirmed_at))
    tick = timedelta(microseconds=1)
    return ChangeFilter(target_id=pair.card.target.id, since=first + tick, until=last + tick)


def _stood_until(visit: Visit, change: Change) -> datetime | None:
    """When the text before was read last, so that the change came between then and its first look; None: nothing was
    read before that look, or a third text, which was not believed."""
    look, _ = visit.library.read_around(change.target.id, change.after.first_seen)
    return look.at if look is not None and look.event is not Event.HELD else None


def _older(visit: Visit, version: Version | VersionCard) -> Change | None:
    """The change told before that version came; None: the first did not come earlier."""
    earlier = ChangeFilter(target_id=visit.name("target"), until=version.confirmed_at)
    return next(iter(visit.library.changes(earlier, 1)), None)


def _newer(visit: Visit, version: Version | VersionCard) -> Change | None:
    """The change told after that version came; None: the latest did not come later."""
    tick = timedelta(microseconds=1)
    later = ChangeFilter(target_id=visit.name("target"), since=version.confirmed_at + tick)
    count = visit.library.count_changes(later)
    return visit.library.changes(later, 1, count - 1)[0] if count else None
