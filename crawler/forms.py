"""Whether a body has a form we read: by its first bytes, and where they do not tell, by the stated type."""

import re

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TEXTS = {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"}
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
    head = body[:4096]
    stated = (content_type or "").partition(";")[0].strip().lower()
    if b"%PDF-" in body[:1024]:  # ISO 32000-1 annex H.3.4.1: readers accept it within the first 1024 bytes
        return None
    if body.startswith(b"PK\x03\x04"):
        return None if b"word/document.xml" in body else "the body is a zip archive, not a DOCX document"
    if _HTML.match(_past_preamble(_without_mark(head))):
        return None
    for magic, name in _BINARIES:
        if head.startswith(magic) and not _is_text(head):
            return f"the body is {name}"
    if head[4:8] == b"ftyp":
        return "the body is a film"
    if not _is_text(head):
        return f"the body is binary, stated as {stated or 'nothing'}"
    if stated and stated not in _TEXTS:
        return f"the body is stated as {stated}"
    return None


def is_html(body: bytes, content_type: str | None) -> bool:
    """Whether a body we read is an HTML page: what its first bytes say comes before the stated type."""
    if unreadable(body, content_type) is not None or b"%PDF-" in body[:1024] or body.startswith(b"PK\x03\x04"):
        return False
    stated = (content_type or "").partition(";")[0].strip().lower()
    opens_so = _HTML.match(_past_preamble(_without_mark(body[:4096]))) is not None
    return opens_so or stated in {"text/html", "application/xhtml+xml"}


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
