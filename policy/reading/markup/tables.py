"""Tables that hold data, row by row; tables that only place blocks on the page are not touched here."""

from collections.abc import Iterator, Sequence

from policy.model.readings import CELL
from policy.reading.markup.mail import protected_address
from policy.reading.markup.tree import WORDLESS, Element
from policy.reading.pieces import PARAGRAPH, ROW, Piece
from policy.reading.printed import printed

_BLOCKS = frozenset({"p", "div", "li", "br", "ul", "ol", "dt", "dd", "tr", "td", "th"})
_LAYOUT = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "form"})
_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 2_000  # signs
_TEXT = 400  # characters of prose, and
_MOST = 0.7  # of the prose of a table
_TEXTS = frozenset({"p", "div", "br", "li"})
_SEVERAL = 3
_NUMBER = 8  # characters
_NUMBER_AND_WORDS = 2  # cells of a row
_FEW = 2
_SECTIONS = 4  # rows of a table of sections, fewest
_BOLD = frozenset({"b", "strong"})
_TITLE = 100  # characters
_ENDS = (".", ";", ",", "。", "；")
_ASKS = ("?", "？", "؟")
_STOPS = (".", "。", "।", "۔")
_SENTENCE = 20  # characters


def is_grid(table: Element) -> bool:
    """Whether rows and columns mean something: header cells, or several columns without headings or tables in them."""
    if any(inner.tag in _LAYOUT for inner in table.below()):
        return False
    rows = list(_rows(table))
    if not any(sum(1 for cell in cells if _words(cell)) > 1 for cells in rows):
        return False  # one column of words, whatever stands beside it to set it in
    longest = max((len(_words(cell)) for cells in rows[:3] for cell in cells), default=0)
    is_text = _is_one_text(table, rows) or _is_of_sections(rows) or _is_counted(rows) or _is_of_counted(rows)
    return longest <= _LONGEST_CELL and not is_text


def _is_counted(rows: Sequence[Sequence[Element]]) -> bool:
    """Whether the table only sets the numbers of sections before their titles, and the texts under these."""
    if any(len(cells) != _NUMBER_AND_WORDS or len(_words(cells[0])) > _NUMBER for cells in rows):
        return False
    titles = [bool(_words(number)) and _is_title(words) for number, words in rows]
    texts = [not _words(number) for number, _ in rows]
    return sum(titles) >= _SEVERAL and sum(texts) >= _SEVERAL


def _is_of_counted(rows: Sequence[Sequence[Element]]) -> bool:
    """Whether every row is a section: its number, a title in bold, and a text."""
    if len(rows) < _SECTIONS or any(len(cells) != len(("number", "title", "text")) for cells in rows):
        return False
    if not all(_is_number(_words(number)) and _is_title(title) for number, title, _ in rows):
        return False
    return 2 * sum(_ends_as_text(_words(text)) for _, _, text in rows) > len(rows)


def _is_of_sections(rows: Sequence[Sequence[Element]]) -> bool:
    """Whether every row is a section: a title in bold, and beside it a text; some texts have several blocks, or most
    titles ask. A row with one cell may be a title over those after it."""
    pairs = [(cells[0], cells[1]) for cells in rows if len(cells) == len(("title", "text"))]
    if len(pairs) < _SEVERAL or any(len(cells) != 1 for cells in rows if len(cells) != len(("title", "text"))):
        return False
    if not all(_is_title(cells[0]) for cells in rows):
        return False
    asks = sum(_words(title).endswith(_ASKS) for title, _ in pairs)
    if 2 * asks > len(pairs):
        return 2 * sum(_ends_as_text(_words(text)) for _, text in pairs) > len(pairs)
    if len(pairs) < max(_SECTIONS, len(rows)):
        return False
    texts = [text for _, text in pairs]
    blocks = [sum(one.tag in _TEXTS for one in text.below()) for text in texts]
    return sum(text.prose for text in texts) >= _TEXT and sum(count > 1 for count in blocks) >= _FEW


def _is_title(cell: Element) -> bool:
    """Whether all words of a cell are those of one heading or bold run in it."""
    words = _words(cell)
    bold = next((one for one in cell.below() if one.tag in _BOLD), None)
    return bold is not None and _may_be_heading(words) and _words(bold) == words


def _is_one_text(table: Element, rows: Sequence[Sequence[Element]]) -> bool:
    """Whether one cell holds most of the prose, in several blocks: the others are set around a text."""
    texts = [cell for cells in rows for cell in cells if cell.prose >= _TEXT and cell.prose >= _MOST * table.prose]
    return any(sum(one.tag in _TEXTS for one in cell.below()) >= _SEVERAL for cell in texts)


def titled_rows_of(table: Element) -> tuple[Element, ...]:
    """The cells with the titles, in a table each of whose rows is a section, a title and its text; empty: it is none.
    Where the titles are no header cells, texts are told by being sentences."""
    if any(inner.tag in _LAYOUT for inner in table.below()):
        return ()
    rows = list(_rows(table))
    makes = {tuple([cell.tag for cell in cells]) for cells in rows}
    if len(rows) < _SECTIONS or makes not in ({("th", "td")}, {("td", "td")}):
        return ()
    titles = tuple(title for title, _ in rows)
    words = [_words(title) for title in titles]
    if not all(map(_may_be_heading, words)):
        return ()
    if makes == {("th", "td")}:
        return titles if sum(text.prose > 0 for _, text in rows) >= _MOST * len(rows) else ()
    sentences = sum(_ends_as_text(_words(text)) for _, text in rows)
    is_named = len({*words}) == len(words) and not any(one[0].islower() for one in words)
    return titles if is_named and 2 * sentences > len(rows) else ()


def _is_number(words: str) -> bool:
    return 0 < len(words) <= _NUMBER and any(map(str.isdigit, words))


def _ends_as_text(words: str) -> bool:
    return len(words) >= _SENTENCE and words.endswith(_STOPS)


def rows_of(table: Element) -> Iterator[Piece]:
    """Every row with its cells and the header cells above it; a title over the rows after it, where one cell takes the
    whole width of the table."""
    head: tuple[str, ...] = ()
    rows = list(_rows(table))
    is_wide = sum(len(elements) > 1 for elements in rows) >= _SEVERAL
    for elements in rows:
        cells = tuple(_words(cell) for cell in elements)
        text = CELL.join(cell for cell in cells if cell)
        if not text:
            continue
        if len(elements) == 1 and is_wide and _may_be_heading(text):
            yield Piece(PARAGRAPH, text, strong=True)
            continue
        is_head = all(cell.tag == "th" for cell in elements) or _is_in_head(elements[0])
        yield Piece(ROW, text, cells=cells, head=() if is_head else head, strong=is_head)
        if is_head:
            head = cells


def _may_be_heading(text: str) -> bool:
    return len(text) <= _TITLE and not text.endswith(_ENDS) and any(map(str.isalpha, text))


def _rows(table: Element) -> Iterator[list[Element]]:
    for row in table.within():
        if row.tag == "tr" and (cells := [cell for cell in row.children() if cell.tag in _CELLS]):
            yield cells


def _is_in_head(cell: Element) -> bool:
    row = cell.parent
    around = row.parent if row is not None else None
    return around is not None and around.tag == "thead"


def _words(cell: Element) -> str:
    """All words of a cell in the order of the page, blocks set apart."""
    found: list[str] = []
    for node, is_begun in cell.turns():
        if node.tag in _BLOCKS:
            found.append(" ")
        if not is_begun:
            found.append(node.tail if node is not cell else "")
        elif node.tag not in WORDLESS:
            found.append(protected_address(node) or node.text)
    return printed("".join(found))
