"""One change: what it means, then every word that went or came."""

from collections.abc import Mapping

from history import plain
from history.answers import Absent, Answer, Json, Page, Visit
from history.outline import anchor
from history.redlining import Part, Touched, redline
from policy.comparing import compare
from policy.model.looks import Version
from policy.model.shelf import Change


def one(visit: Visit) -> Answer:
    """The change's page."""
    change = visit.library.change(visit.name("target"), visit.number("number"))
    if change is None:
        return Absent("This change")
    before = visit.library.version(change.target.id, change.before.number)
    after = visit.library.version(change.target.id, change.after.number)
    parts = _parts(before, after)
    return Page(
        "change.html",
        {
            "change": change,
            "findings": sorted(change.findings, key=lambda finding: -finding.severity),
            "parts": parts,
            "changed": any(isinstance(part, Touched) for part in parts or ()),
            "places": _places(parts or ()),
            "languages": {"before": _languages(before), "after": _languages(after)},
            "card": visit.library.document(change.target.id),
            "newer": _neighbour(visit, change, 1),
        },
    )


def one_json(visit: Visit) -> Answer:
    change = visit.library.change(visit.name("target"), visit.number("number"))
    return Absent("This change") if change is None else Json(plain.change(change))


def _parts(before: Version | None, after: Version | None) -> tuple[Part, ...] | None:
    """None: the two texts cannot be laid side by side, because one is not kept or another recipe read it."""
    if before is None or after is None or before.reading.recipe != after.reading.recipe:
        return None
    return redline(before.reading, after.reading, compare(before.reading, after.reading))


def _languages(version: Version | None) -> Mapping[str, str | None]:
    """The language of each section by its identity."""
    return {section.id: section.language for section in version.reading.sections} if version else {}


def _places(parts: tuple[Part, ...]) -> Mapping[str, str]:
    """Where on the page a quote's section stands, by the section's identity."""
    places: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Touched):
            places.setdefault(part.section.id, part.anchor)
            if part.before:
                places.setdefault(part.before.id, part.anchor)
        else:
            places.update({section.id: anchor(section) for section in part.sections})
    return places


def _neighbour(visit: Visit, change: Change, step: int) -> Change | None:
    """The change told next; None: this is the latest. Versions between that were never told are stepped over."""
    card = visit.library.document(change.target.id)
    last = card.latest.number if card and card.latest else 0
    number = change.after.number + step
    while number <= min(last, change.after.number + 5):
        found = visit.library.change(change.target.id, number)
        if found:
            return found
        number += step
    return None
