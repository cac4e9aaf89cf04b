"""Two versions laid side by side: what every page with a redline shows of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from history.addresses import address
from history.answers import Visit
from history.outline import anchor
from history.redlining import RedlinePart, Touched, redline
from policy.comparing import compare, link_changes
from policy.model.changes import LinkChange
from policy.model.looks import Version
from policy.model.readings import Reading

_BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way to lay the two texts out, and the address that does."""

    words: str
    address: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """`parts` None: the two cannot be compared, because one is not kept or another recipe read it. `places` tells
    where on the page a section stands, by its identity; `before` and `after` a section's language by the same."""

    parts: tuple[RedlinePart, ...] | None
    links: tuple[LinkChange, ...]
    places: Mapping[str, str]
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    layouts: tuple[Arrangement, ...]
    is_beside: bool

    @property
    def touched(self) -> tuple[Touched, ...]:
        """The sections that changed, in the order of the page."""
        return tuple(part for part in self.parts or () if isinstance(part, Touched))

    @property
    def is_changed(self) -> bool:
        return bool(self.touched)


def spread(visit: Visit, before: Version | None, after: Version | None) -> Spread:
    """The two versions in the layout the visitor asked for."""
    is_beside = visit.query.get("layout") == _BESIDE
    pair = _comparable(before, after)
    parts = redline(*pair, compare(*pair)) if pair else None
    here = visit.href.root + quote(visit.path)
    return Spread(
        parts=parts,
        links=link_changes(*pair) if pair else (),
        places=_places(parts or ()),
        before=_languages(before),
        after=_languages(after),
        layouts=(
            Arrangement(visit.speech.say("In one text"), address(here, visit.query, layout=""), not is_beside),
            Arrangement(visit.speech.say("Side by side"), address(here, visit.query, layout=_BESIDE), is_beside),
        ),
        is_beside=is_beside,
    )


def _comparable(before: Version | None, after: Version | None) -> tuple[Reading, Reading] | None:
    """None: one is not kept, or different eyes read them, and the difference would be ours."""
    if before is None or after is None or before.reading.recipe != after.reading.recipe:
        return None
    return before.reading, after.reading


def _languages(version: Version | None) -> Mapping[str, str | None]:
    return {section.id: section.language for section in version.reading.sections} if version else {}


def _places(parts: tuple[RedlinePart, ...]) -> Mapping[str, str]:
    places: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Touched):
            places.setdefault(part.section.id, part.anchor)
            if part.before:
                places.setdefault(part.before.id, part.anchor)
        else:
            places.update({section.id: anchor(section) for section in part.sections})
    return places
