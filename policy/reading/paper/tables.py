"""Printed lines whose words stand in columns: tables as rows, and prose set in two columns as one text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from policy.reading.paper.lines import BOLD, Cell, PrintedLine

_ALIGNED = 0.6  # of the size of the words: left edges nearer than this are those of one column
_ROWS = 2  # lines in columns that make a table
# Characters a cell in the median, by the number of columns, and lines: columns of so much are prose that is to be read
# one after the other.
_PROSE = {2: 28, 3: 22}
_PROSE_ROWS = 6  # lines, fewest
_RUNS_ON = 0.4  # of the cells of three such columns begin in small letters, as those of a table do not
_APART = 2.2  # of the size of the words: a line further below belongs to something else


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, with the head of its columns; empty: the table has none on this page."""

    cells: tuple[str, ...]
    head: tuple[str, ...]
    is_head: bool
    page: int


def in_order(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | TableRow]:
    """The lines in reading order, those of tables as rows."""
    at = 0
    while at < len(lines):
        end = _end_of_columns(lines, at)
        block = lines[at:end]
        if sum(len(line.cells) > 1 for line in block) < _ROWS:
            yield lines[at]
            at += 1
        else:
            yield from _by_column(block) if _is_prose(block) else _rows(block)
            at = end


def _end_of_columns(lines: Sequence[PrintedLine], at: int) -> int:
    """The first line from *at* on that does not stand in the columns of the line there."""
    first = lines[at]
    if len(first.cells) < 2:
        return at + 1
    end = at + 1
    while end < len(lines):
        before, line = lines[end - 1], lines[end]
        is_near = before.page == line.page and 0 < line.top - before.top <= _APART * max(line.size, before.size)
        if not is_near or not line.cells or any(_column(first, cell) is None for cell in line.cells):
            break
        if len(line.cells) == 1 and _column(first, line.cells[0]) == 0 and not _is_within(first, line.cells[0]):
            break
        end += 1
    while end > at + 1 and len(lines[end - 1].cells) == 1 and _column(first, lines[end - 1].cells[0]) == 0:
        end -= 1  # what follows the table under its first column is text
    return end


def _column(first: PrintedLine, cell: Cell) -> int | None:
    """The column a cell begins in; None: in none of them."""
    near = _ALIGNED * first.size
    return next((at for at, own in enumerate(first.cells) if abs(own.left - cell.left) <= near), None)


def _is_within(first: PrintedLine, cell: Cell) -> bool:
    return cell.right < first.cells[1].left


def _is_prose(block: Sequence[PrintedLine]) -> bool:
    cells = [cell.text for line in block for cell in line.cells]
    columns = len(block[0].cells)
    if columns not in _PROSE or len(block) < _PROSE_ROWS or median(map(len, cells)) < _PROSE[columns]:
        return False
    return columns == 2 or sum(cell[:1].islower() for cell in cells) >= _RUNS_ON * len(cells)


def _by_column(block: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    for column in range(len(block[0].cells)):
        for line in block:
            for cell in line.cells:
                if _column(block[0], cell) == column:
                    yield replace(line, text=cell.text, width=cell.right - cell.left, cells=(cell,))


def _rows(block: Sequence[PrintedLine]) -> Iterator[TableRow]:
    """A line without a word in the first column goes on with the row above, and so does a lone one in small letters."""
    grid: list[list[str]] = []
    for line in block:
        placed = [""] * len(block[0].cells)
        for cell in line.cells:
            placed[_column(block[0], cell) or 0] = cell.text
        if grid and (not placed[0] or (len(line.cells) == 1 and placed[0][:1].islower())):
            grid[-1] = [f"{above} {word}".strip() for above, word in zip(grid[-1], placed, strict=True)]
        else:
            grid.append(placed)
    is_headed = block[0].weight >= BOLD > block[-1].weight
    head = tuple(grid[0]) if is_headed else ()
    for at, cells in enumerate(grid):
        is_head = is_headed and at == 0
        yield TableRow(tuple(cells), () if is_head else head, is_head, block[0].page)
