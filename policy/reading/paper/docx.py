"""DOCX as pieces: converted to HTML by its styles, then read as HTML."""

import io
import zipfile
from dataclasses import replace

from policy.model.readings import Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.markup import html_page
from policy.reading.pieces import Page

_LARGEST = 64 << 20  # unpacked; an archive that holds more was made to break readers


def docx_page(body: bytes, options: ReadingOptions) -> Page:
    """The document's own words; selectors do not apply."""
    try:
        import mammoth
    except ImportError:
        return _refused('reading DOCX needs an extra: pip install "clausewatch[docx]"')
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                return _refused("the archive unpacks to more than is read")
        converted = mammoth.convert_to_html(io.BytesIO(body))
    except Exception as error:  # noqa: BLE001 – the converter raises whatever its parsers do on damaged files
        return _refused(f"the DOCX file is damaged: {type(error).__name__}")
    page = html_page(f"<html><body><main>{converted.value}</main></body></html>", replace(options, select=()))
    return replace(page, form="docx", suspicions=(), notes=(), signs=frozenset())


def _refused(note: str) -> Page:
    return Page("docx", "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
