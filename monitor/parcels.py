"""Values on their way to a reader and back: the many small ones travel as the bare members they are made of."""

import copyreg
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TypeVar

from policy.looking import Perused
from policy.model.captures import Fetched, Outcome
from policy.model.changes import Edited, Fact, Finding, Moved, Passage, Quote, Span
from policy.model.looks import Checked, Standing
from policy.model.readings import Block, Dropped, Link, Reading, Section
from policy.model.statements import Statement

T = TypeVar("T")
_MANY: tuple[type, ...] = (
    Block,
    Dropped,
    Edited,
    Fact,
    Finding,
    Link,
    Moved,
    Passage,
    Quote,
    Reading,
    Section,
    Span,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A look on its way back, without what whoever asked for it has himself: pages, and a reading he sent."""

    checked: Checked
    left_out: int | None = None  # which of the readings he sent it brings; None: none of them

    def unpacked(self, outcome: Outcome, sent: tuple[Reading, ...] = ()) -> Checked:
        """The look, whole."""
        checked = self.checked
        if self.left_out is not None:
            checked = _bringing(checked, sent[self.left_out])
        if not checked.bodies or not isinstance(outcome, Fetched):
            return checked
        bodies = {page.capture.response.body_sha256: page.body for page in outcome.pages if page.capture.response}
        return replace(checked, bodies=tuple((digest, bodies[digest]) for digest, _ in checked.bodies))


def packed(checked: Checked, sent: tuple[Reading, ...] = ()) -> Parcel:
    """The look, to be unpacked by whoever has its outcome and sent these readings."""
    bare = replace(checked, bodies=tuple((digest, b"") for digest, _ in checked.bodies))
    brought = checked.version or checked.held
    for place, reading in enumerate(sent):
        if brought is not None and brought.reading is reading:
            return Parcel(_bringing(bare, replace(reading, sections=(), links=(), dropped=())), place)
    return Parcel(bare)


def _bringing(checked: Checked, reading: Reading) -> Checked:
    """The look with another reading in what it brings."""
    if checked.version is not None:
        return replace(checked, version=replace(checked.version, reading=reading))
    return replace(checked, held=replace(checked.held, reading=reading) if checked.held is not None else None)


def sent(outcome: Outcome | Perused, standing: Standing) -> tuple[Reading, ...]:
    """The readings that a look may bring, of those it was asked for with."""
    perused = (outcome.reading,) if isinstance(outcome, Perused) else ()
    return perused if standing.held is None else (*perused, standing.held.reading)


def lean(outcome: Outcome | Perused) -> Outcome | Perused:
    """What came, without the pages where all that they tell is known."""
    if not isinstance(outcome, Perused) or not outcome.surface:
        return outcome
    pages = tuple(replace(page, body=b"") for page in outcome.outcome.pages)
    return replace(outcome, outcome=Fetched(pages))


def joined(standing: Standing) -> Standing:
    """The standing, in which equal parts of what is in force and of what is held are the same objects: they travel
    once, and to tell that they are equal costs nothing."""
    version, held = standing.version, standing.held
    if version is None or held is None:
        return standing
    known = {section.id: section for section in version.reading.sections}
    sections = tuple(_same(section, known.get(section.id)) for section in held.reading.sections)
    links = _same(held.reading.links, version.reading.links)
    dropped = _same(held.reading.dropped, version.reading.dropped)
    reading = replace(held.reading, sections=sections, links=links, dropped=dropped)
    return replace(standing, held=replace(held, reading=reading))


def _same(one: T, other: T | None) -> T:
    """The other, where both are equal."""
    return other if other is not None and (one is other or one == other) else one


def lighten() -> None:
    """From now on, this process packs the values of which a look has hundreds in half the time that frozen dataclasses
    take by themselves: those ask for the names of their fields each time."""
    for kind in _MANY:
        copyreg.pickle(kind, _packing(kind))


def _packing(kind: type) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    members = attrgetter(*(field.name for field in fields(kind)))  # all have several
    return lambda value: (kind, members(value))
