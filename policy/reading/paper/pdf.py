"""PDF as pieces, by PDFium, which is not thread-safe: readers run in processes of their own."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from policy.model.readings import CELL, BlockKind, Dropped, Link, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.paper.hyphens import joined, words_of
from policy.reading.paper.lines import PrintedLine, parted
from policy.reading.paper.margins import body_of, is_page_number
from policy.reading.paper.sheets import Sheet
from policy.reading.paper.streams import is_too_much
from policy.reading.paper.tables import TableRow, in_order
from policy.reading.paper.tagged import Told, blocks_of, is_believed, told_of
from policy.reading.paper.tags import Tags
from policy.reading.paper.typesetting import pieces_of, typesetting_of
from policy.reading.pieces import Page, Piece

if TYPE_CHECKING:
    import pypdfium2

T = TypeVar("T")
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
    try:
        if len(document) > _MOST_PAGES:
            return _refused(f"{len(document)} pages: more than the {_MOST_PAGES} that are read")
        return _read(document, bool(pypdfium2.raw.FPDFCatalog_IsTagged(document)))
    except pypdfium2.PdfiumError:
        return _refused("the PDF is damaged: a page cannot be opened")
    finally:
        document.close()


def _read(document: "pypdfium2.PdfDocument", is_tagged: bool) -> Page:
    """By its own structure if it has one that can be believed, else by its looks."""
    dropped: list[Dropped] = []
    links: list[Link] = []
    tags = Tags()
    told = [told_of(sheet, tags) for sheet in _sheets(document, links)] if is_tagged else []
    if is_believed(told):
        broken = tuple(_told(told, dropped))
    else:
        links.clear()
        pages = [list(sheet.lines()) for sheet in _sheets(document, links)]
        if all(is_page_number(line.text) for lines in pages for line in lines):
            return _refused(_NO_TEXT)
        broken = tuple(_seen(pages, dropped))
    words = words_of(piece.text for piece in broken)
    pieces = tuple(_whole(piece, words) for piece in broken)
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.HEADING), "")
    return Page("pdf", title, pieces, tuple(links), dropped=tuple(dropped))


def _sheets(document: "pypdfium2.PdfDocument", links: list[Link]) -> Iterator[Sheet]:
    """The pages one after the other, with the links of each."""
    for number in range(len(document)):
        sheet = Sheet(document, number)
        yield sheet
        links += sheet.links()
        sheet.close()


def _told(pages: list[list[Told]], dropped: list[Dropped]) -> Iterator[Piece]:
    """The document as its own structure tells it."""
    return _with_rows(blocks_of(pages, dropped), iter, dropped)


def _seen(pages: list[list[PrintedLine]], dropped: list[Dropped]) -> Iterator[Piece]:
    """The document as its lines look."""
    kept, left_out = body_of(pages)
    dropped += left_out
    lines = [*parted(kept)]
    return _with_rows(in_order(lines), partial(pieces_of, setting=typesetting_of(lines)), dropped)


def _with_rows(
    blocks: Iterable[T | TableRow], read: Callable[[Iterable[T]], Iterator[Piece]], dropped: list[Dropped]
) -> Iterator[Piece]:
    """The rows of tables, and what is read of the stretches between them."""
    for is_table, found in groupby(blocks, lambda one: isinstance(one, TableRow)):
        if is_table:
            yield from _rows((one for one in found if isinstance(one, TableRow)), dropped)
        else:
            yield from read(one for one in found if not isinstance(one, TableRow))


def _rows(rows: Iterable[TableRow], dropped: list[Dropped]) -> Iterator[Piece]:
    """The rows of tables, one that goes on over pages under the head it had on the first."""
    first: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    before = -1
    for row in rows:
        text = CELL.join(filter(None, row.cells))
        first = first or row.cells
        if row.page != before >= 0 and row.cells == first:
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
        lead=joined(piece.lead, words),
        cells=tuple(joined(cell, words) for cell in piece.cells),
        head=tuple(joined(cell, words) for cell in piece.head),
    )


def _refused(note: str) -> Page:
    return Page("pdf", "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
