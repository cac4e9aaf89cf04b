"""PDF as pieces, by PDFium, which is not thread-safe: readers run in processes of their own."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from policy.model.readings import CELL, BlockKind, Dropped, Link, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.paper.hyphens import joined, words_of
from policy.reading.paper.lines import PrintedLine, body_of, is_page_number, pieces_of, setting_of
from policy.reading.paper.sheets import Sheet
from policy.reading.paper.streams import is_too_much
from policy.reading.paper.tables import TableRow, in_order
from policy.reading.pieces import Page, Piece

_MOST_PAGES = 400
_NO_TEXT = "the PDF has no text layer: its pages are pictures, or its fonts do not say which letters they draw"


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
        return _refused(
            "the PDF is encrypted: it opens with a password only"
            if is_locked
            else "the PDF is damaged: it cannot be opened"
        )
    pages: list[list[PrintedLine]] = []
    links: list[Link] = []
    try:
        if len(document) > _MOST_PAGES:
            return _refused(f"{len(document)} pages: more than the {_MOST_PAGES} that are read")
        for number in range(len(document)):
            sheet = Sheet(document, number)
            pages.append(list(sheet.lines()))
            links += sheet.links()
            sheet.close()
    except pypdfium2.PdfiumError:
        return _refused("the PDF is damaged: a page cannot be opened")
    finally:
        document.close()
    return _read(pages, links)


def _read(pages: list[list[PrintedLine]], links: list[Link]) -> Page:
    if all(is_page_number(line.text) for lines in pages for line in lines):
        return _refused(_NO_TEXT)
    kept, dropped = body_of(pages)
    broken = tuple(_pieces(kept, dropped))
    words = words_of(piece.text for piece in broken)
    pieces = tuple(_whole(piece, words) for piece in broken)
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.HEADING), "")
    return Page("pdf", title, pieces, tuple(links), dropped=tuple(dropped))


def _pieces(lines: list[PrintedLine], dropped: list[Dropped]) -> Iterator[Piece]:
    setting = setting_of(lines)
    for is_table, found in groupby(in_order(lines), lambda one: isinstance(one, TableRow)):
        if is_table:
            yield from _rows((one for one in found if isinstance(one, TableRow)), dropped)
        else:
            yield from pieces_of((one for one in found if isinstance(one, PrintedLine)), setting)


def _rows(rows: Iterable[TableRow], dropped: list[Dropped]) -> Iterator[Piece]:
    """The rows of tables, one that goes on over pages under the head it had on the first."""
    head: tuple[str, ...] = ()
    before = 0
    for row in rows:
        text = CELL.join(filter(None, row.cells))
        if row.is_head and row.cells == head:
            dropped.append(Dropped("head of a table on a further page", text))
        elif row.is_head:
            head = row.cells
            yield Piece(BlockKind.ROW, text, strong=True, cells=row.cells)
        else:
            goes_on = row.head or row.page == before or len(row.cells) == len(head)
            head = row.head or (head if goes_on else ())
            yield Piece(BlockKind.ROW, text, cells=row.cells, head=head)
        before = row.page


def _whole(piece: Piece, words: frozenset[str]) -> Piece:
    return piece._replace(
        text=joined(piece.text, words),
        cells=tuple(joined(cell, words) for cell in piece.cells),
        head=tuple(joined(cell, words) for cell in piece.head),
    )


def _refused(note: str) -> Page:
    return Page("pdf", "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
