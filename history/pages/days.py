"""What a document said on a day, and how that is known."""

from dataclasses import dataclass
from datetime import date

from history import plain
from history.answers import Absent, Answer, Html, Json, Unclear, Visit
from history.dating import Dated, dated, ends
from history.named import document, shows
from history.rendering import machine
from policy.model.shelf import DocumentCard, VersionCard


@dataclass(frozen=True, slots=True)
class _Asked:
    """A document somebody wants to see as it was."""

    card: DocumentCard
    versions: tuple[VersionCard, ...]
    dated: Dated


def _asked(visit: Visit) -> _Asked | Absent | Unclear:
    card = document(visit)
    if isinstance(card, Absent):
        return card
    try:
        day = date.fromisoformat(visit.query.get("day", "").strip() or visit.now.date().isoformat())
        at = ends(day, visit.now)
    except (ValueError, OverflowError):
        at = None
    if at is None:
        return Unclear(visit.speech.say("“day” must be a day that has begun (UTC), such as 2026-05-01."))
    versions = visit.library.versions(card.target.id)
    return _Asked(card, versions, dated(day, at, versions, visit.library.read_around(card.target.id, at)))


@shows(_asked)
def on(_: Visit, asked: _Asked) -> Answer:
    """The page of a document on a day; today when none is named."""
    return Html("day.html", {"card": asked.card, "versions": asked.versions, "dated": asked.dated})


@shows(_asked)
def on_json(_: Visit, asked: _Asked) -> Answer:
    found = asked.dated
    return Json(
        {
            "target_id": asked.card.target.id,
            "day": found.day.isoformat(),
            "at": machine(found.at),
            "version": plain.version_card(found.version) if found.version else None,
            "following": plain.version_card(found.following) if found.following else None,
            "read_before": plain.look(found.read_before) if found.read_before else None,
            "read_after": plain.look(found.read_after) if found.read_after else None,
            "is_same_after": found.is_same_after,
            "has_gone": found.has_gone,
        }
    )
