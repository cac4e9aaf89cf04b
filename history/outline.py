"""A reading as people read it: sections with anchors and proper heading ranks, lists and tables put together."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from policy.model.readings import Block, BlockKind, Reading, Section

_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph, or a heading within a section."""

    block: Block


@dataclass(frozen=True, slots=True)
class Bullets:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and their descriptions, in order."""

    definitions: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under the same header cells; an empty head: the table has none."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Group: TypeAlias = Prose | Bullets | Definitions | Grid


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section on a page: `rank` is its heading's, from 2 to 6, never more than one below the heading before it."""

    section: Section
    anchor: str
    rank: int
    groups: tuple[Group, ...]


def chapters(reading: Reading) -> tuple[Chapter, ...]:
    """Every section, in order."""
    rank = 1
    made = []
    for section in reading.sections:
        if section.heading:
            rank = max(2, min(section.level + 1, rank + 1, 6))
        made.append(Chapter(section, anchor(section), rank, groups(section.blocks)))
    return tuple(made)


def anchor(section: Section) -> str:
    """The section's name in an address, safe whatever its identity is made of."""
    return anchor_of(section.id)


def anchor_of(section_id: str) -> str:
    if _PLAIN.fullmatch(section_id):
        return f"s-{section_id}"
    return f"s-{hashlib.sha256(section_id.encode(errors='surrogatepass')).hexdigest()[:16]}"


def groups(blocks: Iterable[Block]) -> tuple[Group, ...]:
    """The blocks with neighbouring items and rows put together."""
    made: list[Group] = []
    for key, run in groupby(blocks, key=_belongs):
        kind, head = key
        match kind:
            case BlockKind.ITEM:
                made.append(Bullets(tuple(run)))
            case BlockKind.TERM:
                made.append(Definitions(tuple(run)))
            case BlockKind.ROW:
                grid = Grid(head, tuple(block.cells or (block.text,) for block in run))
                if made and _is_header(made[-1], grid):
                    made.pop()
                made.append(grid)
            case _:
                made.extend(Prose(block) for block in run)
    return tuple(made)


def _is_header(group: Group, grid: Grid) -> bool:
    """Whether it is but the row that the grid has as its head."""
    return isinstance(group, Grid) and not group.head and group.rows == (grid.head,)


def _belongs(block: Block) -> tuple[BlockKind, tuple[str, ...]]:
    kind = BlockKind.TERM if block.kind is BlockKind.DESCRIPTION else block.kind
    return kind, block.head if kind is BlockKind.ROW else ()
