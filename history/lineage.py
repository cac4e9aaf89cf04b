"""The history of one section: what it was called, where it stood and what it said, version after version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from history.outline import anchor
from history.redlining import RedlinePart, SectionMark, Touched, redline
from policy.comparing import compare
from policy.model.changes import Edited, Moved, Renamed
from policy.model.looks import VersionCause
from policy.model.readings import Quality, Reading, Section
from policy.model.shelf import Text, VersionCard


@dataclass(frozen=True, slots=True)
class Step:
    """A version in which something happened to the section; None: it did not stand on that side."""

    card: VersionCard
    before: Section | None
    after: Section | None
    marks: tuple[SectionMark, ...]  # none: it stands here since our record begins
    parts: tuple[RedlinePart, ...]
    came_from: tuple[str, ...] = ()  # the headings it stood under before; empty: where it stands now


@dataclass(frozen=True, slots=True)
class Lineage:
    """`latest` is the section as last seen, `names` every identity it had as in addresses, the latest first."""

    latest: Section
    is_in_force: bool
    names: tuple[str, ...]
    steps: tuple[Step, ...]  # newest first


def lineage(texts: Sequence[Text], name: str) -> Lineage | None:
    """The section of that name in addresses, followed both ways from the newest version that has it; None: no version
    has. Texts oldest first."""
    start = max((place for place, text in enumerate(texts) if _named(text.sections, name)), default=None)
    if start is None:
        return None
    line: dict[int, Section] = {}
    for direction in (1, -1):
        place, section = start, _named(texts[start].sections, name)
        while section is not None:
            line[place] = section
            section = _next(texts, place, place + direction, section)
            place += direction
    return _told(texts, line)


def _named(sections: Iterable[Section], name: str) -> Section | None:
    return next((section for section in sections if anchor(section) == name), None)


def _next(texts: Sequence[Text], here: int, there: int, section: Section) -> Section | None:
    """The same section in the version beside; None: it is not there, or there is no such version."""
    if not 0 <= there < len(texts):
        return None
    sections = texts[there].sections
    same = next((candidate for candidate in sections if candidate.id == section.id), None)
    if same is not None:
        return same
    if texts[max(here, there)].card.cause is not VersionCause.TECHNICAL:
        older, newer = (_reading(*texts[place].sections) for place in sorted((here, there)))
        for change in compare(older, newer):
            if isinstance(change, Edited | Moved | Renamed):
                pair = (change.before, change.after) if here < there else (change.after, change.before)
                if pair[0].id == section.id:
                    return pair[1]
    taken = {candidate.id for candidate in texts[here].sections}
    free = [candidate for candidate in sections if candidate.id not in taken]
    return next((one for one in free if one.blocks and one.text == section.text), None) or next(
        (one for one in free if one.heading and one.heading == section.heading), None
    )


def _told(texts: Sequence[Text], line: dict[int, Section]) -> Lineage:
    first, last = min(line), max(line)
    begin = texts[first]
    marks, parts = ((SectionMark.ADDED,), _parts(None, line[first])) if first else ((), ())
    steps = [Step(begin.card, None, line[first], marks, parts)]
    for place in range(first + 1, min(last + 2, len(texts))):
        step = _step(texts[place - 1], texts[place], line[place - 1], line.get(place))
        if step is not None:
            steps.append(step)
    names = tuple(dict.fromkeys(anchor(line[place]) for place in range(last, first - 1, -1)))
    return Lineage(line[last], last + 1 == len(texts), names, tuple(reversed(steps)))


def _step(before: Text, after: Text, old: Section, new: Section | None) -> Step | None:
    """None: nothing happened to it, or only our own reading of it did."""
    if after.card.cause is VersionCause.TECHNICAL:
        return None
    parts = () if old is new else _parts(old, new)
    marks = [mark for part in parts for mark in part.marks]
    came_from: tuple[str, ...] = ()
    if new is not None and _is_moved(before, after, old, new):
        marks.insert(0, SectionMark.MOVED)
        came_from = old.path[:-1] if old.path[:-1] != new.path[:-1] else ()
    return Step(after.card, old, new, tuple(dict.fromkeys(marks)), parts, came_from) if marks else None


def _parts(old: Section | None, new: Section | None) -> tuple[Touched, ...]:
    before, after = _reading(old), _reading(new)
    return tuple(part for part in redline(before, after, compare(before, after)) if isinstance(part, Touched))


def _is_moved(before: Text, after: Text, old: Section, new: Section) -> bool:
    """True when it stands under other headings, or elsewhere among those that stayed."""
    if old.path[:-1] != new.path[:-1]:
        return True
    here, there = ([section.id for section in text.sections] for text in (before, after))
    if [name for name in here if name in set(there)] == [name for name in there if name in set(here)]:
        return False
    changes = compare(_reading(*before.sections), _reading(*after.sections))
    return any(
        isinstance(change, Moved) and change.before.id == old.id and change.after.id == new.id for change in changes
    )


def _reading(*sections: Section | None) -> Reading:
    """These sections as a reading of their own; None: no section."""
    present = tuple(section for section in sections if section is not None)
    return Reading("", "", "", (), present, (), (), Quality(), "")
