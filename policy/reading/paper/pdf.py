"""PDF as pieces, by PDFium, which is not thread-safe: readers run in processes of their own."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policy.model.readings import BlockKind, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.paper.lines import Line, body_of, pieces_of
from policy.reading.pieces import Page
from policy.reading.printed import printed

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 400


def pdf_page(body: bytes, _: ReadingOptions) -> Page:
    """The document's own words; selectors do not apply."""
    try:
        import pypdfium2
    except ImportError:
        return _refused('reading PDF needs an extra: pip install "clausewatch[pdf]"')
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
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
    pieces = tuple(pieces_of(kept))
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.HEADING), "")
    return Page("pdf", title, pieces, dropped=tuple(dropped))


def _lines(document: "pypdfium2.PdfDocument", number: int) -> Iterator[Line]:
    import pypdfium2.raw as raw

    page = document[number]
    text_page = page.get_textpage()
    height = page.get_height()
    start = 0
    for row in text_page.get_text_range().split("\r\n"):
        # PDFium marks a hyphen at a line's end so, and mostly joins the two lines itself.
        bare = row.rstrip()
        words = printed(bare.replace("\ufffe", "") + "-" * bare.endswith("\ufffe"))
        if words:
            first = start + len(row) - len(row.lstrip())
            last = start + len(row.rstrip()) - 1
            yield Line(
                text=words,
                size=float(raw.FPDFText_GetFontSize(text_page, first)),
                weight=int(raw.FPDFText_GetFontWeight(text_page, first)),
                width=_box(raw, text_page, last)[1] - _box(raw, text_page, first)[0],
                top=height - _box(raw, text_page, first)[2],
                page=number,
            )
        start += len(row) + 2
    text_page.close()
    page.close()


def _box(raw: object, text_page: object, at: int) -> tuple[float, float, float]:
    """Left, right and bottom of a character."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)  # type: ignore[attr-defined]
    return left.value, right.value, bottom.value


def _refused(note: str) -> Page:
    return Page("pdf", "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
