"""DOCX as pieces: converted to HTML by its styles, then read as HTML."""

import io
import re
import zipfile
from dataclasses import replace

from policy.model.readings import Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.markup import Survey, parsed
from policy.reading.paper.words import shown
from policy.reading.pieces import Page

_LARGEST = 64 << 20  # unpacked; an archive that holds more was made to break readers
_LARGEST_TEXT = 8 << 20  # of its XML, which takes forty times as much memory while it is read
_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')  # the converter's own way back from a note
_MOST_PARTS = 2_000  # files in the archive
_MOST_TAGS = 200_000
_MOST_PARAGRAPHS = 15_000  # the converter takes as long for an empty one as for any
_PARAGRAPH = re.compile(rb"<(?:\w{1,20}:)?p[\s/>]")
# ECMA-376 Part 2 §7.2.2: the parts of a package hold no document type declaration, so no entities either.
_DECLARATION = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


def docx_page(body: bytes, options: ReadingOptions) -> Page:
    """The document's own words; selectors do not apply."""
    try:
        import mammoth
    except ImportError:
        return _refused('reading DOCX needs an extra: pip install "clausewatch[docx]"')
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if fault := _fault(archive):
                return _refused(fault)
            package, dropped = shown(archive)
        pictures = mammoth.images.img_element(lambda _: {"src": ""})  # their alternative texts only
        converted = mammoth.convert_to_html(package, convert_image=pictures)
    except Exception as error:  # noqa: BLE001 – the converter raises whatever its parsers do on damaged files
        return _refused(f"the DOCX file is damaged: {type(error).__name__}")
    tree = parsed(f"<html><body><main>{_BACK.sub('', converted.value)}</main></body></html>")
    page = Survey(tree, replace(options, select=())).page()
    tree.elements.clear()
    return replace(page, form="docx", dropped=(*dropped, *page.dropped), suspicions=(), notes=(), signs=frozenset())


def _fault(archive: zipfile.ZipFile) -> str | None:
    """Why the package is not read; None: it is. Sizes are as stated: no more than that is ever unpacked."""
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    is_large = sum(part.file_size for part in parts) > _LARGEST or len(parts) > _MOST_PARTS
    if is_large or sum(part.file_size for part in texts) > _LARGEST_TEXT:
        return "the archive unpacks to more than is read"
    tags = paragraphs = 0
    for part in texts:
        content = archive.read(part)
        if any(sign in content for sign in _DECLARATION):
            return "the DOCX file declares entities, which Office documents never do"
        tags += content.count(b"<")
        paragraphs += sum(1 for _ in _PARAGRAPH.finditer(content.replace(b"\0", b"")))
        if tags > _MOST_TAGS or paragraphs > _MOST_PARAGRAPHS:
            return f"the DOCX file has more than {_MOST_TAGS} tags or {_MOST_PARAGRAPHS} paragraphs"
    return None


def _refused(note: str) -> Page:
    return Page("docx", "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
