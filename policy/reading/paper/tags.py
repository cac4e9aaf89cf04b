"""What a tagged PDF says of its own structure (ISO 32000-1 §14.7 and §14.8.4), page by page."""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from policy.reading.paper.sheets import Sheet

_DEEPEST = 60  # elements within each other; a structure deeper than that is not believed
_MOST = 50_000  # elements and marked contents of a page
_LONGEST_ROLE = 64  # bytes
_HEADINGS = {"Title": 1, "H": 1, **{f"H{level}": level for level in range(1, 7)}}
_CONTENTS = frozenset({"TOC", "TOCI", "Index"})
_BLOCKS = frozenset({"P", "BlockQuote", "Caption", "Note", "Document", "Part", "Art", "Sect", "Div", "Aside", "FENote"})
_CELLS = frozenset({"TH", "TD"})


class Place(NamedTuple):
    """Where in the structure words stand: numbers tell elements apart, 0 is none."""

    block: int = 0  # the innermost element that is a block
    heading: int = 0  # its level
    depth: int = 0  # lists around it
    item: int = 0
    is_label: bool = False  # the number or bullet of its item
    table: int = 0
    row: int = 0
    cell: int = 0  # its place in the row, from 1
    is_head: bool = False  # a cell that heads others
    is_contents: bool = False  # within a table of contents
    is_artifact: bool = False  # of the page, not of the document


@dataclass(slots=True)
class Tags:
    """The structure of a document; pages are asked for in their order."""

    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _cells: Counter[int] = field(default_factory=Counter)  # of each row so far

    def of_page(self, sheet: "Sheet") -> Iterator[tuple[int, Place]]:
        """The numbers of the marked content of a page in the order of the structure, each with its place there."""
        import pypdfium2.raw as raw

        tree = raw.FPDF_StructTree_GetForPage(sheet.page)
        if not tree:
            return
        try:
            count = min(raw.FPDF_StructTree_CountChildren(tree), _MOST)
            waiting = [(raw.FPDF_StructTree_GetChildAtIndex(tree, at), Place(), 0) for at in reversed(range(count))]
            while waiting:
                element, around, deep = waiting.pop()
                if isinstance(element, int):
                    yield element, around
                elif not element:
                    self._cells[around.row] += around.cell == 0  # a cell without a word is on no page
                elif deep < _DEEPEST:
                    place = self._within(around, _role(raw.FPDF_StructElement_GetType, element))
                    children = max(min(raw.FPDF_StructElement_CountChildren(element), _MOST - count), 0)
                    count += children
                    waiting += [(_child(raw, element, at), place, deep + 1) for at in reversed(range(children))]
        finally:
            raw.FPDF_StructTree_Close(tree)

    def _within(self, around: Place, role: str) -> Place:
        """The place of what stands in an element of this role."""
        return self._in_block(around, role) or self._in_group(around, role)

    def _in_block(self, around: Place, role: str) -> Place | None:
        """None: no block has such a role there."""
        if role in _HEADINGS and not around.is_contents:
            return around._replace(block=next(self._numbers), heading=_HEADINGS[role])
        if role in _CONTENTS:
            return around._replace(block=next(self._numbers), is_contents=True)
        if role in _BLOCKS:
            return around._replace(block=next(self._numbers), heading=0)
        if role in _CELLS:
            self._cells[around.row] += 1
            return around._replace(block=next(self._numbers), cell=self._cells[around.row], is_head=role == "TH")
        return None

    def _in_group(self, around: Place, role: str) -> Place:
        """Within what blocks are parts of, or what is a part of one."""
        match role:
            case "L":
                return around._replace(depth=around.depth + 1)
            case "LI":
                number = next(self._numbers)
                return around._replace(block=number, item=number)
            case "Lbl":
                return around._replace(is_label=around.item > 0)
            case "Table":
                return around._replace(table=next(self._numbers))
            case "TR":
                return around._replace(row=next(self._numbers), cell=0)
            case "Artifact":
                return around._replace(is_artifact=True)
            case _:
                return around


def _child(raw: object, element: object, at: int) -> object:
    """The marked content or the element that stands at a place in another."""
    mark = int(raw.FPDF_StructElement_GetChildMarkedContentID(element, at))  # type: ignore[attr-defined]
    return mark if mark >= 0 else raw.FPDF_StructElement_GetChildAtIndex(element, at)  # type: ignore[attr-defined]


def _role(ask: Callable[..., int], element: object) -> str:
    written = ctypes.create_string_buffer(_LONGEST_ROLE)
    length = ask(element, written, _LONGEST_ROLE)
    return written.raw[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= _LONGEST_ROLE else ""
