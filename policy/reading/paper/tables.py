"""Printed lines whose words stand in columns: tables as rows, and prose set in columns as one text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from policy.reading.paper.lines import BOLD, Cell, Look, PrintedLine, look_of, wrapped

_ALIGNED = 0.6  # of the size of the words: left edges nearer than this are those of one column
_ROWS = 2  # with words in two columns, that make a table
# Characters a cell in the median, by the number of columns, and lines: columns of so much are prose that is to be read
# one after the other.
_PROSE = {2: 28, 3: 22}
_PROSE_ROWS = 6  # lines, fewest
_FILLED = 0.6  # of the places for cells hold words, as columns of prose do and lines that wrap in one cell do not
_RUNS_ON = 0.4  # of the cells of three such columns begin in small letters, as those of a table do not
_LAYOUT = 2  # columns
LAYOUT_TEXT = 120  # signs, in the median: the texts beside headings are no shorter
_SOLID = 1.6  # of the size of the words: the lines of a first cell are no further apart
_LOOSE = 2.2  # of it: nor those of the others, which begin no row
_APART = 4.0  # of it: a row further below belongs to something else
_LEVEL = 0.5  # of it: what stands no higher or lower than this stands beside
_WRAPPED = 12  # lines of a first cell, the most
_LONGEST = 400  # lines of a table on one page, the most


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, with the head of its columns; empty: the table has none on this page."""

    cells: tuple[str, ...]
    head: tuple[str, ...]
    is_head: bool
    page: int


@dataclass(slots=True)
class _Grid:
    """The lines of a table as far as they are known. A program draws them row by row, or each cell with all its lines
    before the next: then the next cell begins further up again."""

    lefts: list[float]
    rows: list[dict[int, list[str]]]
    lines: list[PrintedLine]
    lasts: dict[int, PrintedLine] = field(default_factory=dict)  # of the row under way, by column
    top: float = 0.0  # of that row
    above: float = float("-inf")  # the lowest line of the row before
    right: float = 0.0
    is_drawn_by_cell: bool = False
    looks: list[dict[int, Look]] = field(default_factory=list)  # of the first words of each cell, by row and column

    @property
    def bottom(self) -> float:
        return max(line.top for line in self.lasts.values())

    def takes(self, line: PrintedLine) -> bool:
        """Whether the line is the table's, and then it has it."""
        columns = [self._column(cell, line) for cell in line.cells]
        if not columns or any(column is None for column in columns) or line.page != self.lines[0].page:
            return False
        placed = {column: cell for column, cell in zip(columns, line.cells, strict=True) if column is not None}
        if len(placed) < len(columns) or not self._fits(placed, line):
            return False
        for column, cell in placed.items():
            if column == len(self.lefts):
                self.lefts.append(cell.left)
            self.rows[-1].setdefault(column, []).append(cell.text)
            self.looks[-1].setdefault(column, look_of(line))
            self.lasts[column] = line
            self.right = max(self.right, cell.right)
        self.lines.append(line)
        return True

    def _column(self, cell: Cell, line: PrintedLine) -> int | None:
        """The column a cell begins in, a new one in the first row; None: in none."""
        near = _ALIGNED * line.size
        for at, left in enumerate(self.lefts):
            if abs(left - cell.left) <= near:
                is_wide = at + 1 < len(self.lefts) and cell.right >= self.lefts[at + 1]
                return None if is_wide else at
        is_new = len(self.rows) == 1 and cell.left > self.right and len(line.cells) == 1
        return len(self.lefts) if is_new else None

    def _fits(self, placed: dict[int, Cell], line: PrintedLine) -> bool:
        """Whether the cells go on with the row under way, or begin the next."""
        first = min(placed)
        last = self.lasts.get(first)
        step = line.top - (last.top if last is not None else self.top)
        if last is None:
            highest = max(self.above, self.top - _APART * line.size)  # the cells of a row may stand in its middle
            is_level = highest < line.top <= self.bottom + _LEVEL * line.size
            self.is_drawn_by_cell |= is_level and line.top < self.lines[-1].top - _LEVEL * line.size
            self.is_drawn_by_cell |= is_level and first == len(self.lefts)
            return is_level
        if first > 0:
            return 0 < step <= _LOOSE * line.size
        is_alone = len(self.lasts) == 1 and len(placed) == 1
        if 0 < step <= _SOLID * line.size and (is_alone or _runs_on(placed)):
            return look_of(last) == look_of(line)
        if not 0 < line.top - self.bottom <= _APART * line.size:
            return False
        self.rows.append({})
        self.looks.append({})
        self.lasts, self.top, self.above = {}, line.top, self.bottom
        return True


def in_order(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | TableRow]:
    """The lines in reading order, those of tables as rows."""
    at = 0
    while at < len(lines):
        grid = _grid(lines, at) if _may_begin(lines, at) else None
        if grid is None:
            yield lines[at]
            at += 1
        else:
            yield from _by_column(grid) if _is_prose(grid) else _rows(grid)
            at += len(grid.lines)


def _may_begin(lines: Sequence[PrintedLine], at: int) -> bool:
    """Whether a line has cells, or one that is drawn soon stands beside it."""
    first = lines[at]
    if len(first.cells) != 1:
        return len(first.cells) > 1
    right = first.cells[0].right
    for before, line in zip(lines[at : at + _WRAPPED], lines[at + 1 : at + 1 + _WRAPPED], strict=False):
        if line.page != first.page or not line.cells or line.top < first.top - _APART * first.size:
            return False
        if line.top <= before.top + _LEVEL * first.size:
            return line.cells[0].left > right
        right = max(right, line.cells[-1].right)
    return False


def _grid(lines: Sequence[PrintedLine], at: int) -> _Grid | None:
    """The table that begins with a line; None: none does."""
    first = lines[at]
    grid = _Grid([cell.left for cell in first.cells], [{}], [first], top=first.top, looks=[{}])
    for column, cell in enumerate(first.cells):
        grid.rows[0][column], grid.looks[0][column] = [cell.text], look_of(first)
        grid.lasts[column] = first
        grid.right = cell.right
    for line in lines[at + 1 : at + _LONGEST]:
        if not grid.takes(line):
            break
    while grid.rows and len(grid.rows[-1]) == 1 and 0 in grid.rows[-1]:  # text that follows under the first column
        count = len(grid.rows.pop()[0])
        del grid.lines[len(grid.lines) - count :]
    return grid if sum(len(row) > 1 for row in grid.rows) >= _ROWS and not _is_layout(grid) else None


def _is_layout(grid: _Grid) -> bool:
    """Whether headings stand beside their texts: in every row the first words look otherwise than what is beside them,
    which is more than a cell holds."""
    texts = [wrapped(row[1]) for row in grid.rows if set(row) == {0, 1}]
    if len(grid.lefts) != _LAYOUT or len(texts) < len(grid.rows) or median(map(len, texts)) < LAYOUT_TEXT:
        return False
    return all(looks[0] != looks[1] for looks in grid.looks[: len(grid.rows)])


def _runs_on(placed: dict[int, Cell]) -> bool:
    """Whether a lone cell goes on with the words above it."""
    return len(placed) == 1 and placed[min(placed)].text[:1].islower()


def _is_prose(grid: _Grid) -> bool:
    cells = [cell.text for line in grid.lines for cell in line.cells]
    columns = len(grid.lefts)
    if grid.is_drawn_by_cell or columns not in _PROSE or len(grid.lines) < _PROSE_ROWS:
        return False
    if median(map(len, cells)) < _PROSE[columns] or len(cells) < _FILLED * columns * len(grid.lines):
        return False
    return columns == 2 or sum(cell[:1].islower() for cell in cells) >= _RUNS_ON * len(cells)


def _by_column(grid: _Grid) -> Iterator[PrintedLine]:
    for column, left in enumerate(grid.lefts):
        for line in grid.lines:
            for cell in line.cells:
                if abs(cell.left - left) <= _ALIGNED * line.size and _nearest(grid, cell) == column:
                    yield replace(line, text=cell.text, width=cell.right - cell.left, cells=(cell,))


def _nearest(grid: _Grid, cell: Cell) -> int:
    return min(range(len(grid.lefts)), key=lambda at: abs(grid.lefts[at] - cell.left))


def _rows(grid: _Grid) -> Iterator[TableRow]:
    """The rows, each with as many cells as there are columns."""
    is_headed = grid.lines[0].weight >= BOLD > grid.lines[-1].weight
    head: tuple[str, ...] = ()
    for at, row in enumerate(grid.rows):
        cells = tuple(wrapped(row.get(column, ())) for column in range(len(grid.lefts)))
        is_head = is_headed and at == 0
        yield TableRow(cells, head, is_head, grid.lines[0].page)
        head = cells if is_head else head
