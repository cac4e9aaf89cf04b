"""PDF as pieces, by PDFium, which is not thread-safe: readers run in processes of their own."""

import ctypes
import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from policy.model.readings import CELL, BlockKind, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.paper.lines import BOLD, Cell, Line, body_of, pieces_of, setting_of
from policy.reading.paper.streams import is_too_much
from policy.reading.paper.tables import Row, in_order
from policy.reading.pieces import Page, Piece
from policy.reading.printed import comparable, printed

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 400
_LONGEST_NAME = 128
_HEAVY = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_GAP = 1.2  # of the size of the words: what lies further apart in a line stands in columns


def pdf_page(body: bytes, _: ReadingOptions) -> Page:
    """The document's own words; selectors do not apply."""
    try:
        import pypdfium2
    except ImportError:
        return _refused('reading PDF needs an extra: pip install "clausewatch[pdf]"')
    if is_too_much(body):
        return _refused("the PDF unpacks to more than is read")
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        words = str(error).lower()
        is_locked = "password" in words or "security" in words
        return _refused("the PDF is encrypted" if is_locked else "the PDF is damaged: it cannot be opened")
    try:
        if len(document) > _MOST_PAGES:
            return _refused(f"{len(document)} pages: more than the {_MOST_PAGES} that are read")
        pages = [list(_lines(document, number)) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        return _refused("the PDF is damaged: a page cannot be opened")
    finally:
        document.close()
    return _read(pages)


def _read(pages: list[list[Line]]) -> Page:
    if not any(pages):
        return _refused("the PDF has no text layer: its pages are pictures")
    kept, dropped = body_of(pages)
    pieces = tuple(_pieces(kept))
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.HEADING), "")
    return Page("pdf", title, pieces, dropped=tuple(dropped))


def _pieces(lines: list[Line]) -> Iterator[Piece]:
    setting = setting_of(lines)
    for is_table, found in groupby(in_order(lines), lambda one: isinstance(one, Row)):
        if is_table:
            yield from (_row(one) for one in found if isinstance(one, Row))
        else:
            yield from pieces_of((one for one in found if isinstance(one, Line)), setting)


def _row(row: Row) -> Piece:
    text = CELL.join(filter(None, row.cells))
    return Piece(BlockKind.ROW, text, strong=row.is_head, cells=row.cells, head=row.head)


def _lines(document: "pypdfium2.PdfDocument", number: int) -> Iterator[Line]:
    import pypdfium2.raw as raw

    page = document[number]
    text_page = page.get_textpage()
    height = page.get_height()
    start = 0
    for row in text_page.get_text_range().split("\r\n"):
        words = _printed(row)
        if words:
            first = start + len(row) - len(row.lstrip())
            size = float(raw.FPDFText_GetFontSize(text_page, first))
            boxes = _boxes(raw, text_page, (first, len(row.strip())), size)
            yield Line(
                text=words,
                size=size,
                weight=_weight(raw, text_page, first),
                width=boxes[-1][2] - boxes[0][0] if boxes else 0.0,
                top=height - boxes[0][3] if boxes else 0.0,
                page=number,
                cells=_cells(text_page, boxes, words),
            )
        start += len(row) + 2
    text_page.close()
    page.close()


def _printed(row: str) -> str:
    # PDFium marks a hyphen at a line's end so, and mostly joins the two lines itself.
    bare = row.rstrip()
    return printed(bare.replace("\ufffe", "") + "-" * bare.endswith("\ufffe"))


def _weight(raw: object, text_page: "pypdfium2.PdfTextPage", at: int) -> int:
    """The weight of a character's face, by its name where it does not say: the standard fonts never do."""
    stated = int(raw.FPDFText_GetFontWeight(text_page, at))  # type: ignore[attr-defined]
    if stated > 0:
        return stated
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(text_page, at, name, _LONGEST_NAME, ctypes.c_int())  # type: ignore[attr-defined]
    return BOLD if _HEAVY.search(name.value) else 0


_Box = tuple[float, float, float, float]  # left, top, right, bottom; PDF counts from the bottom of the page


def _boxes(raw: object, text_page: "pypdfium2.PdfTextPage", place: tuple[int, int], size: float) -> list[_Box]:
    """Where the words of a line stand, those near each other as one."""
    found: list[_Box] = []
    edges = [ctypes.c_double() for _ in range(4)]
    for at in range(raw.FPDFText_CountRects(text_page, *place)):  # type: ignore[attr-defined]
        raw.FPDFText_GetRect(text_page, at, *edges)  # type: ignore[attr-defined]
        left, top, right, bottom = (edge.value for edge in edges)
        if found and -size <= left - found[-1][2] <= _GAP * size:
            last = found.pop()
            left, top, right, bottom = last[0], max(top, last[1]), max(right, last[2]), min(bottom, last[3])
        found.append((left, top, right, bottom))
    return found


def _cells(text_page: "pypdfium2.PdfTextPage", boxes: list[_Box], words: str) -> tuple[Cell, ...]:
    """The words of a line by their places; all in one place, unless no word is lost by telling them apart."""
    if len(boxes) > 1 and all(after[0] > before[2] for before, after in pairwise(boxes)):
        cells = tuple(Cell(_inside(text_page, box), box[0], box[2]) for box in boxes)
        if comparable("".join(cell.text for cell in cells)) == comparable(words):
            return cells
    return (Cell(words, boxes[0][0], boxes[-1][2]),) if boxes else ()


def _inside(text_page: "pypdfium2.PdfTextPage", box: _Box) -> str:
    left, top, right, bottom = box
    return _printed(text_page.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1))


def _refused(note: str) -> Page:
    return Page("pdf", "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
