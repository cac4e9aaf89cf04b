"""Two readings as one document with what went, what came and what stayed, in the order of the newer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from history.outline import anchor
from policy.model.changes import Added, Edited, Moved, Op, Passage, Removed, Renamed, SectionChange, Span
from policy.model.readings import Block, Reading, Section


class SectionMark(StrEnum):
    """What happened to a section, as the page says it."""

    ADDED = "Added"
    REMOVED = "Removed"
    EDITED = "Edited"
    MOVED = "Moved"
    RENAMED = "Renamed"
    REORDERED = "Reordered"  # it stands where it stood, its parts do not


@dataclass(frozen=True, slots=True)
class Stay:
    """Blocks that did not change; folded when there are several."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A block with words that went or came; `block` is the newer one."""

    older: Block
    block: Block
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A block that went (DELETE) or came (INSERT) as a whole."""

    block: Block
    op: Op


Redlined: TypeAlias = Stay | Rewrite | Whole


@dataclass(frozen=True, slots=True)
class Untouched:
    """Sections in a row that did not change."""

    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A section that changed; None: it does not exist on that side. `stood_after` is the heading a moved one followed
    before; empty: it stood first; None: it has not moved."""

    before: Section | None
    after: Section | None
    marks: tuple[SectionMark, ...]
    lines: tuple[Redlined, ...]
    stood_after: str | None = None

    @property
    def section(self) -> Section:
        section = self.after or self.before
        if section is None:
            raise ValueError("a change of no section")
        return section

    @property
    def anchor(self) -> str:
        """Its place on the page; a removed section must not take the place of one that bears its identity now."""
        return anchor(self.section) if self.after else f"gone-{anchor(self.section)}"


RedlinePart: TypeAlias = Untouched | Touched


def redline(before: Reading, after: Reading, changes: Sequence[SectionChange]) -> tuple[RedlinePart, ...]:
    """The whole newer document, with removed sections where they stood."""
    parts = list(_parts(before, after, changes))
    made: list[RedlinePart] = []
    for is_kept, run in groupby(parts, key=lambda part: isinstance(part, Section)):
        members = tuple(run)
        if is_kept:
            made.append(Untouched(tuple(part for part in members if isinstance(part, Section))))
        else:
            made.extend(part for part in members if isinstance(part, Touched))
    return tuple(made)


def _parts(before: Reading, after: Reading, changes: Sequence[SectionChange]) -> Iterator[Section | Touched]:
    here = defaultdict[str, list[SectionChange]](list)
    for change in changes:
        if not isinstance(change, Removed):
            here[_newer(change).id].append(change)
    removed = _removed(before, changes)
    yield from removed.pop("", ())
    for section in after.sections:
        own = here.get(section.id)
        yield _touched(before, section, own) if own else section
        yield from removed.pop(_older_id(section, own or ()), ())
    for leftover in removed.values():
        yield from leftover


def _newer(change: SectionChange) -> Section:
    match change:
        case Added(section) | Removed(section):
            return section
        case Edited() | Moved() | Renamed():
            return change.after


def _older_id(section: Section, changes: Iterable[SectionChange]) -> str:
    """The identity the section had in the older document; one that moved or came new holds no place in it."""
    identity = section.id
    for change in changes:
        match change:
            case Added() | Moved():
                return ""
            case Edited() | Renamed():
                identity = change.before.id
    return identity


def _removed(before: Reading, changes: Sequence[SectionChange]) -> dict[str, list[Touched]]:
    """Removed sections by the identity of the older section they stood behind; "" for those at the very start."""
    gone = {change.section.id for change in changes if isinstance(change, Removed)}
    elsewhere = {change.before.id for change in changes if isinstance(change, Moved)}
    behind = ""
    made = defaultdict[str, list[Touched]](list)
    for section in before.sections:
        if section.id in gone:
            lines = tuple(Whole(block, Op.DELETE) for block in section.blocks)
            made[behind].append(Touched(section, None, (SectionMark.REMOVED,), lines))
        elif section.id not in elsewhere:
            behind = section.id
    return made


def _touched(before: Reading, section: Section, changes: Sequence[SectionChange]) -> Touched:
    marks: list[SectionMark] = []
    older: Section | None = None
    lines: tuple[Redlined, ...] = (Stay(section.blocks),) if section.blocks else ()
    stood_after: str | None = None
    for change in changes:
        match change:
            case Added():
                marks.append(SectionMark.ADDED)
                lines = tuple(Whole(block, Op.INSERT) for block in section.blocks)
            case Edited(earlier, _, passages):
                marks.append(SectionMark.EDITED)
                older, lines = earlier, _lines(passages)
            case Moved(earlier, _):
                older = earlier
                if _is_reordered(earlier, section):
                    marks.append(SectionMark.REORDERED)
                else:
                    marks.append(SectionMark.MOVED)
                    stood_after = _predecessor(before, earlier)
            case Renamed(earlier, _):
                marks.append(SectionMark.RENAMED)
                older = earlier
            case Removed():
                pass
    return Touched(older, section, tuple(marks), lines, stood_after)


def _is_reordered(before: Section, after: Section) -> bool:
    """True for a Moved that says the same blocks stand in another order (see policy.comparing)."""
    old, new = [block.text for block in before.blocks], [block.text for block in after.blocks]
    return old != new and sorted(old) == sorted(new)


def _predecessor(reading: Reading, section: Section) -> str:
    heading = ""
    for candidate in reading.sections:
        if candidate.id == section.id:
            return heading
        heading = candidate.heading or heading
    return heading


def _lines(passages: Sequence[Passage]) -> tuple[Redlined, ...]:
    made: list[Redlined] = []
    for stays, run in groupby(passages, key=_stays):
        members = tuple(run)
        if stays:
            made.append(Stay(tuple(passage.after for passage in members if passage.after)))
        else:
            for passage in members:
                made.extend(_line(passage))
    return tuple(made)


def _stays(passage: Passage) -> bool:
    return passage.before is not None and passage.after is not None and passage.before.text == passage.after.text


def _line(passage: Passage) -> Iterator[Redlined]:
    match passage:
        case Passage(Block() as before, Block() as after, spans) if any(span.op is not Op.EQUAL for span in spans):
            yield Rewrite(before, after, spans)
        case Passage(before, after, _):
            if before:
                yield Whole(before, Op.DELETE)
            if after:
                yield Whole(after, Op.INSERT)
