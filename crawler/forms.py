"""Whether a body has a form we read: by its first bytes, and where they do not tell, by the stated type."""

import re

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_HEAD = 4096  # bytes that tell what a body is
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = _HTML_TYPES | {"text/plain", "text/markdown", "text/x-markdown"}
_BINARIES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF image, sound or film"),
    (b"BM", "a bitmap image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOF", "a font"),
)


def unreadable(body: bytes, content_type: str | None) -> str | None:
    """In plain words why this body is of no form we read; None: it is HTML, text, Markdown, PDF or DOCX."""
    if _is_pdf(body):
        return None
    if body.startswith(_ZIP):
        return None if b"word/document.xml" in body else "the body is a zip archive, not a DOCX document"
    head, stated = body[:_HEAD], _stated(content_type)
    if _opens_as_html(head):
        return None
    if head[4:8] == b"ftyp":
        return "the body is a film"
    if not _is_text(head):
        binary = f"binary, stated as {stated or 'nothing'}"
        return f"the body is {next((name for magic, name in _BINARIES if head.startswith(magic)), binary)}"
    return f"the body is stated as {stated}" if stated and stated not in _TEXTS else None


def is_html(body: bytes, content_type: str | None) -> bool:
    """Whether a body we read is an HTML page: what its first bytes say comes before the stated type."""
    if unreadable(body, content_type) is not None or _is_pdf(body) or body.startswith(_ZIP):
        return False
    return _opens_as_html(body[:_HEAD]) or _stated(content_type) in _HTML_TYPES


def _is_pdf(body: bytes) -> bool:
    return b"%PDF-" in body[:1024]  # ISO 32000-1 annex H.3.4.1: readers accept it within the first 1024 bytes


def _stated(content_type: str | None) -> str:
    """The type that a server states, without its parameters; empty: it states none."""
    return (content_type or "").partition(";")[0].strip().lower()


def _opens_as_html(head: bytes) -> bool:
    return _HTML.match(_past_preamble(_without_mark(head))) is not None


def _without_mark(head: bytes) -> bytes:
    """Plain bytes of a head that may begin with a byte order mark; UTF-16 loses its zero bytes."""
    for mark in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].replace(b"\0", b"")
    return head


def _past_preamble(head: bytes) -> bytes:
    """What follows white space, comments and an XML declaration."""
    rest = head.lstrip()
    while rest.startswith((b"<!--", b"<?xml")):
        rest = rest.partition(b"-->" if rest.startswith(b"<!--") else b"?>")[2].lstrip()
    return rest


def _is_text(head: bytes) -> bool:
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in _without_mark(head))
    return controls * 100 <= len(head)
